package staff_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
)

const rules = `skills:
  - {id: listening, label: Listening calls}
  - {id: driving, label: Driving a van}
demands:
  - {id: lifting, label: Lifting}
constraints:
  - {id: no-lifting, instruction: No lifting, bars: [lifting]}
  - {id: no-evenings, instruction: No evenings, bars: [evening]}
induction:
  - {id: welcome, text: What it is for}
  - {id: van, text: The van, skills: [driving]}
check_in: {every_days: 7, most_hours: 48, ask: How is it going?}
reserve: {refresh_months: 12}
thanks: Thank you.
`

var (
	sets    = []db.Migrations{journal.Migrations(), staff.Static().Migrations}
	central = access.Principal{Account: "central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	now     = time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC)
)

// somebody is a librarian who is free in the week.
func somebody() staff.Details {
	d := staff.Details{
		Name: " Jo Marsh ", Employer: "Wigan Council", Home: "Libraries", Email: "Jo.Marsh@example.org", Neighbourhood: "hapi",
		Gives: staff.Gives{Skills: []string{"listening"}, Keeps: []string{"no-lifting"}}, Postcode: "WN2 3EB",
	}
	for _, w := range staff.Weekdays()[:5] {
		d.Free = d.Free.With(w, staff.Morning).With(w, staff.Afternoon)
	}
	return d
}

type inForce struct{ *blueprint.Blueprint }

func (f inForce) Current(context.Context) (*blueprint.Blueprint, error) { return f.Blueprint, nil }

type somewhere struct{}

func (somewhere) Route(context.Context, string) (places.Routing, error) {
	return places.Routing{At: &grid.Point{Lat: 53.5, Lon: -2.6}}, nil
}

type register struct {
	*staff.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

func each(t *testing.T, test func(t *testing.T, g *register)) {
	b := blueprinttest.Load(t, map[string]string{"staff.yaml": rules}, staff.RulesSection())
	for engine, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(engine, func(t *testing.T) {
			at := clock.NewManual(now)
			d := open(t, db.Config{Clock: at}, sets...)
			test(t, &register{staff.New(d, inForce{b}, somewhere{}), t, d, dbtest.Context(t), at})
		})
	}
}

func (g *register) by(p access.Principal) context.Context { return access.With(g.ctx, p) }

func (g *register) add(d staff.Details) staff.Worker {
	g.t.Helper()
	w, err := g.Add(g.by(central), d)
	if err != nil {
		g.t.Fatal(err)
	}
	return w
}

func (g *register) get(id staff.ID) staff.Worker {
	g.t.Helper()
	w, err := g.Get(g.by(central), id)
	if err != nil {
		g.t.Fatal(err)
	}
	return w
}

func seen(w staff.Worker) staff.Choice { return staff.Choice{ID: w.ID, Version: w.Version} }

func TestPuttingSomebodyOnTheList(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		w := g.get(g.add(somebody()).ID)
		if w.Name != "Jo Marsh" || w.Standing != staff.Offered || w.At == nil || w.Free.Words() == "Every day" || !w.Has("listening") || w.Email != "Jo.Marsh@example.org" {
			t.Errorf("the list has %+v", w)
		}
		for code, change := range map[string]func(*staff.Details){
			"staff.known":         func(d *staff.Details) { d.Email = "jo.marsh@EXAMPLE.org" },
			"staff.no-name":       func(d *staff.Details) { d.Name = " " },
			"staff.no-employer":   func(d *staff.Details) { d.Employer = "" },
			"staff.no-email":      func(d *staff.Details) { d.Email = "" },
			"staff.most":          func(d *staff.Details) { d.Most = 8 },
			"staff.reach":         func(d *staff.Details) { d.Reach = -1 },
			"staff.dates":         func(d *staff.Details) { d.From, d.To = day.New(2020, 4, 8), day.New(2020, 4, 7) },
			"staff.no-skill":      func(d *staff.Details) { d.Skills = []string{"juggling"} },
			"staff.no-constraint": func(d *staff.Details) { d.Keeps = []string{"no-talking"} },
		} {
			d := somebody()
			change(&d)
			if _, err := g.Add(g.by(inHapi), d); fault.CodeOf(err) != code || !strings.HasSuffix(fault.MessageOf(err), ".") {
				t.Errorf("%s: got %v", code, err)
			}
		}
		anywhere := somebody()
		anywhere.Neighbourhood, anywhere.Email = "", "other@example.org"
		for who, p := range map[string]access.Principal{"a hub, for anywhere": inHapi, "an agent": agent} {
			if _, err := g.Add(g.by(p), anywhere); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s: %v", who, err)
			}
		}
		pool := g.add(anywhere)
		if _, err := g.Get(g.by(inHapi), pool.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a hub reads one who is not lent to it: %v", err)
		}
		if all, err := g.List(g.by(inHapi)); err != nil || len(all) != 1 || all[0].ID != w.ID {
			t.Errorf("a hub lists %v, %v", all, err)
		}
	})
}

