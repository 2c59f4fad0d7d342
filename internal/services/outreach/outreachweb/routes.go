// Package outreachweb is the pages of lists of people whom another team could not reach: a
// file is handed in, looked at, and its checks begin.
package outreachweb

import (
	"context"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/services/outreach"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
	// Lists are the lists that others give, of the blueprint in use.
	Lists(ctx context.Context) ([]contacts.List, error)
	// Saw notes that names of a list were shown.
	Saw(ctx context.Context, e journal.Entry) error
	// Took writes into the journal what somebody takes in a file.
	Took(ctx context.Context, e journal.Entry) error
}

type pages struct {
	outreach *outreach.Service
	around   Around
}

// The addresses of the pages.
const (
	safePath  = "/safe"
	listsPath = "/safe/lists"
)

func address(id outreach.ListID) string { return listsPath + "/" + string(id) }

func parseList(text string) (outreach.ListID, error) { return ident.Parse[outreach.List](text) }

// largestFile is how large a file may be.
const largestFile = 10 << 20

// Pages are the pages of lists.
func Pages(s *outreach.Service, around Around) web.Pages {
	p := &pages{s, around}
	check := access.Anyone(outreach.Checkers()...)
	return web.Pages{Routes: []web.Route{
		web.Get(listsPath, check, p.lists),
		web.Post(listsPath, check, p.handIn).MaxBody(largestFile),
		web.Get(listsPath+"/{id}", check, p.list),
		web.Post(listsPath+"/{id}", check, p.begin),
		web.Get(listsPath+"/{id}/rejected", check, p.rejected),
	}}
}
