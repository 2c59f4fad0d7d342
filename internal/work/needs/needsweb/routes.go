// Package needsweb is the pages of requests: the list, one request with all that is known
// about it, and a person's requests as a part of the person's page.
package needsweb

import (
	"context"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Around is what the pages need of the rest of the program. Names of things that are no
// longer known are their ids.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Questions are those of a blueprint version; [fault.NotFound] when it is not kept.
	Questions(ctx context.Context, blueprintVersion string) (*answers.Questions, error)
	// Record is who a request is for. It notes who looked, and at what; that they may
	// see it, the pages have checked.
	Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error)
	// Took writes into the journal, before they are sent, what somebody takes in a file.
	Took(ctx context.Context, e journal.Entry) error
	// Tasks are the tasks of a request, the next due first. Titles that whoever asks may
	// not read are already replaced.
	Tasks(ctx context.Context, id needs.RequestID) ([]TaskLink, error)
	// Arrival is how a request came in besides its channel.
	Arrival(ctx context.Context, id needs.RequestID) (Arrival, error)
	// CategoryName is the name of a kind of need.
	CategoryName(ctx context.Context, id string) string
	// RouteName is the name of a way to meet a need.
	RouteName(ctx context.Context, id string) string
	// ExtraName is the name of something that goes with the help.
	ExtraName(ctx context.Context, id string) string
	// SignpostName is the name of help that people can reach without the council.
	SignpostName(ctx context.Context, id string) string
	// DestinationName is the name of a service that needs are referred to.
	DestinationName(ctx context.Context, id string) string
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
}

// TaskLink is a task as the page of its request names it.
type TaskLink struct {
	ID       string
	Title    string
	Href     string
	State    string // in words
	Standing string // the state as programs read it
	Late     bool   // still to be done and past its time
	Version  int64
}

type pages struct {
	needs  *needs.Service
	around Around
}

// readers may look at requests, takers may accept them, hand them over and give them back,
// hearers write down what the person says of one later: the pages for it are intake's.
var (
	hearers = []access.Role{access.Agent, access.Coordinator, access.Manager}
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Analyst, access.Governance}
	takers  = []access.Role{access.Coordinator, access.Manager}
)

// Pages are the pages of requests.
func Pages(s *needs.Service, around Around) web.Pages {
	p := &pages{needs: s, around: around}
	look := access.Anyone(readers...)
	return web.Pages{
		Routes: []web.Route{
			web.Get("/requests", look, p.list),
			web.Get("/requests/export.csv", look, p.export).Streaming(),
			web.Get("/requests/{id}", look, p.request),
			web.Post("/requests/{id}/accept", access.Anyone(takers...), p.accept),
		},
		Nav: []web.NavItem{{Label: section, Href: "/requests", Who: look, Order: 20}},
	}
}

// section is the navigation entry of these pages.
const section = "Requests"

// address is the page of a request.
func address(id needs.RequestID) string { return "/requests/" + string(id) }

// Arrival is how a request came in besides its channel, in words. The zero Arrival says
// nothing.
type Arrival struct {
	Place      string // where they walked in
	ReferredBy string // who referred them, in lines
	Knows      string // what the person knows of it
}
