// Package identityweb is the pages of who is who: what is to be decided, two people side by
// side with what speaks for and against their being one, and what was decided lately.
package identityweb

import (
	"context"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
}

type pages struct {
	identity *identity.Service
	around   Around
}

// The addresses of the pages.
const (
	queuePath   = "/identity"
	decidedPath = queuePath + "/decided"
	section     = "Who is who"
)

// address is where two people stand side by side.
func address(a, b people.PersonID) string { return queuePath + "/" + string(a) + "/" + string(b) }

// Pages are the pages of who is who.
func Pages(s *identity.Service, around Around) web.Pages {
	p := &pages{s, around}
	decide := access.Anyone(identity.Deciders()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(queuePath, decide, p.queue),
			web.Get(decidedPath, decide, p.decided),
			web.Post(decidedPath, decide, p.takeBack),
			web.Get(queuePath+"/{a}/{b}", decide, p.pair),
			web.Post(queuePath+"/{a}/{b}", decide, p.decide),
		},
		Nav: []web.NavItem{{Label: section, Href: queuePath, Who: access.Anyone(access.Coordinator, access.Manager, access.Analyst), Order: 32}},
	}
}

// two reads whom an address is of.
func two(a, b string) (first, second people.PersonID, err error) {
	if first, err = ident.Parse[people.Person](a); err != nil {
		return "", "", err
	}
	second, err = ident.Parse[people.Person](b)
	return first, second, err
}