func TestNobodyIsReadyBeforeTheirInduction(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		d := somebody()
		d.Skills = append(d.Skills, "driving")
		w := g.add(d)
		move := func(to staff.Standing) error { return g.Move(g.by(inHapi), seen(g.get(w.ID)), to, "because") }
		if err := move(staff.Ready); fault.KindOf(err) != fault.Conflict {
			t.Errorf("offered to ready: %v", err)
		}
		if err := move(staff.Inducting); err != nil {
			t.Fatal(err)
		}
		if err := move(staff.Ready); fault.CodeOf(err) != "staff.not-inducted" || !strings.Contains(fault.MessageOf(err), "“The van”") {
			t.Errorf("not inducted: %v", err)
		}
		if err := move(staff.Deployed); fault.KindOf(err) != fault.Conflict {
			t.Errorf("deployed by hand: %v", err)
		}
		if ready, err := g.Induct(g.by(inHapi), seen(g.get(w.ID)), []string{"welcome", "nonsense"}); err != nil || ready {
			t.Errorf("half an induction: %v, %v", ready, err)
		}
		old := seen(g.get(w.ID))
		if ready, err := g.Induct(g.by(inHapi), old, []string{"welcome", "van"}); err != nil || !ready {
			t.Errorf("a whole induction: %v, %v", ready, err)
		}
		if _, err := g.Induct(g.by(inHapi), old, nil); fault.KindOf(err) != fault.Stale {
			t.Errorf("a form from before: %v", err)
		}
		if _, err := g.Induct(g.by(inHapi), seen(g.get(w.ID)), nil); fault.CodeOf(err) != "staff.not-inducting" {
			t.Errorf("of somebody ready: %v", err)
		}
		if w := g.get(w.ID); w.Standing != staff.Ready || w.Reserved.Refreshed != day.New(2020, 4, 7) {
			t.Errorf("then they are %+v", w)
		}
		if err := g.Move(g.by(agent), seen(g.get(w.ID)), staff.Resting, ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent moves: %v", err)
		}
	})
}

func TestSavingTellsTheSecondOfTwo(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		w := g.add(somebody())
		d := somebody()
		d.Asks = "Needs the desk by the door"
		if err := g.Save(g.by(inHapi), w.ID, w.Version, d, "account"); err != nil {
			t.Fatal(err)
		}
		if err := g.Save(g.by(inHapi), w.ID, w.Version, d, ""); fault.KindOf(err) != fault.Stale {
			t.Errorf("the second: %v", err)
		}
		d.Neighbourhood = "leigh"
		if err := g.Save(g.by(inHapi), w.ID, 2, d, ""); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("to another hub: %v", err)
		}
		found, ok, err := staff.ByAccount(g.db.Read(g.ctx), access.Principal{Account: "account", Email: "other@example.org"})
		if err != nil || !ok || found.ID != w.ID || found.Asks != "Needs the desk by the door" {
			t.Errorf("by account: %+v, %v, %v", found, ok, err)
		}
		d.Neighbourhood, d.Email = "hapi", "sam@example.org"
		sam := g.add(d)
		if found, ok, _ := staff.ByAccount(g.db.Read(g.ctx), access.Principal{Account: "sams", Email: "Sam@example.org"}); !ok || found.ID != sam.ID {
			t.Errorf("by their work email: %+v, %v", found, ok)
		}
		for who, p := range map[string]access.Principal{
			"the public": {}, "the public with an email": {Email: "sam@example.org"}, "an account, by the work email of somebody who has another": {Account: "x", Email: "jo.marsh@example.org"},
		} {
			if found, ok, _ := staff.ByAccount(g.db.Read(g.ctx), p); ok {
				t.Errorf("%s is taken for %s", who, found.Name)
			}
		}
	})
}

func TestTheReserveList(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		w := g.add(somebody())
		step := func(to staff.Standing) {
			if err := g.Move(g.by(central), seen(g.get(w.ID)), to, ""); err != nil {
				t.Fatal(err)
			}
		}
		step(staff.Inducting)
		if _, err := g.Induct(g.by(central), seen(g.get(w.ID)), []string{"welcome"}); err != nil {
			t.Fatal(err)
		}
		reserve := func(within int64) error {
			return g.db.Write(g.by(central), func(tx *db.Tx) error {
				held, err := staff.Hold(tx, w.ID)
				if err != nil {
					return err
				}
				return g.ReserveIn(tx, held, staff.Readiness{For: []string{"listening"}, Refreshed: day.New(2020, 4, 7), Within: within}, "over")
			})
		}
		if err := reserve(0); fault.KindOf(err) != fault.Invalid {
			t.Errorf("called up within no time: %v", err)
		}
		if err := reserve(48); err != nil {
			t.Fatal(err)
		}
		if to, err := g.CallUp(g.by(central), seen(g.get(w.ID)), "second wave"); err != nil || to != staff.Ready {
			t.Errorf("with fresh training they are %s, %v", to, err)
		}
		if err := reserve(24); err != nil {
			t.Fatal(err)
		}
		g.clock.Set(now.AddDate(1, 0, 0))
		if to, err := g.CallUp(g.by(central), seen(g.get(w.ID)), ""); err != nil || to != staff.Inducting {
			t.Errorf("a year later they are %s, %v", to, err)
		}
		if had, err := g.InductionOf(g.ctx, w.ID); err != nil || len(had) != 0 {
			t.Errorf("what they learn anew: %v, %v", had, err)
		}
	})
}
