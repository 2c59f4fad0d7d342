// Package boardweb is the pages of the board: a hub's work with what can be done about
// many tasks at once, the same on paper, and the page of the coordination point.
package boardweb

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/board"
	"kith/internal/work/board/boardview"
	"kith/internal/work/tasks"
)

// Deps is what the pages are made from.
type Deps struct {
	Board *board.Service
	Tasks *tasks.Service
	// Blueprints gives the blueprint in force: *blueprint.Service.
	Blueprints interface {
		Current(ctx context.Context) (*blueprint.Blueprint, error)
	}
	// Watches are other features' parts of the coordination page, in their order.
	Watches []boardview.Watch
	// Heads stand above the board and the coordination page while something is in them.
	Heads []boardview.Watch
	// Views are other features' saved views, below the board's own.
	Views []boardview.View
	// Selected shows a task beside the list; nil where none is shown there.
	Selected boardview.Selected
	// Live gives the address news come from: *live.Hub.
	Live interface {
		Address(ctx context.Context, topics ...live.Topic) (string, error)
	}
	// Reads is told whose names were shown: *journal.Reads.
	Reads interface {
		people.Reads
		// SawFirst records it before it is seen, or says that it could not.
		SawFirst(ctx context.Context, e journal.Entry) error
	}
}

// readers may open the board; givers may also give tasks to helpers.
var (
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}
	givers  = []access.Role{access.Coordinator, access.Manager}
)

// Channel tells open boards that work has come to them. What is done about it is no
// news: whoever did it knows.
var Channel = live.Channel{
	Name:   "board",
	Topics: []string{"tasks.opened", "tasks.declined", "tasks.freed", "tasks.reopened", "needs.handed-over", "needs.refused"},
	Who:    live.For(readers...),
}

// The navigation entries of these pages.
const (
	boardSection        = "Board"
	coordinationSection = "Coordination"
)

type pages struct{ Deps }

// Pages are the pages of the board.
func Pages(d Deps) web.Pages {
	p := &pages{d}
	read, give := access.Anyone(readers...), access.Anyone(givers...)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/board", read, p.board),
			web.Get("/board/print", read, p.print),
			web.Get("/board/export.csv", read, p.export).Streaming(),
			web.Post("/board/assign", give, p.assign()),
			web.Post("/board/hand-over", give, p.handOver()),
			web.Post("/board/change", give, p.change()),
			web.Get("/coordination", give, p.coordination),
			web.Get("/coordination/{group}", give, p.waiting),
		},
		Nav: []web.NavItem{
			{Label: boardSection, Href: "/board", Who: read, Order: 10},
			{Label: coordinationSection, Href: "/coordination", Who: give, Order: 70},
		},
	}
}
