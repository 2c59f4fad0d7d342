package cohorts

import (
	"context"
	"sync"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/roll"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var sets = []db.Migrations{
	journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations,
	messages.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations, Static().Migrations,
}

var (
	analyst = access.Principal{Account: "nia", Name: "Nia", Grants: []access.Grant{{Role: access.Analyst}}}
	inHapi  = access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	finance = access.Principal{Account: "flo", Name: "Flo", Grants: []access.Grant{{Role: access.Finance}}}
)

var morning = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

// world is Wigan, in which cohorts are chosen.
type world struct {
	*Service
	t     testing.TB
	db    *db.DB
	base  context.Context
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	band  string // of everybody
	took  *[]journal.Entry
	gate  *contacts.Service
}

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

func newWorld(t testing.TB, d *db.DB, at *clock.Manual, borough string) *world {
	w := &world{t: t, db: d, base: dbtest.Context(t), clock: at, took: new([]journal.Entry), now: wigan(t)}
	w.now.Version = "1"
	w.gate = contacts.New(d, w, people.New(d, w))
	w.gate.ListedBy(protocols.Listed)
	w.gate.AgreedBy(intake.AgreementOf)
	w.gate.Plan(tasks.PlannedContacts)
	w.Service = New(d, w, roll.New(d, w), w, w)
	w.HandsTo(protocols.New(d, w), w.gate, messages.New(d, w, w.gate, nil, nil))
	return w.as(analyst)
}

func (w *world) as(who access.Principal) *world {
	other := *w
	c := db.CallerOf(w.base)
	c.Actor = who.Account
	other.ctx = access.With(db.As(w.base, c), who)
	return &other
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error)    { return w.now, nil }
func (w *world) At(context.Context, string) (*blueprint.Blueprint, error) { return w.now, nil }
func (w *world) Saw(context.Context, journal.Entry) error                 { return nil }
func (w *world) Bands(context.Context) (func(*roll.Entry) string, string, error) {
	return func(*roll.Entry) string { return w.band }, "hash", nil
}

func (w *world) SawFirst(_ context.Context, e journal.Entry) error {
	*w.took = append(*w.took, e)
	return nil
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// person adds somebody of the shielded list in Hapi, 80 years old, with a number and a home.
func (w *world) person(name string, change func(*people.NewRecord)) (r people.Record) {
	w.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", RoutingRule: "published-ward", Source: "list: Shielded patients", List: "shielded"}
	n.GivenNames, n.FamilyName, n.BirthDate = name, "Test", day.New(1940, 1, 1)
	n.Phone, _ = phone.Parse("01632 960111")
	n.Address = places.Address{Line1: "1 " + name + " Street", Town: "Ince", Postcode: "WN2 3EB"}
	if change != nil {
		change(&n)
	}
	w.write(func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	})
	return r
}

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, fn))
}

// contact notes that somebody was spoken to, so many days ago.
func (w *world) contact(r people.Record, days int, agency string) {
	w.write(func(tx *db.Tx) error {
		return contacts.Note(tx, contacts.Event{
			Record: r.ID, Direction: contacts.Out, Method: contacts.Phone, At: w.clock.Now().AddDate(0, 0, -days), Outcome: contacts.Spoken,
			Agency: agency, AgencyName: agency, Source: contacts.FromLog, Purpose: "test",
		})
	})
}

// registers says that somebody registered and whether they agreed to be approached.
func (w *world) registers(r people.Record, agreed bool) {
	w.write(func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO intake_registration (borough_id, id, reference, code_hash, idempotency_key, body_hash, record_id, channel, place,
			neighbourhood, blueprint, answers, agreed, agreement_at, agreement_source, registered_at, version) VALUES (?,?,?,'',?,'',?,'web','','hapi','1','{}',?,?,'web',?,1)`,
			tx.Borough(), string(r.ID), string(r.ID), string(r.ID), r.ID, agreed, w.clock.Now(), w.clock.Now())
		return err
	})
}

// shielded is the draft of the shielded list.
func (w *world) shielded() Draft {
	g, ok := blueprint.Part[*File](w.now).Find("shielded")
	if !ok {
		w.t.Fatal("no shielded group")
	}
	return g.Draft()
}

func (w *world) frozen(d Draft) (id ID) {
	w.t.Helper()
	id, err := w.Freeze(w.ctx, d)
	w.must(err)
	return id
}

// stand says of each member by name how they stand: "in", or why they are out.
func (w *world) stand(id ID) map[string]string {
	w.t.Helper()
	said := map[string]string{}
	for _, s := range []Standing{In, Done, Left} {
		all, err := w.Members(w.ctx, id, s, "")
		w.must(err)
		for _, m := range all {
			said[m.GivenNames] = string(s)
			if s == Left {
				said[m.GivenNames] = string(m.Why)
			}
		}
	}
	return said
}

// calls counts the open calls to somebody.
func (w *world) calls(r people.Record) (n int) {
	w.must(w.db.Read(w.ctx).QueryRow(`SELECT COUNT(*) FROM tasks_task WHERE borough_id = ? AND record_id = ? AND kind = 'call' AND closed_at IS NULL`,
		w.db.Read(w.ctx).Borough(), r.ID).Scan(&n))
	return n
}

// wigan is the blueprint as it ships, read once.
func wigan(t testing.TB) *blueprint.Blueprint {
	read.Do(func() { shipped = stepstest.Blueprint(t, "wigan", roll.DeprivationSection(), Section()) })
	return shipped
}

var (
	read    sync.Once
	shipped *blueprint.Blueprint
)
