package calls

import (
	"context"
	"fmt"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations,
	needs.Static().Migrations, tasks.Static().Migrations, Static().Migrations,
}

// monday is a Monday at ten in the morning.
var monday = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

func agent(n int) access.Principal {
	return access.Principal{Account: fmt.Sprintf("agent-%03d", n), Name: fmt.Sprintf("Agent %d", n), Grants: []access.Grant{{Role: access.Agent}}}
}

var (
	point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi = access.Principal{Account: "hapi", Name: "Pat Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
)

type current struct{ b *blueprint.Blueprint }

func (c current) Current(context.Context) (*blueprint.Blueprint, error) { return c.b, nil }

type unwatched struct{}

func (unwatched) Saw(context.Context, journal.Entry) error { return nil }

const settingsFile = `languages: [Polish, Urdu]
skills:
  - {id: listening, name: Trained in listening, for: [comfort-call]}
`

// room is a room of callers over one borough's queue.
type room struct {
	*Service
	contacts *contacts.Service
	people   *people.Service
	tasks    *tasks.Service
	t        testing.TB
	db       *db.DB
	base     context.Context
	clock    *clock.Manual
}

func newRoom(t testing.TB, d *db.DB, at *clock.Manual) *room {
	b := blueprinttest.Load(t, map[string]string{"calls.yaml": settingsFile}, contacts.RulesSection(), SettingsSection())
	known := people.New(d, unwatched{})
	c := contacts.New(d, current{b}, known)
	c.Plan(tasks.PlannedContacts)
	work := tasks.New(d)
	return &room{New(d, current{b}, c, work), c, known, work, t, d, dbtest.Context(t), at}
}

// rooms runs a test with a room on each engine. The clock is the machine's on PostgreSQL,
// so what must hold at an hour is tested by inRoom alone.
func inRoom(t *testing.T, test func(r *room)) {
	t.Helper()
	at := clock.NewManual(monday)
	test(newRoom(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at))
}

func (r *room) ctx(who access.Principal) context.Context {
	c := db.CallerOf(r.base)
	c.Actor = who.Account
	return access.With(db.As(r.base, c), who)
}

// call is a first contact to be opened.
type call struct {
	name     string
	hood     string
	priority needs.Priority
	due      time.Time
	category string
	language string
	reach    people.SafeContact
	noCalls  bool
	labels   []needs.Label
}

var keys int

// open puts a call in the queue and gives its task and record.
func (r *room) open(c call) (task tasks.Task, record people.Record) {
	r.t.Helper()
	if c.hood == "" {
		c.hood = "hapi"
	}
	if c.priority == "" {
		c.priority = needs.Soon
	}
	if c.due.IsZero() {
		c.due = r.db.Read(r.base).Now().Add(time.Hour)
	}
	keys++
	key := fmt.Sprintf("call %d", keys)
	err := r.db.Write(r.ctx(point), func(tx *db.Tx) (err error) {
		n := people.NewRecord{Neighbourhood: c.hood, Language: c.language, Source: "test", SafeContact: c.reach}
		n.GivenNames, n.FamilyName = c.name, "Khan"
		if c.noCalls {
			n.Details.NoCalls.Reason = "asked us not to"
		}
		if record, err = people.Add(tx, n, nil); err != nil {
			return err
		}
		request, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: record.ID, Neighbourhood: c.hood, Priority: c.priority, FirstContactHours: 4, Key: key,
		})
		if err != nil {
			return err
		}
		task, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.FirstContact, Request: request.ID, Record: record.ID, Category: c.category, Title: "First contact",
			Neighbourhood: c.hood, Priority: c.priority, DueAt: c.due, Labels: c.labels,
		})
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return task, record
}

// next presses for somebody and gives the lease, or none.
func (r *room) next(who access.Principal) contacts.Lease {
	r.t.Helper()
	l, err := r.Next(r.ctx(who))
	if err != nil && !isNobody(err) {
		r.t.Fatal(err)
	}
	return l
}

// names presses for one agent after another and gives whom each was given, in order.
func (r *room) wantNext(who access.Principal, record people.Record) contacts.Lease {
	r.t.Helper()
	l := r.next(who)
	if l.Record != record.ID {
		r.t.Errorf("%s is given %+v, not %s", who.Name, l, record.Name())
	}
	return l
}
