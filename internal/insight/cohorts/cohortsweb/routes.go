// Package cohortsweb is the pages on which cohorts are chosen by rule, looked at as figures,
// frozen, and handed on.
package cohortsweb

import (
	"context"
	"time"

	"kith/internal/insight/cohorts"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
	// Lists are the lists that others give, of the blueprint in use.
	Lists(ctx context.Context) ([]contacts.List, error)
}

type pages struct {
	cohorts *cohorts.Service
	around  Around
}

// The addresses of the pages.
const (
	home    = "/cohorts"
	newPath = home + "/new"
	section = "Cohorts"
)

func address(id cohorts.ID) string { return home + "/" + string(id) }

func parse(text string) (cohorts.ID, error) { return ident.Parse[cohorts.Cohort](text) }

// Pages are the pages of cohorts.
func Pages(s *cohorts.Service, around Around) web.Pages {
	p := &pages{s, around}
	read, choose := access.Anyone(cohorts.Readers()...), access.Anyone(cohorts.Choosers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, read, p.groups),
			web.Get(newPath, choose, p.begin),
			web.Post(newPath, choose, p.draft),
			web.Get(home+"/{id}", read, p.cohort),
			web.Post(home+"/{id}/hand", choose, p.hand),
			web.Post(home+"/{id}/list", choose, p.take).Streaming(),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: read, Order: 45}},
	}
}

// Tabs are the pages of this part of the program; here is the address of the one shown.
func Tabs(here string) govuk.SubNavigation {
	return govuk.SubNavigation{Label: "Cohorts and priority", Items: []govuk.Link{
		{Label: "Cohorts", Href: home, Current: here == home},
		{Label: "Priority", Href: "/risk", Current: here == "/risk"},
	}}
}
