package protocols

import (
	"context"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{
	journal.Migrations(), people.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations,
	tasks.Static().Migrations, Static().Migrations,
}

// The people of the tests: the hub's coordinator, its manager, and the duty manager, who is
// on duty for the whole borough.
var (
	hubber  = access.Principal{Account: "hub", Name: "Sam Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	manager = access.Principal{Account: "manager", Name: "Pat Manager", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	duty    = access.Principal{Account: "duty", Name: "Del Duty", Grants: []access.Grant{{Role: access.Manager}}}
)

// versions are the blueprints of a borough of the tests: the last is in use.
type versions struct{ all []*blueprint.Blueprint }

func (v *versions) Current(context.Context) (*blueprint.Blueprint, error) {
	return v.all[len(v.all)-1], nil
}

func (v *versions) At(_ context.Context, version string) (*blueprint.Blueprint, error) {
	n, err := strconv.Atoi(version)
	return v.all[n-1], err
}

func (v *versions) add(b *blueprint.Blueprint) {
	b.Version = strconv.Itoa(len(v.all) + 1)
	v.all = append(v.all, b)
}

// world is a borough in which work is led through its steps.
type world struct {
	*Service
	t          testing.TB
	db         *db.DB
	ctx        context.Context
	now        *clock.Manual
	tasks      *tasks.Service
	blueprints *versions
}

var morning = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC) // 10 in London, on a Monday

func newWorld(t testing.TB, d *db.DB, now *clock.Manual, borough string) *world {
	v := &versions{}
	v.add(stepstest.Blueprint(t, borough))
	w := &world{Service: New(d, v), t: t, db: d, now: now, tasks: tasks.New(d), blueprints: v}
	w.ctx = access.With(dbtest.Context(t), duty)
	w.tasks.KeptBy(w.Service)
	return w
}

// each runs a test in Wigan on both engines.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(morning)
			test(t, newWorld(t, open(t, db.Config{Clock: at}, sets...), at, "wigan"))
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

func (w *world) as(who access.Principal) *world {
	other := *w
	other.ctx = access.With(w.ctx, who)
	return &other
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) refused(what string, err error, kind fault.Kind) {
	w.t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		w.t.Errorf("%s: %v, want %v", what, err, kind)
	}
}

var keys atomic.Int64

// somebody is a person of Hapi.
func (w *world) somebody(reach people.SafeContact) (id people.RecordID) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, people.NewRecord{
			Described: people.Described{GivenNames: "Amina", FamilyName: "Khan"}, Neighbourhood: "hapi", SafeContact: reach, Source: "a test",
		}, nil)
		id = r.ID
		return err
	}))
	return id
}

// ask opens a need for somebody, with its run.
func (w *world) ask(record people.RecordID, category, protocol string) (run Run, joined bool) {
	w.t.Helper()
	runs, joined := w.asks(record, asked{protocol, needs.Result{Need: category, Priority: needs.Soon, DueHours: 24}})
	return runs[0], joined
}

// asked is what triage decided of something somebody asked for, and the protocol for it.
type asked struct {
	protocol string
	decided  needs.Result
}

// asks opens a request with its needs, each with its run.
func (w *world) asks(record people.RecordID, all ...asked) (runs []Run, joined bool) {
	w.t.Helper()
	book, err := w.Book(w.ctx)
	w.must(err)
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
		request, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: record, Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: "key " + strconv.FormatInt(keys.Add(1), 10),
		})
		if err != nil {
			return err
		}
		if err := needs.WaiveFirstContact(tx, request.ID); err != nil {
			return err
		}
		for _, one := range all {
			need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: one.decided.Need, Decision: one.decided})
			if err != nil {
				return err
			}
			run, also, err := book.Start(tx, Beginning{Protocol: one.protocol, Request: request, Need: need.ID, Work: Work{
				Category: need.Category, Title: "The work", WhoMay: []needs.Doer{needs.Volunteer, needs.Staff}, DueAt: need.DueAt, Priority: needs.Soon,
			}})
			if err != nil {
				return err
			}
			runs, joined = append(runs, run), joined || also
		}
		return nil
	}))
	return runs, joined
}

// task is the open task of a run; false when it has none.
func (w *world) task(id RunID) (t tasks.Task, open bool) {
	w.t.Helper()
	all, err := tasks.OfRun(w.db.Read(w.ctx), string(id))
	w.must(err)
	for _, one := range all {
		if one.State.Open() {
			if open {
				w.t.Fatalf("the run has two open tasks, at %s and %s", t.Held.Step, one.Held.Step)
			}
			t, open = one, true
		}
	}
	return t, open
}

// say records what came of the step a run stands at, through the tasks, as the pages do.
func (w *world) say(id RunID, o tasks.Outcome) error {
	w.t.Helper()
	t, open := w.task(id)
	if !open {
		w.t.Fatal("the run has no open task")
	}
	return w.tasks.RecordOutcome(w.ctx, tasks.Choice{ID: t.ID, Version: t.Version}, o)
}

func (w *world) run(id RunID) Run {
	w.t.Helper()
	r, err := runByID(w.db.Read(w.ctx), id)
	w.must(err)
	return r
}

func (w *world) need(r Run) needs.Need {
	w.t.Helper()
	n, err := needs.NeedIn(w.db.Read(w.ctx), r.Need)
	w.must(err)
	return n
}

// pass lets time go by, and the sweep see to it.
func (w *world) pass(d time.Duration) {
	w.t.Helper()
	w.now.Advance(d)
	w.must(w.Expire(w.ctx))
}

// stands holds a run to the step it should stand at.
func (w *world) stands(id RunID, step, role string) tasks.Task {
	w.t.Helper()
	r := w.run(id)
	t, open := w.task(id)
	if !open || r.Saved.Step != step || t.Held.Step != step || t.Held.Queue.Role != role || !t.DueAt.Equal(r.Saved.DueAt) {
		w.t.Fatalf("the run stands at %s with task %s (open %v) in the queue of %q due %s; want %s, %q, %s",
			r.Saved.Step, t.Held.Step, open, t.Held.Queue.Role, t.DueAt, step, role, r.Saved.DueAt)
	}
	return t
}

// ended holds a run to its end, and its need to how that leaves it.
func (w *world) ended(id RunID, end string, state needs.NeedState) {
	w.t.Helper()
	r := w.run(id)
	if _, open := w.task(id); open || r.EndedAs != end || r.Open() {
		w.t.Fatalf("the run ended as %q with a task open %v, want %q", r.EndedAs, open, end)
	}
	if got := w.need(r).State; got != state {
		w.t.Errorf("its need is %s, want %s", got, state)
	}
}

// openOf lists the open runs of a protocol of a person.
func (w *world) openOf(record people.RecordID, protocol string) []Run {
	w.t.Helper()
	all, err := runsOfRecords(w.db.Read(w.ctx), []people.RecordID{record}, true, 100)
	w.must(err)
	return slices.DeleteFunc(all, func(r Run) bool { return r.Protocol != protocol })
}
