package calls

import (
	"context"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

// At returns the blueprint, whichever version is asked for.
func (c current) At(context.Context, string) (*blueprint.Blueprint, error) { return c.b, nil }

// wigan is Wigan's own blueprint, as far as calls and protocols read it.
func wigan(t testing.TB) *blueprint.Blueprint {
	t.Helper()
	b := stepstest.Blueprint(t, "wigan", SettingsSection())
	b.Version = "1"
	return b
}

// A step of a protocol that is a call comes up in the queue like every other, is recorded on
// the call, and the protocol goes on.
func TestACallThatIsAStep(t *testing.T) {
	at := clock.NewManual(monday)
	d := dbtest.NewWith(t, db.Config{Clock: at}, append(sets, protocols.Static().Migrations)...)
	r := newRoom(t, d, at)
	keeper := protocols.New(d, current{wigan(t)})
	r.tasks.KeptBy(keeper)
	book, err := keeper.Book(r.ctx(point))
	if err != nil {
		t.Fatal(err)
	}
	var record people.Record
	var run protocols.Run
	if err := d.Write(r.ctx(point), func(tx *db.Tx) error {
		n := people.NewRecord{Neighbourhood: "hapi", Source: "test", SafeContact: people.SafeContact{Asked: true, Channels: []string{"call", "visit"}}}
		n.GivenNames, n.FamilyName = "Amina", "Khan"
		if record, err = people.Add(tx, n, nil); err != nil {
			return err
		}
		request, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: record.ID, Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: "step",
		})
		if err != nil {
			return err
		}
		if err := needs.WaiveFirstContact(tx, request.ID); err != nil {
			return err
		}
		need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: "welfare-check", Decision: needs.Result{Need: "welfare-check", Priority: needs.Soon, DueHours: 24}})
		if err != nil {
			return err
		}
		run, _, err = book.Start(tx, protocols.Beginning{Protocol: "welfare-check", Request: request, Need: need.ID, Work: protocols.Work{
			Category: "welfare-check", Title: "The work", WhoMay: []needs.Doer{needs.Staff}, DueAt: need.DueAt, Priority: needs.Soon,
		}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	l := r.wantNext(inHapi, record)
	c, err := r.Call(r.ctx(inHapi), l.ID)
	if err != nil || c.Task.Kind != tasks.Call || c.Task.Held.IsZero() {
		t.Fatalf("the call is %+v, %v", c.Task, err)
	}
	if err := r.Record(r.ctx(inHapi), l.ID, Went{Version: c.Task.Version, Code: tasks.NoAnswer}); err != nil {
		t.Fatal(err)
	}
	all, err := tasks.OfRun(d.Read(r.ctx(point)), string(run.ID))
	if err != nil || len(all) == 0 {
		t.Fatalf("the run has %d tasks, %v", len(all), err)
	}
	last := all[len(all)-1]
	if tried := last.ID == c.Task.ID && last.Attempts == 1; !tried && last.ID == c.Task.ID {
		t.Errorf("after no answer the run stands at %+v", last)
	}
	person, err := r.people.Person(r.ctx(point), people.PersonID(record.ID))
	if err != nil {
		t.Fatal(err)
	}
	if events, err := r.contacts.Contacts(r.ctx(point), person, 5); err != nil || len(events) != 1 || events[0].Outcome != contacts.NoAnswer || events[0].Method != contacts.Phone {
		t.Errorf("the contacts are %+v, %v", events, err)
	}
	if held, err := r.contacts.Held(r.ctx(point)); err != nil || len(held) != 0 {
		t.Errorf("still held: %+v, %v", held, err)
	}
	at.Advance(time.Minute)
	if l := r.next(inHapi); l.Task == string(c.Task.ID) {
		t.Error("they are rung again at once")
	}
}
