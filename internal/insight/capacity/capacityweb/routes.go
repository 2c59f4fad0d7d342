// Package capacityweb is the page that answers whether the borough can cope in the next seven
// days, and the forms that say what is on the shelves and part what is short.
package capacityweb

import (
	"kith/internal/insight/capacity"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

type pages struct{ capacity *capacity.Service }

const (
	home       = "/capacity"
	exportPath = home + "/export.csv"
	countPath  = home + "/count"
	sharePath  = home + "/share/{resource}"
	section    = "Can we cope"
)

// Pages are the answer, as a page and a file, and the forms beside it.
func Pages(s *capacity.Service) web.Pages {
	p := &pages{s}
	readers, counters, sharers := access.Anyone(capacity.Readers()...), access.Anyone(capacity.Counters()...), access.Anyone(capacity.Sharers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, readers, p.page),
			web.Get(exportPath, readers, p.export).Streaming(),
			web.Get(countPath, counters, p.countPage),
			web.Post(countPath, counters, p.count),
			web.Get(sharePath, sharers, p.sharePage),
			web.Post(sharePath, sharers, p.share),
			web.Get(home+"/{place}", readers, p.place),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: readers, Order: 42}},
	}
}
