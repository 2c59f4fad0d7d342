// Package listsweb is the pages of lists of people that others give: a file is handed in,
// what is in it confirmed, what would change and who is who looked at, and whom nobody is in
// touch with handed to the team that may start.
package listsweb

import (
	"context"
	"time"

	"kith/internal/insight/lists"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/assets"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// Assets are the data assets of the register.
	Assets(ctx context.Context) ([]assets.Asset, error)
	// Saw notes that names of a list were shown.
	Saw(ctx context.Context, e journal.Entry) error
	// Took writes into the journal what somebody takes in a file.
	Took(ctx context.Context, e journal.Entry) error
}

type pages struct {
	lists  *lists.Service
	around Around
}

const (
	path    = "/lists"
	section = "Lists"
)

func address(id lists.VersionID) string { return path + "/" + string(id) }

func parse(text string) (lists.VersionID, error) { return ident.Parse[lists.Version](text) }

// largestFile is how large a file may be.
const largestFile = 32 << 20

// Pages are the pages of lists.
func Pages(s *lists.Service, around Around) web.Pages {
	p := &pages{s, around}
	take := access.Anyone(lists.Takers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, take, p.all),
			web.Post(path, take, p.handIn).MaxBody(largestFile),
			web.Get(path+"/{id}", take, p.overview),
			web.Get(path+"/{id}/progress", take, p.progress),
			web.Get(path+"/{id}/columns", take, p.columnsPage),
			web.Post(path+"/{id}/columns", take, p.setUp),
			web.Get(path+"/{id}/changes", take, p.changes),
			web.Get(path+"/{id}/rejected.csv", take, p.rejected).Streaming(),
			web.Get(path+"/{id}/who", take, p.who),
			web.Post(path+"/{id}/on", take, p.switchOn),
			web.Post(path+"/{id}/cancel", take, p.cancel),
			web.Get(path+"/{id}/follows", take, p.follows),
			web.Post(path+"/{id}/hand-over", take, p.handOver),
			web.Post(path+"/{id}/boxes", take, p.boxes),
			web.Post(path+"/{id}/again", take, p.again),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: take, Order: 70}},
	}
}
