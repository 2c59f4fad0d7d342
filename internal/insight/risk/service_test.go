package risk

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/roll"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
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

var (
	analyst  = access.Principal{Account: "nia", Grants: []access.Grant{{Role: access.Analyst}}}
	director = access.Principal{Account: "chris", Grants: []access.Grant{{Role: access.Manager}}}
	guardian = access.Principal{Account: "lee", Grants: []access.Grant{{Role: access.Governance}}}
	inHapi   = access.Principal{Account: "jo", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
)

// world is Wigan, with its points.
type world struct {
	*Service
	t     *testing.T
	db    *db.DB
	base  context.Context
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	sets := []db.Migrations{
		journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations, attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations,
		needs.Static().Migrations, intake.Static().Migrations, Static().Migrations,
	}
	run := func(name string, open func(testing.TB, db.Config, ...db.Migrations) *db.DB) {
		t.Run(name, func(t *testing.T) {
			w := &world{t: t, clock: clock.NewManual(monday), base: dbtest.Context(t), now: wigan(t)}
			w.now.Version = "7"
			w.db = open(t, db.Config{Clock: w.clock}, sets...)
			w.db.SignWith([]byte(strings.Repeat("k", 32)))
			w.Service = New(w.db, w, roll.New(w.db, w), w)
			test(t, w.as(analyst))
		})
	}
	run("sqlite", dbtest.NewWith)
	run("postgres", dbtest.PostgresWith)
}

func (w *world) as(who access.Principal) *world {
	other := *w
	c := db.CallerOf(w.base)
	c.Actor = who.Account
	other.ctx = access.With(db.As(w.base, c), who)
	return &other
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error) { return w.now, nil }
func (w *world) Saw(context.Context, journal.Entry) error              { return nil }

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	w.must(w.db.Write(w.ctx, fn))
}

func (w *world) person(name string, born int, list string) (r people.Record) {
	n := people.NewRecord{Neighbourhood: "hapi", Source: "test", List: list}
	n.GivenNames, n.FamilyName = name, "Test"
	if born > 0 {
		n.BirthDate = day.New(born, 1, 1)
	}
	w.write(func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	})
	return r
}

func (w *world) inUse() Version {
	w.t.Helper()
	v, err := w.as(analyst).Check(w.as(analyst).ctx)
	w.must(err)
	w.must(w.as(director).Activate(w.as(director).ctx, v.ID))
	v, found, err := w.InUse(w.ctx)
	if err != nil || !found {
		w.t.Fatalf("none is in use: %v", err)
	}
	return v
}

