// Package levelsweb is the pages of the activation levels: how each place stands, what is
// put forward, what a decision would change before it is made, and the lists that are worked
// through afterwards.
package levelsweb

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/work/levels"
)

// Recovery gives what is tracked into recovery, to stand beside the levels and on the lists that
// stand the emergency down.
type Recovery func(ctx context.Context) (templ.Component, error)

type pages struct {
	levels   *levels.Service
	recovery Recovery
}

const (
	home       = "/levels"
	changePath = home + "/change"
	section    = "Levels"
)

// Pages are the pages of the levels.
func Pages(s *levels.Service, recovery Recovery) web.Pages {
	p := &pages{s, recovery}
	readers, tickers, deciders := access.Anyone(levels.Readers()...), access.Anyone(levels.Tickers()...), access.Anyone(levels.Deciders()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(home, readers, p.overview),
			web.Get(changePath, deciders, p.changePage),
			web.Post(changePath, deciders, p.decide),
			web.Post(home+"/proposals/{id}/decline", deciders, p.decline),
			web.Get(home+"/decisions/{number}", readers, p.list),
			web.Post(home+"/decisions/{number}/{item}", tickers, p.tick),
		},
		Nav: []web.NavItem{{Label: section, Href: home, Who: readers, Order: 43}},
	}
}

func listAddress(number int64) string { return home + "/decisions/" + strconv.FormatInt(number, 10) }

func numberOf(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, fault.New(fault.NotFound, "levels.no-such-decision", "There is no such decision.")
	}
	return n, nil
}
