// Package organisationsweb is the pages of the register of organisations.
package organisationsweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Categories are the kinds of need an organisation may serve.
	Categories(ctx context.Context) ([]forms.Option, error)
	// EntryLink makes a link by which an organisation enters its inbox once; it returns
	// the link's path.
	EntryLink(ctx context.Context, id organisations.ID) (path string, err error)
	// RequestsFor are the requests made for a setting, newest first, as far as the caller
	// may see them.
	RequestsFor(ctx context.Context, id organisations.ID) ([]RequestLink, error)
	// PublicURL is where people find the site; "" where no address was set.
	PublicURL() string
}

// RequestLink is a request as the page of its setting names it.
type RequestLink struct {
	Reference string
	Href      string
	Received  string // the day
	State     string // in words
}

// keepers may change the organisations of the neighbourhoods they work for.
var keepers = []access.Role{access.Coordinator, access.Manager}

type pages struct {
	organisations *organisations.Service
	around        Around
}

// Pages are the pages of the register.
func Pages(s *organisations.Service, around Around) web.Pages {
	p := &pages{organisations: s, around: around}
	readers := access.Anyone(access.Agent, access.Coordinator, access.Manager, access.LogisticsLead, access.Analyst)
	keepers := access.Anyone(keepers...)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/organisations", readers, p.list),
			web.Get("/organisations/new", keepers, p.newPage),
			web.Post("/organisations/new", keepers, p.add),
			web.Get("/organisations/{id}", readers, p.organisation),
			web.Get("/organisations/{id}/edit", keepers, p.editPage),
			web.Post("/organisations/{id}/edit", keepers, p.save),
			web.Post("/organisations/{id}/link", keepers, p.link).Secret(),
			web.Post("/organisations/{id}/today", keepers, p.sayToday),
		},
		Nav: []web.NavItem{{Label: section, Href: "/organisations", Who: readers, Order: 60}},
	}
}

// section is the navigation entry of these pages.
const section = "Organisations"
