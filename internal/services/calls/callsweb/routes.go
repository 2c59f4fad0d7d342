// Package callsweb is the pages of ringing out: the queue with the button for the next call,
// the call itself, and for supervisors who is on the phone and whose calls they are.
package callsweb

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/places"
	"kith/internal/services/calls"
	"kith/internal/work/tasks"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// Neighbourhoods are the borough's.
	Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error)
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// Record is who a call is to, noted as looked at because of it.
	Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error)
	// Reach is how whoever a record is of may be reached.
	Reach(ctx context.Context, id people.RecordID) (people.Reach, error)
	// Callers are the staff of a hub who can be given calls.
	Callers(ctx context.Context, hub string) ([]tasks.Assignee, error)
	// Categories are the kinds of need, to choose from.
	Categories(ctx context.Context) ([]forms.Option, error)
	// Saw notes that names of a list were shown.
	Saw(ctx context.Context, e journal.Entry) error
}

// Deps are what the pages are made of.
type Deps struct {
	Calls    *calls.Service
	Contacts *contacts.Service
	People   *people.Service
	Around   Around
	Panels   []peopleview.Panel // other features' parts of a person, beside the call
}

type pages struct{ Deps }

// The addresses of these pages.
const (
	section   = "Ring out"
	queuePath = "/calls/queue"
	nextPath  = "/calls/next"
	textPath  = "/calls/text"
	callPath  = "/ringing"
)

func address(id contacts.LeaseID) string { return callPath + "/" + string(id) }

// Pages are the pages of ringing out.
func Pages(d Deps) web.Pages {
	d.Panels = slices.Clone(d.Panels)
	slices.SortStableFunc(d.Panels, func(a, b peopleview.Panel) int { return cmp.Compare(a.Order, b.Order) })
	p := &pages{d}
	ring, lead := access.Anyone(calls.Ringers()...), access.Anyone(contacts.Supervisors()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(queuePath, ring, p.queue),
			web.Post(nextPath, ring, p.next),
			web.Post(queuePath+"/me", ring, p.saveMe),
			web.Post(queuePath+"/free", lead, p.free),
			web.Post(queuePath+"/share", lead, p.share),
			web.Get(textPath, lead, p.textPage),
			web.Post(textPath, lead, p.text),
			web.Post("/tasks/{id}/ring", ring, p.ring),
			web.Get(callPath+"/{id}", ring, p.call),
			web.Post(callPath+"/{id}", ring, p.record),
			web.Post(callPath+"/{id}/keep", ring, p.keep),
		},
		Nav: []web.NavItem{{Label: section, Href: queuePath, Who: ring, Order: 6}},
	}
}

// hoods are the names of neighbourhoods by their ids.
func (p *pages) hoods(ctx context.Context) (map[string]string, error) {
	all, err := p.Around.Neighbourhoods(ctx)
	names := map[string]string{"": "Coordination queue"}
	for _, n := range all {
		names[n.ID] = cmp.Or(n.ShortName, n.Name)
	}
	return names, err
}
