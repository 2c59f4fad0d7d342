package roll_test

import (
	"context"
	"slices"
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
	"kith/internal/plat/rules"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/steps/stepstest"
)

var morning = time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)

// world is Wigan.
type world struct {
	*roll.Service
	t   *testing.T
	db  *db.DB
	ctx context.Context
	now *blueprint.Blueprint
	at  *clock.Manual
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	sets := []db.Migrations{
		journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations,
		needs.Static().Migrations, intake.Static().Migrations,
	}
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			w := &world{t: t, at: clock.NewManual(morning), now: wigan(t)}
			w.db, w.ctx = open(t, db.Config{Clock: w.at}, sets...), dbtest.Context(t)
			w.Service = roll.New(w.db, w)
			test(t, w)
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error) { return w.now, nil }
func (w *world) Saw(context.Context, journal.Entry) error              { return nil }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) person(change func(*people.NewRecord)) (r people.Record) {
	w.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
	change(&n)
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	}))
	return r
}

func (w *world) contact(e contacts.Event) {
	w.t.Helper()
	e.Source, e.Purpose = contacts.FromLog, "test"
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error { return contacts.Note(tx, e) }))
}

// Two records of one person are one entry, in which the newest counts; a restricted person is
// on no roll, and on their own page alone; what restricted services do is told nowhere.
func TestTheRoll(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old := w.person(func(n *people.NewRecord) {
			n.GivenNames, n.FamilyName, n.BirthDate, n.Language = "Ann", "Test", day.New(1940, 1, 1), "Polish"
			n.Phone, _ = phone.Parse("01632 960111")
			n.Details.LedBy = "Housing"
			n.List = "shielded"
		})
		w.at.Advance(time.Hour)
		fresh := w.person(func(n *people.NewRecord) {
			n.GivenNames, n.FamilyName, n.Details.LedBy, n.Neighbourhood = "Ann", "Test", "Adult social care", "leigh"
			n.Address = places.Address{Line1: "1 High Street", Postcode: "WN2 3EB"}
		})
		hidden := w.person(func(n *people.NewRecord) { n.GivenNames = "Zara" })
		analyst := access.With(w.ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Analyst}}})
		cleared := access.With(w.ctx, access.Principal{Account: "g", Grants: []access.Grant{{Role: access.Coordinator}}})
		who := people.New(w.db, w)
		w.must(who.SamePerson(analyst, people.PersonID(old.ID), people.PersonID(fresh.ID)))
		w.must(who.Mark(cleared, people.PersonID(hidden.ID), nil, []people.Label{people.Restricted}))
		w.contact(contacts.Event{Record: old.ID, Direction: contacts.Out, Method: contacts.Phone, At: morning.AddDate(0, 0, -5), Outcome: contacts.Spoken, Agency: "gp", AgencyName: "GP practice"})
		w.contact(contacts.Event{Record: fresh.ID, Direction: contacts.Out, Method: contacts.Phone, At: morning.AddDate(0, 0, -2), Outcome: contacts.NoAnswer})
		w.contact(contacts.Event{Record: fresh.ID, Direction: contacts.Out, Method: contacts.Phone, At: morning.AddDate(0, 0, -1), Outcome: contacts.Spoken, Agency: "domestic-abuse", AgencyName: "Domestic abuse service", Restricted: true})

		r, err := w.Now(w.ctx)
		w.must(err)
		if len(r.Entries) != 1 {
			t.Fatalf("the roll has %+v", r.Entries)
		}
		e := r.Entries[0]
		if e.Record != fresh.ID || e.Neighbourhood != "leigh" || e.Lead != "Adult social care" || e.Language != "Polish" || !e.Phone || !e.Address || len(e.Sources) != 2 || !e.On("shielded") {
			t.Errorf("the entry is %+v", e)
		}
		if years, _ := e.Age(day.Of(morning)); years != 80 || e.DaysSinceContact(morning) != 5 || e.By != "GP practice" || !e.Tried.Equal(morning.AddDate(0, 0, -2)) {
			t.Errorf("age %d, in touch %d days ago by %s, tried %v", years, e.DaysSinceContact(morning), e.By, e.Tried)
		}
		p, err := people.PersonIn(w.db.Read(w.ctx), hidden.ID)
		w.must(err)
		if one, err := w.Of(w.ctx, p); err != nil || one.Record != hidden.ID {
			t.Errorf("on their own page: %+v, %v", one, err)
		}
		p, err = people.PersonIn(w.db.Read(w.ctx), old.ID)
		w.must(err)
		if one, err := w.Of(w.ctx, p); err != nil || one.Lead != e.Lead || !one.Reached.Equal(e.Reached) || len(one.Sources) != 2 {
			t.Errorf("read alone: %+v, %v", one, err)
		}
		mine := r.Within(access.Principal{Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}, access.Manager)
		if len(mine.Entries) != 0 {
			t.Errorf("Hapi sees %+v of Leigh", mine.Entries)
		}
	})
}

