// Package reportsweb is the dashboard's pages: the figures of the borough or of one hub,
// and the lists of rows behind those figures that no other page lists.
package reportsweb

import (
	"kith/internal/insight/reports"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

type pages struct {
	reports *reports.Service
}

// section is the navigation entry of these pages.
const section = "Dashboard"

// Pages are the dashboard and its lists.
func Pages(s *reports.Service) web.Pages {
	p := &pages{reports: s}
	readers := access.Anyone(reports.Audience()...)
	routes := []web.Route{web.Get("/dashboard", readers, p.dashboard)}
	return web.Pages{
		Routes: append(routes, p.lists()...),
		Nav:    []web.NavItem{{Label: section, Href: "/dashboard", Who: readers, Order: 40}},
	}
}

// lists are the pages of rows. Of which hub somebody may open them, the use case asks.
func (p *pages) lists() []web.Route {
	return []web.Route{
		listed(p, p.needsOpened()),
		listed(p, p.firstContacts()),
		listed(p, p.tasksDone()),
		listed(p, p.tasksNotDone()),
		listed(p, p.helpGiven()),
		listed(p, p.peopleSupported()),
		listed(p, p.given()),
	}
}

// listed is the page of a figure's rows, at the address its measure gives, for its readers.
func listed[T any](p *pages, l rowsOf[T]) web.Route {
	m := p.reports.Measure(l.measure)
	return web.Get(m.Rows, access.Anyone(m.Readers...), listing(p, l))
}
