// Package reportsweb is the dashboard's pages: the figures of the borough or of one hub,
// and the lists of rows behind those figures that no other page lists.
package reportsweb

import (
	"slices"

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
	members := access.Anyone(reports.Members()...)
	typists := access.Anyone(reports.Typists()...)
	readers := access.Anyone(reports.Audience()...)
	out := &pages{reports: s.ForExport()}
	routes := []web.Route{
		web.Get("/dashboard", readers, p.dashboard),
		web.Get("/dashboard"+exportPath, readers, p.exportDashboard).Streaming(),
		web.Get(equalityPath, access.Anyone(reports.EqualityReaders()...), p.equality),
		web.Get(equalityPath+exportPath, access.Anyone(reports.EqualityReaders()...), p.exportEquality).Streaming(),
		web.Get(outsidePath+"/new", typists, p.newOutside),
		web.Post(outsidePath+"/new", typists, p.typeOutside),
		web.Get(outsidePath+"/{id}", access.Anyone(reports.Readers()...), p.outside),
		web.Get(wardPath, members, p.ward),
		web.Get(casePath, members, p.casework),
		web.Post(casePath, members, p.follow),
		web.Post(casePath+"/{id}/end", members, p.endOwnCase),
		web.Get(keptPath, access.Anyone(reports.Keepers()...), p.keptCases),
		web.Post(keptPath+"/{id}/end", access.Anyone(access.Agent, access.Coordinator, access.Manager), p.endKeptCase),
		web.Post(outsidePath+"/{id}", typists, p.correctOutside),
	}
	return web.Pages{
		Routes: slices.Concat(routes, p.lists(), out.exports()),
		Nav:    []web.NavItem{{Label: section, Href: "/dashboard", Who: readers, Order: 40}, {Label: wardSection, Href: wardPath, Who: members, Order: 40}},
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
		listed(p, p.food()),
		listed(p, p.onRounds()),
		listed(p, p.enquiries()),
		listed(p, p.volunteerHours()),
		listed(p, p.reserveCalled()),
		listed(p, p.helpOfKind()),
		listed(p, p.referrals()),
		listed(p, p.callsTaken()),
		listed(p, p.settingsAsked()),
		listed(p, p.casesRaised()),
	}
}

// exports are the same lists as files, for the same readers.
func (p *pages) exports() []web.Route {
	return []web.Route{
		exported(p, p.needsOpened()),
		exported(p, p.firstContacts()),
		exported(p, p.tasksDone()),
		exported(p, p.tasksNotDone()),
		exported(p, p.helpGiven()),
		exported(p, p.peopleSupported()),
		exported(p, p.given()),
		exported(p, p.food()),
		exported(p, p.onRounds()),
		exported(p, p.enquiries()),
		exported(p, p.volunteerHours()),
		exported(p, p.reserveCalled()),
		exported(p, p.helpOfKind()),
		exported(p, p.referrals()),
		exported(p, p.callsTaken()),
		exported(p, p.settingsAsked()),
		exported(p, p.casesRaised()),
	}
}

// exported is a list as a file.
func exported[T any](p *pages, l rowsOf[T]) web.Route {
	m := p.reports.Measure(l.measure)
	return web.Get(m.Rows+exportPath, access.Anyone(m.Readers...), export(p, l)).Streaming()
}

// listed is the page of a figure's rows, at the address its measure gives, for its readers.
func listed[T any](p *pages, l rowsOf[T]) web.Route {
	m := p.reports.Measure(l.measure)
	return web.Get(m.Rows, access.Anyone(m.Readers...), listing(p, l))
}
