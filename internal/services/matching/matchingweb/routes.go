// Package matchingweb is the pages on which coordinators plan who does what, and those on
// which volunteers see what they are offered, what they have, and what they gave.
package matchingweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/services/matching"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Volunteering is what the borough asks of volunteers, in the reader's language.
	Volunteering(ctx context.Context) (*volunteering.Rules, error)
	// Now is the time by the program's clock.
	Now() time.Time
	// SignOut ends the session of a token.
	SignOut(ctx context.Context, token string) error
}

type pages struct {
	matching *matching.Service
	around   Around
}

// section is the navigation entry of the coordinators' pages.
const section = "Matching"

const (
	plannerPath = "/matching"
	plansPath   = "/matching/plans"
	askedPath   = "/matching/tasks"
)

// Pages are the pages of coordinators.
func Pages(s *matching.Service, around Around) web.Pages {
	p := &pages{matching: s, around: around}
	who := access.Anyone(matching.Planners()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(plannerPath, who, p.planner),
			web.Post(plansPath, who, p.makePlan),
			web.Get(plansPath+"/{plan}", who, p.plan),
			web.Post(plansPath+"/{plan}/change", who, p.change),
			web.Post(plansPath+"/{plan}/apply", who, p.apply),
			web.Get(plansPath+"/{plan}/tasks/{task}", who, p.why),
			web.Get(askedPath+"/{task}", who, p.asked),
			web.Post(askedPath+"/{task}/ask", who, p.ask),
			web.Post(askedPath+"/{task}/stop", who, p.stop),
			web.Get(volunteersPath+"/{volunteer}/contact", who, p.contact),
			web.Post(volunteersPath+"/{volunteer}/link", who, p.makeLink),
			web.Post(volunteersPath+"/{volunteer}/send-link", who, p.sendLink),
			web.Post(volunteersPath+"/{volunteer}/thank", who, p.thank),
			web.Post(volunteersPath+"/{volunteer}/thank-formally", who, p.thankFormally),
			web.Post(plannerPath+"/notes/{note}/read", who, p.readNote),
		},
		Nav: []web.NavItem{{Label: section, Href: plannerPath, Who: who, Order: 49}},
	}
}
