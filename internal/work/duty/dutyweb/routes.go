// Package dutyweb is the pages of the duty team: what comes to it tonight, what the hubs
// hand over and the list it gives back.
package dutyweb

import (
	"cmp"
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board/boardview"
	"kith/internal/work/duty"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Record is who a line is for, noted as looked at because of it.
	Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error)
	// Reach is how whoever a record is of may be reached.
	Reach(ctx context.Context, id people.RecordID) (people.Reach, error)
	// Saw is told whose names were shown.
	Saw(ctx context.Context, e journal.Entry) error
}

type pages struct {
	duty   *duty.Service
	around Around
	heads  []boardview.Watch
}

var (
	// team may open the lists: each sees what is theirs.
	team = []access.Role{access.Agent, access.Coordinator, access.Manager}
	// hubs hand over and acknowledge what comes back.
	hubs = []access.Role{access.Coordinator, access.Manager}
)

const (
	// section is the navigation entry of these pages.
	section = "Duty team"
	// home is where they begin, and where every form comes back to.
	home = "/duty"
)

// Pages are the pages of the duty team. heads stand above its lists while something is in
// them.
func Pages(s *duty.Service, around Around, heads ...boardview.Watch) web.Pages {
	p := &pages{s, around, heads}
	look, hand := access.Anyone(team...), access.Anyone(hubs...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, look, p.tonight),
			web.Get(home+"/print", look, p.print),
			web.Get(home+"/hand-over", hand, p.choose),
			web.Post(home+"/pick", hand, p.pick),
			web.Post(home+"/hand-over", hand, p.handOver),
			web.Post(home+"/acknowledge", look, p.takeAll),
			web.Get(home+"/lines/{id}", look, p.line),
			web.Post(home+"/lines/{id}/acknowledge", look, p.act(p.duty.Take, "You have acknowledged it. It is the duty team's now")),
			web.Post(home+"/lines/{id}/done", look, p.giveBack),
			web.Post(home+"/lines/{id}/seen", hand, p.act(p.duty.Acknowledge, "It is off the list. The task is with the hub")),
			web.Post(home+"/lines/{id}/withdraw", hand, p.act(p.duty.Withdraw, "It is off the duty team's list")),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: look, Order: 65}},
	}
}

func address(id duty.LineID) string { return home + "/lines/" + string(id) }

// words are what hubs and accounts are called, and what time it is.
type words struct {
	hub     func(id string) string
	account func(id string) string
	now     time.Time
}

func (p *pages) words(ctx context.Context, now time.Time) (words, error) {
	all, err := p.around.Neighbourhoods(ctx)
	return words{
		hub: func(id string) string {
			for _, n := range all {
				if n.ID == id {
					return n.Short()
				}
			}
			return cmp.Or(id, "Coordination queue")
		},
		account: func(id string) string { return p.around.AccountName(ctx, id) },
		now:     now,
	}, err
}

// saw notes whose names a page shows. They are first names: the page is shown even when
// the journal cannot be told.
func (p *pages) saw(ctx context.Context, works ...duty.Work) {
	e := journal.Entry{Verb: "looked at the duty team's list", Topic: "duty.read"}
	for _, w := range works {
		if w.Told() {
			e.Objects = append(e.Objects, journal.Object{Kind: "task", ID: string(w.Task)})
		}
	}
	if len(e.Objects) > 0 {
		_ = p.around.Saw(ctx, e)
	}
}

func worksOf(lines []duty.Line) (all []duty.Work) {
	for _, l := range lines {
		all = append(all, l.Work)
	}
	return all
}
