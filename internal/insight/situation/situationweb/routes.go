// Package situationweb is the page a director opens in the morning: which areas are in an
// epidemic phase, and whether more is asked of the borough than chance explains; and the page
// on which daily counts are handed in.
package situationweb

import (
	"context"
	"time"

	"kith/internal/insight/situation"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	Now() time.Time
	// OwnArea is the code of the borough's own area, E08000010.
	OwnArea(ctx context.Context) (string, error)
}

type pages struct {
	situation *situation.Service
	around    Around
}

const (
	home        = "/situation"
	picturePath = home + "/picture.svg"
	exportPath  = home + "/export.csv"
	takePath    = home + "/counts"
	section     = "Situation"
	// mostBytes is how large a file of counts may be.
	mostBytes = 20 << 20
)

// Pages are the situation, as a page, a picture and a file, and the page for handing counts in.
func Pages(s *situation.Service, around Around) web.Pages {
	p := &pages{s, around}
	readers, takers := access.Anyone(situation.Readers()...), access.Anyone(situation.Takers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, readers, p.page),
			web.Get(picturePath, readers, p.picture),
			web.Get(exportPath, readers, p.export).Streaming(),
			web.Get(takePath, takers, p.takePage),
			web.Post(takePath, takers, p.takeIn).MaxBody(mostBytes),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: readers, Order: 41}},
	}
}
