// Package situationweb is the page a director opens in the morning: which areas are in an
// epidemic phase, and whether more is asked of the borough than chance explains; and the page
// on which daily counts are handed in.
package situationweb

import (
	"context"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	Now() time.Time
	// OwnArea is the code of the borough's own area, E08000010.
	OwnArea(ctx context.Context) (string, error)
	// Hubs are the figures of a hub, or with "" of all that the caller may see.
	Hubs(ctx context.Context, hub string) (reports.Dashboard, error)
	// Equality is what people answered of themselves in the last quarter that is over.
	Equality(ctx context.Context) (reports.Equality, error)
	// TaskBoard lists tasks.
	TaskBoard() situation.Board
	// Rings are the boundaries of areas that were imported, by their codes.
	Rings(ctx context.Context, codes []string) (map[string][]places.Ring, error)
}

// Answer is what another part of the program has to say to a question of the morning.
type Answer struct {
	Text  string // in a sentence or two
	Href  string // where more is; "" is nowhere
	Label string // of the link
}

// Copes answers "can we cope?" for the caller; a zero Answer is nothing to say to them.
type Copes func(ctx context.Context) (Answer, error)

type pages struct {
	situation *situation.Service
	around    Around
	copes     Copes
}

const (
	home        = "/situation"
	picturePath = home + "/picture.svg"
	exportPath  = home + "/export.csv"
	takePath    = home + "/counts"
	mapPath     = home + "/map.svg"
	donePath    = home + "/done"
	section     = "Situation"
	// mostBytes is how large a file of counts may be.
	mostBytes = 20 << 20
)

// Pages are the situation, as a page, pictures and a file, the log of what was done, and the
// page for handing counts in. copes may be nil: then nothing is said of whether the borough can.
func Pages(s *situation.Service, around Around, copes Copes) web.Pages {
	p := &pages{s, around, copes}
	readers, takers, noters := access.Anyone(situation.Readers()...), access.Anyone(situation.Takers()...), access.Anyone(situation.Noters()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, readers, p.page),
			web.Get(picturePath, readers, p.picture),
			web.Get(mapPath, readers, p.drawMap),
			web.Get(exportPath, readers, p.export).Streaming(),
			web.Get(donePath, readers, p.log),
			web.Get(donePath+"/new", noters, p.newDone),
			web.Post(donePath+"/new", noters, p.noteDone),
			web.Get(donePath+"/{id}", readers, p.done),
			web.Post(donePath+"/{id}", noters, p.changeDone),
			web.Get(wallPath, access.Anyone(situation.Walled()...), p.wall),
			web.Get(takePath, takers, p.takePage),
			web.Post(takePath, takers, p.takeIn).MaxBody(mostBytes),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: readers, Order: 41}},
	}
}
