// Package updatesweb is the page on which somebody says whether it was sorted, and those on
// which staff read that and what they were told of work in steps.
package updatesweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/places"
	"kith/internal/services/updates"
)

// Words are the texts of these pages, under "sorted" in the catalogues.
type Words struct {
	Title, Lead         string
	More, MoreHint      string
	Answers             map[updates.Answer]string
	Thanks              string
	ThanksYes, ThanksNo string
	Again               string
	Gone                string
}

var texts = words.Declare[Words]("sorted")

func say(ctx context.Context) *Words { return texts.In(ctx) }

type pages struct {
	updates *updates.Service
	around  Around
}

// Around is what the pages of staff need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Saw is told whose names were shown.
	Saw(ctx context.Context, e journal.Entry) error
}

// Pages are the public's pages.
func Pages(s *updates.Service) web.Pages {
	p := &pages{updates: s}
	return web.Pages{Spoken: true, Routes: []web.Route{
		web.Get(updates.SortedPath+"{token}", access.Public(), p.question),
		web.Post(updates.SortedPath+"{token}", access.Public(), p.answer).Secret(),
	}}
}

var (
	// staff may be told of work in steps.
	staff = []access.Role{
		access.Agent, access.Coordinator, access.Manager, access.LogisticsLead, access.Finance, access.LinkWorker,
		access.Partner, access.Analyst, access.PublicHealth, access.Governance, access.Admin,
	}
	// boardless are those of them who have no board, at whose head it would stand.
	boardless = []access.Role{access.LogisticsLead, access.Finance, access.LinkWorker}
)

// StaffPages are the pages on which staff read the answers, and what they were told.
func StaffPages(s *updates.Service, around Around) web.Pages {
	p := &pages{s, around}
	told := access.Anyone(staff...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(feedbackPath, access.Anyone(updates.Readers()...), p.feedback),
			web.Get(updates.ToldPath, told, p.told),
			web.Post(updates.ToldPath+"/{id}/read", told, p.readTold),
		},
		Nav: []web.NavItem{{Label: toldSection, Href: updates.ToldPath, Who: access.Anyone(boardless...), Order: 66}},
	}
}
