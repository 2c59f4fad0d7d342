// Package tasksweb is the pages of tasks: one task with what there is to do about it, and
// handing a request to another hub or giving it back.
package tasksweb

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// Helpers are those who could be asked to do a task. The page offers of them the
	// kinds that may.
	Helpers(ctx context.Context, t tasks.Task) (Helpers, error)
	// Assignee finds whom the value of a helper's option names, such as "volunteer:" and
	// an id; [fault.Invalid] when it names nobody.
	Assignee(ctx context.Context, value string) (tasks.Assignee, error)
	// Record is who a task is for, noted as looked at because of it.
	Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error)
	// Reach is how whoever a record is of may be reached.
	Reach(ctx context.Context, id people.RecordID) (people.Reach, error)
	// Circle is who is around whoever a record is of, and what their home is like to reach;
	// [fault.NotFound] when the caller may not see the person.
	Circle(ctx context.Context, id people.RecordID) (households.Circle, error)
	// Shield is who else is in touch with whoever a record is of, and whether they may be
	// contacted now.
	Shield(ctx context.Context, id people.RecordID, w contacts.Wish) (contacts.Shield, error)
	// Destination is the service a task refers to, by its id or kind, as it stands today;
	// [fault.NotFound] when none serves the neighbourhood, [fault.Unavailable] when
	// all that could are suspended.
	Destination(ctx context.Context, id, neighbourhood string) (Destination, error)
	// Destinations are the services that take a need of this kind and place, each with what is
	// to be known before it is chosen.
	Destinations(ctx context.Context, n needs.Need) ([]forms.Option, error)
	// CategoryName is a kind of need in words.
	CategoryName(ctx context.Context, id string) string
	// Routes are the ways in which a kind of need may be met; none where it has no choice.
	Routes(ctx context.Context, category string) ([]forms.Option, error)
	// RouteName is a way to meet a need in words.
	RouteName(ctx context.Context, id string) string
	// Rerouted is what triage decided with another way, with why; [fault.Invalid] when there is
	// no such way, or it is the one it has.
	Rerouted(ctx context.Context, decided needs.Result, route, because string) (needs.Result, error)
	// AccountName is the name of whoever holds an account.
	AccountName(ctx context.Context, id string) string
	// Panels are what other features show of a need on the page of its task, such as what
	// was ordered for it.
	Panels(ctx context.Context, n needs.Need, t tasks.Task) ([]templ.Component, error)
	// Story is what happened for whoever a record is of, the latest first; [fault.NotFound]
	// when the caller may not see the person.
	Story(ctx context.Context, id people.RecordID) (templ.Component, error)
	// Now is the time by the program's clock.
	Now() time.Time
}

// Helpers are the options of whom to ask, those glad to do it first.
type Helpers struct {
	Volunteers    []forms.Option
	Organisations []forms.Option
	Staff         []forms.Option
}

// Destination is a service with a duty of its own, in words.
type Destination struct {
	Name     string
	Phone    string // as printed; "" when it has none
	Hours    string
	Standing Standing
	Reason   string // why it is limited or suspended
	Fallback string // what to do instead while it is suspended; "" when nothing is named
}

// Standing says whether a destination takes referrals today.
type Standing string

// The standings of a destination, as a blueprint names them.
const (
	Accepting Standing = "accepting"
	Limited   Standing = "limited"
	Suspended Standing = "suspended"
)

type pages struct {
	tasks  *tasks.Service
	needs  *needs.Service
	around Around
}

var (
	// workers act on the tasks of the neighbourhoods they work for.
	workers = []access.Role{access.Coordinator, access.Manager}
	// holders may answer for those they were given, and say how they went.
	holders = []access.Role{access.Agent, access.Coordinator, access.Manager}
	// readers may see them.
	readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}
)

// Pages are the pages of tasks.
func Pages(s *tasks.Service, n *needs.Service, around Around) web.Pages {
	p := &pages{tasks: s, needs: n, around: around}
	read, work, answer := access.Anyone(readers...), access.Anyone(workers...), access.Anyone(holders...)
	return web.Pages{Routes: []web.Route{
		web.Get("/tasks/{id}", read, p.task),
		web.Post("/tasks/{id}/claim", work, p.act(tasks.Claim)),
		web.Post("/tasks/{id}/assign", work, p.act(tasks.Assign)),
		web.Post("/tasks/{id}/accept", answer, p.act(tasks.Accept)),
		web.Post("/tasks/{id}/decline", answer, p.act(tasks.Decline)),
		web.Post("/tasks/{id}/free", work, p.act(tasks.Free)),
		web.Post("/tasks/{id}/outcome", answer, p.act(tasks.Record)),
		web.Post("/tasks/{id}/reopen", work, p.act(tasks.Reopen)),
		web.Get("/requests/{id}/hand-over", work, p.handOverPage),
		web.Post("/requests/{id}/hand-over", work, p.handOver),
		web.Post("/requests/{id}/refuse", work, p.refuse),
		web.Get("/requests/{id}/needs/{need}", work, p.needPage),
		web.Post("/requests/{id}/needs/{need}/priority", work, p.changeNeed(needs.Reprioritise)),
		web.Post("/requests/{id}/needs/{need}/route", work, p.changeNeed(needs.Reroute)),
		web.Post("/requests/{id}/needs/{need}/refer", work, p.changeNeed(needs.ReferOn)),
		web.Post("/requests/{id}/needs/{need}/start", work, p.changeNeed(needs.Postpone)),
		web.Post("/requests/{id}/needs/{need}/withdraw", work, p.changeNeed(needs.Withdraw)),
		web.Post("/requests/{id}/needs/{need}/reopen", work, p.changeNeed(needs.TakeUp)),
	}}
}

// Operations are what programs can do with tasks.
func Operations(s *tasks.Service, n *needs.Service, around Around) api.Operations {
	p := &pages{tasks: s, needs: n, around: around}
	return p.operations
}

// section is the navigation entry of these pages, and board is where they lead back to.
const (
	section = "Board"
	board   = "/board"
)