// Whoever checked a version does not put it into use; nobody is scored before somebody does,
// nor once it was changed behind their backs.
func TestItTakesASecondPerson(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.person("Ann", 1930, "shielded")
		if err := w.Reckon(w.ctx, 10); fault.KindOf(err) != fault.NotFound {
			t.Errorf("everybody is put into bands by no points: %v", err)
		}
		hub := w.as(inHapi)
		if _, err := hub.Check(hub.ctx); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a manager checks: %v", err)
		}
		g := w.as(guardian)
		v, err := g.Check(g.ctx)
		w.must(err)
		if v.Checks.People != 1 || v.Blueprint != "7" || len(v.Checks.Groups) != len(groupings) {
			t.Errorf("the checks are %+v", v.Checks)
		}
		if err := g.Activate(g.ctx, v.ID); fault.CodeOf(err) != "secondperson.same" {
			t.Errorf("whoever checked puts it into use: %v", err)
		}
		if err := w.Activate(w.ctx, v.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an analyst puts it into use: %v", err)
		}
		if err := hub.Activate(hub.ctx, v.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a manager of one neighbourhood puts it into use: %v", err)
		}
		if _, found, err := w.InUse(w.ctx); found || err != nil {
			t.Errorf("it is in use: %v", err)
		}
		boss := w.as(director)
		w.must(boss.Activate(boss.ctx, v.ID))
		if err := boss.Activate(boss.ctx, v.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("twice: %v", err)
		}
		n, first, err := w.First(w.ctx, 10)
		if err != nil || n.People != 1 || len(first) != 1 || first[0].Score.Version != v.Hash() || len(first[0].Score.Items) < 3 {
			t.Errorf("first are %+v of %+v, %v", first, n, err)
		}

		w.write(func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE risk_version SET body = REPLACE(body, '"points":30', '"points":31') WHERE borough_id = ?`, tx.Borough())
			return err
		})
		if _, _, err := w.InUse(w.ctx); fault.CodeOf(err) != "risk.seal" {
			t.Errorf("points that were changed in the database are used: %v", err)
		}
		if _, _, err := w.Bands(w.ctx); err == nil {
			t.Error("bands by points that were changed")
		}
	})
}

func TestOldChecksAreNoChecks(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v, err := w.Check(w.ctx)
		w.must(err)
		w.clock.Advance(ChecksLast + time.Hour)
		boss := w.as(director)
		if err := boss.Activate(boss.ctx, v.ID); fault.CodeOf(err) != "risk.old-checks" {
			t.Errorf("checks of last month: %v", err)
		}
	})
}

// A version takes the place of the one before; one person takes it out of use.
func TestAVersionTakesThePlaceOfAnother(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		first := w.inUse()
		w.clock.Advance(time.Hour)
		second := w.inUse()
		if second.ID == first.ID {
			t.Fatal("the first is still in use")
		}
		if v, err := w.Version(w.ctx, first.ID); err != nil || v.State != Retired || v.RetiredBy != "chris" {
			t.Errorf("the first stands as %+v, %v", v.State, err)
		}
		if len(second.Checks.Moves) != 0 { // nobody is there to move
			t.Errorf("moves %+v", second.Checks.Moves)
		}
		w.must(w.Retire(w.ctx))
		if _, found, err := w.InUse(w.ctx); found || err != nil {
			t.Errorf("it is still in use: %v", err)
		}
	})
}

// Why health counts is told to few; that it does, and how much, to everybody who may see the
// person.
func TestWhyHealthCountsIsToldToFew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ann := w.person("Ann", 1930, "shielded")
		w.inUse()
		p, err := people.PersonIn(w.db.Read(w.ctx), ann.ID)
		w.must(err)
		whole, _, err := w.Of(w.ctx, p)
		w.must(err)
		agent := w.as(access.Principal{Account: "robin", Grants: []access.Grant{{Role: access.Agent}}})
		veiled, found, err := agent.Of(agent.ctx, p)
		if err != nil || !found || veiled.Score.Total != whole.Score.Total || veiled.Band != whole.Band {
			t.Fatalf("%+v, %v", veiled, err)
		}
		said := func(x Explained) (all string) {
			sum := 0
			for _, i := range x.Score.Items {
				all += i.Because + i.Source
				sum += i.Counts
			}
			if sum != x.Score.Total {
				t.Errorf("the reasons sum to %d, the score is %d", sum, x.Score.Total)
			}
			for _, w := range x.Would {
				all += w.If
			}
			return strings.ToLower(all)
		}
		if !strings.Contains(said(whole), "shielded") {
			t.Errorf("an analyst is told %s", said(whole))
		}
		if strings.Contains(said(veiled), "shielded") || !strings.Contains(said(veiled), "80 or over") {
			t.Errorf("an agent is told %s", said(veiled))
		}
	})
}

// The look-back scores people by what was known before the call, and counts what was asked
// for after it.
func TestTheLookBackKnowsOnlyWhatWasKnown(t *testing.T) {
	p := points()
	called := monday.AddDate(0, 0, -20)
	asked := roll.Entry{Person: "asked", Phone: true, Reached: monday, Sources: []roll.Source{{At: monday.AddDate(0, -2, 0)}}, Household: 1, Needs: []roll.Need{{Category: "food", Opened: called.Add(24 * time.Hour)}}}
	r := &roll.Roll{At: monday, Entries: []roll.Entry{asked, {Person: "b", Phone: true, Address: true, Reached: monday, Sources: []roll.Source{{At: monday.AddDate(0, -2, 0)}}}}}
	c := p.Check(r, []Tried{{Person: "asked", At: called, Before: called.AddDate(0, 0, -3)}, {Person: "b", At: called, Before: called.AddDate(0, 0, -3)}, {Person: "unknown", At: called}}, 1, p, Cuts{100, 99})
	if c.Rung != (Rate{Hits: 1, Of: 2}) {
		t.Errorf("of those rung %+v", c.Rung)
	}
	if c.Bands[0].Found != (Rate{Hits: 1, Of: 1}) || c.Bands[2].Found != (Rate{Of: 1}) {
		t.Errorf("cut at %v, the bands are %+v", c.Cuts, c.Bands)
	}
	// Now the food counts and puts them at 20, the cap of the home; before the call living alone counted alone.
	was := before(asked, Tried{At: called, Before: called.AddDate(0, 0, -3)})
	if now, then := p.Score(&asked, "", monday).Total, p.Score(&was, "", called).Total; now != 20 || then != 15 {
		t.Errorf("now they score %d, before the call %d", now, then)
	}
	if len(c.Moves) == 0 || c.Moves[0].From != "Later" {
		t.Errorf("moves %+v", c.Moves)
	}
	for _, g := range c.Groups {
		selected, needed := 0, 0
		for _, l := range g.Lines {
			selected += l.Selected.Of
			needed += l.Missed.Of
		}
		if selected != 2 || needed != 1 {
			t.Errorf("%s counts %d people, %d in need", g.By, selected, needed)
		}
	}
}

// wigan is the blueprint as it ships, read once.
func wigan(t testing.TB) *blueprint.Blueprint {
	read.Do(func() { shipped = stepstest.Blueprint(t, "wigan", roll.DeprivationSection(), PointsSection()) })
	return shipped
}

var (
	read    sync.Once
	shipped *blueprint.Blueprint
)
