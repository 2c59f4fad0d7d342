// Package measuresweb is the pages of the catalogue of figures: all of them in a week, each
// with its weeks, places and rows, and where what others count is typed in or handed in.
package measuresweb

import (
	"context"
	"net/url"

	"kith/internal/insight/measures"
	"kith/internal/insight/reports"
	"kith/internal/insight/roll"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
	// Lists are the lists that others give, of the blueprint in use.
	Lists(ctx context.Context) ([]contacts.List, error)
}

type pages struct {
	measures *measures.Service
	around   Around
}

// The addresses of the pages.
const (
	home       = "/figures"
	exportPath = home + "/export.csv"
	listsPath  = home + "/on-lists"
	reachPath  = home + "/reach"
	section    = "Figures"
	// mostBytes is how large a file that is handed in may be.
	mostBytes = 5 << 20
)

// Pages are the pages of figures.
func Pages(s *measures.Service, around Around) web.Pages {
	p := &pages{s, around}
	read, typists := access.Anyone(measures.Readers()...), access.Anyone(measures.Typists()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, read, p.sheet),
			web.Get(exportPath, read, p.export).Streaming(),
			web.Get(listsPath, access.Anyone(roll.OnListsReaders()...), p.onLists),
			web.Get(reachPath, access.Anyone(reports.EqualityReaders()...), p.reach),
			web.Get(home+"/{id}", read, p.detail),
			web.Get(home+"/{id}/type", typists, p.typePage),
			web.Post(home+"/{id}/type", typists, p.typeIn),
			web.Get(home+"/{id}/file", typists, p.filePage),
			web.Post(home+"/{id}/file", typists, p.handIn).MaxBody(mostBytes),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: read, Order: 42}},
	}
}

// address is a page of figures with what is chosen.
func address(path string, of measures.Stretch, hub reports.Hub) string {
	query := url.Values{}
	if hub.ID != "" {
		query.Set("hub", hub.ID)
	}
	if of != (measures.Stretch{}) {
		query.Set("week", of.From.String())
	}
	if len(query) == 0 {
		return path
	}
	return path + "?" + query.Encode()
}
