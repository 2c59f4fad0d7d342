// Package inboxweb is the pages of an organisation's inbox: how it is today, what it is
// asked to do, what it said it will do, and what it gave. They are made for a phone.
package inboxweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/work/inbox"
	"kith/internal/work/tasks"
)

type pages struct {
	inbox         *inbox.Service
	organisations *organisations.Service
	tasks         *tasks.Service
	parts         []Part
}

// Part is what another feature shows under a task that the organisation has accepted, such
// as the slip it packs by; nil where it has nothing to show.
type Part = func(ctx context.Context, id tasks.ID) (templ.Component, error)

// Pages are the pages of the inbox, with the parts of other features.
func Pages(s *inbox.Service, o *organisations.Service, t *tasks.Service, parts ...Part) web.Pages {
	p := &pages{inbox: s, organisations: o, tasks: t, parts: parts}
	own := access.Anyone(access.Organisation)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/inbox", own, p.inboxPage),
			web.Get("/inbox/print", own, p.printPage),
			web.Post("/inbox/today", own, p.sayToday),
			web.Post("/inbox/count", own, p.countToday),
			web.Post("/inbox/{task}/accept", own, p.accept),
			web.Post("/inbox/{task}/cannot", own, p.cannot),
			web.Post("/inbox/{task}/outcome", own, p.outcome),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: own, Order: 5}},
	}
}

const (
	// section is the navigation entry of these pages.
	section = "Inbox"
	// home is where they begin, and where every form comes back to.
	home = "/inbox"
)
