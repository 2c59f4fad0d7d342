package app

import (
	"kith/internal/blueprint"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts/accountsweb"
	"kith/internal/registers/organisations/organisationsweb"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers/volunteersweb"
)

// channels lists what open pages may listen to.
func channels() []live.Channel { return nil }

// pages gathers the pages of every feature.
func (a *App) pages(hub *live.Hub, publicURL string) []web.Pages {
	known := facts{a, publicURL}
	return []web.Pages{
		hub.Pages(),
		accountsweb.Pages(a.Accounts, known),
		organisationsweb.Pages(a.Organisations, known),
		volunteersweb.Pages(a.Volunteers, known),
	}
}

// notices are what the sources of the borough's areas ask to be shown.
func notices(b *blueprint.Blueprint) []string { return blueprint.Part[*places.Areas](b).Attribution }
