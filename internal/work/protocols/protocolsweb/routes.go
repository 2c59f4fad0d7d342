// Package protocolsweb is the pages of protocols: who is not confirmed safe yet, beginning a
// check by hand, where work stands, and the protocols themselves for those who look after
// the blueprint.
package protocolsweb

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Saw notes that names of a list were shown.
	Saw(ctx context.Context, e journal.Entry) error
	// DraftBlueprint is the blueprint that somebody is drafting, and false when nobody is or it
	// cannot be read yet.
	DraftBlueprint(ctx context.Context) (*blueprint.Blueprint, bool)
	// Route tells which hub a postcode belongs to.
	Route(ctx context.Context, given string) (places.Routing, error)
	// ToHandOver are the open requests of a person that a hub does not have yet, as far as the
	// caller may hand them over.
	ToHandOver(ctx context.Context, who people.Person, hub string) ([]needs.Request, error)
	// HandOver gives a request to another hub, with why.
	HandOver(ctx context.Context, id needs.RequestID, version int64, hub, reason string) error
	// Now is the time by the program's clock.
	Now() time.Time
}

type pages struct {
	protocols *protocols.Service
	people    *people.Service
	around    Around
}

// The addresses of the pages.
const (
	safePath  = "/safe"
	adminPath = "/admin/protocols"
	section   = "Not yet confirmed safe" // a view of the board
)

var (
	// readers may see who is not confirmed safe, of where they work.
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}
	// checkers may begin a check, where the blueprint names their role.
	checkers = []access.Role{access.Agent, access.Coordinator, access.Manager}
	// keepers look at the protocols themselves.
	keepers = []access.Role{access.Admin, access.Manager, access.Governance}
)

// Pages are the pages of protocols.
func Pages(s *protocols.Service, who *people.Service, around Around) web.Pages {
	p := &pages{s, who, around}
	read, check, keep := access.Anyone(readers...), access.Anyone(checkers...), access.Anyone(keepers...)
	lessons := []web.Route{}
	for _, one := range []func() lesson{newMovedLesson, newStopLesson} {
		at := "/people/{id}" + one().path()
		lessons = append(lessons,
			web.Get(at, check, p.learnPage(one)), web.Post(at, check, p.learn(one, false)),
			web.Post(at+"/confirm", check, p.learn(one, true)), web.Post(at+"/take-back", check, p.takeBack(one)))
	}
	return web.Pages{
		Routes: append(lessons,
			web.Get(safePath, read, p.safe),
			web.Get("/people/{id}/check", check, p.checkPage),
			web.Post("/people/{id}/check", check, p.check),
			web.Get(adminPath, keep, p.all),
			web.Get(adminPath+"/{id}", keep, p.one),
		),
		Nav: []web.NavItem{
			{Label: "Protocols", Href: adminPath, Who: keep, Order: 85},
		},
	}
}
