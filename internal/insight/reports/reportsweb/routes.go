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

// lists are the pages of rows. Whose rows somebody may open, the use case asks.
func (p *pages) lists() []web.Route {
	openers := access.Anyone(append(reports.Staff(), access.LogisticsLead)...)
	return []web.Route{
		web.Get("/dashboard/needs", openers, listing(p, p.needsOpened())),
		web.Get("/dashboard/first-contacts", openers, listing(p, p.firstContacts())),
		web.Get("/dashboard/tasks-done", openers, listing(p, p.tasksDone())),
		web.Get("/dashboard/tasks-not-done", openers, listing(p, p.tasksNotDone())),
		web.Get("/dashboard/help-given", openers, listing(p, p.helpGiven())),
		web.Get("/dashboard/people-supported", openers, listing(p, p.peopleSupported())),
		web.Get("/dashboard/given", openers, listing(p, p.given())),
	}
}