// What a source said is on the roll with where it came from, and puts somebody on the
// source's list, for as long as its legal basis lasts and not a day longer.
func TestWhatSourcesSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ann := w.person(func(*people.NewRecord) {})
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			if err := assets.Adopt(tx, assets.Asset{ID: "a", Name: "Shielded patients", Owner: "o", Agreement: "g", Purpose: "p", Basis: "b", BasisEnds: day.New(2020, 4, 21), List: "shielded", KeepDays: 1}); err != nil {
				return err
			}
			_, err := attributes.Note(tx, attributes.Attribute{Record: ann.ID, Type: attributes.ServiceUsed, Key: "care-package", Value: attributes.Text("daily"), Asset: "a", From: day.New(2020, 4, 1)})
			return err
		}))
		says := func(rule string) (n int) {
			compiled, err := rules.Compile(rule, roll.Vars())
			w.must(err)
			r, err := w.Now(w.ctx)
			w.must(err)
			return len(r.Choose(compiled, nil).In)
		}
		if says("'shielded' in lists") != 1 || says("'care-package' in attributes && 'care-package=daily' in attributes") != 1 {
			t.Error("what the source said is not on the roll")
		}
		p, err := people.PersonIn(w.db.Read(w.ctx), ann.ID)
		w.must(err)
		if e, err := w.Of(w.ctx, p); err != nil || len(e.Attributes) != 1 || e.Attributes[0].Source != "Shielded patients" || e.Attributes[0].Until != day.New(2020, 4, 21) {
			t.Errorf("read alone: %+v, %v", e.Attributes, err)
		}
		w.at.Advance(48 * time.Hour)
		if says("'shielded' in lists") != 0 || says("attributes.size() > 0") != 0 {
			t.Error("what may not be read any more is asked for by a rule")
		}
	})
}

// A reading is kept for previews, and read anew once it is old.
func TestAReadingIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.person(func(*people.NewRecord) {})
		count := func() int {
			r, err := w.Lately(w.ctx)
			w.must(err)
			return len(r.Entries)
		}
		if count() != 1 {
			t.Fatal("nobody is on the roll")
		}
		w.person(func(*people.NewRecord) {})
		if n := count(); n != 1 {
			t.Errorf("a preview reads %d at once", n)
		}
		w.at.Advance(roll.Fresh)
		if n := count(); n != 2 {
			t.Errorf("a quarter of an hour later there are %d", n)
		}
	})
}

// Every small area of the borough is in one fifth, and each borough says where that is from.
func TestTheFifthsOfTheBoroughs(t *testing.T) {
	for borough, want := range map[string]int{"wigan": 200, "bury": 120} {
		d := blueprint.Part[*roll.Deprivation](stepstest.Blueprint(t, borough, roll.DeprivationSection()))
		var all []string
		for _, f := range d.Fifths {
			all = append(all, f.LSOAs...)
		}
		slices.Sort(all)
		if n := len(slices.Compact(all)); n != want || d.Attribution == "" {
			t.Errorf("%s has %d areas", borough, n)
		}
	}
}

// wigan is the blueprint as it ships, read once.
func wigan(t testing.TB) *blueprint.Blueprint {
	read.Do(func() { shipped = stepstest.Blueprint(t, "wigan", roll.DeprivationSection()) })
	return shipped
}

var (
	read    sync.Once
	shipped *blueprint.Blueprint
)
