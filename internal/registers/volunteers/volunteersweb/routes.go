// Package volunteersweb is the pages of the register of volunteers.
package volunteersweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Categories are the kinds of need a volunteer may be glad to help with.
	Categories(ctx context.Context) ([]forms.Option, error)
	// VolunteerLetter is the letter that proves what a volunteer is, as a PDF.
	VolunteerLetter(ctx context.Context, p volunteers.Paper) ([]byte, error)
	// VolunteerCard is the same as a card for the wallet.
	VolunteerCard(ctx context.Context, p volunteers.Paper) ([]byte, error)
}

// keepers may see and change the volunteers of the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager}

type pages struct {
	volunteers *volunteers.Service
	around     Around
}

// Pages are the pages of the register.
func Pages(s *volunteers.Service, around Around) web.Pages {
	p := &pages{volunteers: s, around: around}
	keepers := access.Anyone(keepers...)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/volunteers", keepers, p.list),
			web.Get("/volunteers/new", keepers, p.newPage),
			web.Post("/volunteers/new", keepers, p.add),
			web.Get("/volunteers/{id}", keepers, p.volunteer),
			web.Post("/volunteers/{id}/letter", keepers, p.letter),
			web.Post("/volunteers/{id}/card", keepers, p.card),
			web.Post("/volunteers/{id}/pause", keepers, p.pause),
			web.Post("/volunteers/{id}/resume", keepers, p.resume),
		},
		Nav: []web.NavItem{{Label: section, Href: "/volunteers", Who: keepers, Order: 50}},
	}
}

// section is the navigation entry of these pages.
const section = "Volunteers"
