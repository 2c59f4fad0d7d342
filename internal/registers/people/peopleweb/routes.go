// Package peopleweb is the pages of people: looking somebody up, and one person with all
// that is known about them.
package peopleweb

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AskedAs finds whom a request is for, where the text is the request's reference.
	AskedAs(ctx context.Context, text string) ([]people.Hit, error)
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// Route tells which hub a postcode belongs to.
	Route(ctx context.Context, given string) (places.Routing, error)
}

type pages struct {
	people  *people.Service
	seconds *secondperson.Service
	around  Around
	panels  []peopleview.Panel
}

// viewers may look people up; deciders may also say who is who; editors may change what
// is known of them; markers may mark those who need care.
var (
	viewers  = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}
	editors  = []access.Role{access.Agent, access.Coordinator, access.Manager}
	markers  = []access.Role{access.Coordinator, access.Manager, access.Governance}
	deciders = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst}
)

// Pages are the pages of people. The panels are other features' parts of a person.
func Pages(s *people.Service, seconds *secondperson.Service, around Around, panels ...peopleview.Panel) web.Pages {
	p := &pages{people: s, seconds: seconds, around: around, panels: slices.Clone(panels)}
	slices.SortStableFunc(p.panels, func(a, b peopleview.Panel) int { return cmp.Compare(a.Order, b.Order) })
	look, decide, edit := access.Anyone(viewers...), access.Anyone(deciders...), access.Anyone(editors...)
	mark := access.Anyone(markers...)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/people", look, p.start),
			web.Post("/people/search", look, p.search),
			web.Post("/people/lookup", look, p.lookUp),
			web.Post(peopleview.LikeAddress, look, p.like),
			web.Get("/found/{id}", look, p.found),
			web.Get("/people/{id}", look, p.person),
			web.Get("/people/{id}/edit", edit, p.edit),
			web.Post("/people/{id}/edit", edit, p.change),
			web.Get("/people/{id}/safe-contact", edit, p.askSafely),
			web.Post("/people/{id}/safe-contact", edit, p.keepSafely),
			web.Post("/people/{id}/safe-contact/still-right", edit, p.stillSafe),
			web.Get("/people/{id}/labels", mark, p.labels),
			web.Post("/people/{id}/labels", mark, p.mark),
			web.Get("/people/{id}/withheld-address", mark, p.askWithheld),
			web.Post("/people/{id}/withheld-address", mark, p.askSecond),
			web.Post("/people/{id}/withheld-address/read", mark, p.readWithheld),
			web.Get("/people/{id}/note", edit, p.note),
			web.Post("/people/{id}/note", edit, p.writeNote),
			web.Post("/people/{id}/same", decide, p.same),
			web.Post("/people/{id}/not-the-same", decide, p.notTheSame),
			web.Post("/people/{id}/separate", decide, p.separate),
			web.Post("/people/{id}/undo-joining", decide, p.undo),
		},
		Nav: []web.NavItem{{Label: section, Href: "/people", Who: look, Order: 30}},
	}
}

// Operations are what programs can do with people.
func Operations(s *people.Service, around Around) api.Operations {
	p := &pages{people: s, around: around}
	return p.operations
}

// section is the navigation entry of these pages.
const section = "People"

// address is the page of a person.
func address(id people.PersonID) string { return "/people/" + string(id) }

// hoods are the names of neighbourhoods by their ids.
func (p *pages) hoods(ctx context.Context) (map[string]string, error) {
	all, err := p.around.Neighbourhoods(ctx)
	names := map[string]string{"": "No hub yet"}
	for _, n := range all {
		names[n.ID] = cmp.Or(n.ShortName, n.Name)
	}
	return names, err
}
