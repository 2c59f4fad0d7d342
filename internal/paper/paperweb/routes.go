// Package paperweb is the pages of the packs of paper: where a hub fetches its own, and where
// what was written on it is entered when the program is back.
package paperweb

import (
	"context"
	"time"

	"kith/internal/paper"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
}

type pages struct {
	paper  *paper.Service
	around Around
}

const (
	// section is the navigation entry of these pages.
	section = "Paper"
	home    = "/paper"
)

// Pages are the pages of the packs.
func Pages(s *paper.Service, around Around) web.Pages {
	p := &pages{s, around}
	read := access.Anyone(paper.Readers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, read, p.packs),
			web.Post(home, read, p.make),
			web.Get(home+"/{id}", read, p.sheet),
			web.Post(home+"/{id}", read, p.enter),
			web.Get(home+"/{id}/pack.pdf", read, p.file),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: read, Order: 68}},
	}
}

func (p *pages) hub(ctx context.Context, id string) string {
	if id == "" {
		return "Coordination point"
	}
	return p.around.HoodName(ctx, id)
}

func address(id paper.PackID) string { return home + "/" + string(id) }
