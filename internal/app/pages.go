package app

import (
	"kith/internal/blueprint"
	"kith/internal/insight/reports/reportsweb"
	"kith/internal/plat/api"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts/accountsweb"
	"kith/internal/registers/organisations/organisationsweb"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers/volunteersweb"
	"kith/internal/work/board/boardweb"
)

// channels lists what open pages may listen to.
func channels() []live.Channel { return []live.Channel{boardweb.Channel} }

// pages gathers the pages of every feature, and the API.
func (a *App) pages(hub *live.Hub, publicURL string) []web.Pages {
	known := facts{a, publicURL}
	return []web.Pages{
		hub.Pages(),
		a.api().Pages(),
		a.public.Pages(),
		accountsweb.Pages(a.Accounts, known),
		organisationsweb.Pages(a.Organisations, known),
		volunteersweb.Pages(a.Volunteers, known),
		boardweb.Pages(boardweb.Deps{
			Board: a.Board, Tasks: a.Tasks, Blueprints: a.Blueprints, Live: hub, Reads: a.Journal.Reads(),
		}),
		reportsweb.Pages(a.Reports),
	}
}

// api gathers what programs can do.
func (a *App) api() *api.API {
	described := api.New("1.0")
	for _, operations := range []api.Operations{
		accountsweb.Operations(a.Accounts),
		a.public.Operations,
		reportsweb.Operations(a.Reports),
	} {
		operations(described)
	}
	return described
}

// notices are what the sources of the borough's areas ask to be shown.
func notices(b *blueprint.Blueprint) []string { return blueprint.Part[*places.Areas](b).Attribution }
