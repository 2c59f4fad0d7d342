package organisations_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/organisations"
)

var (
	sets    = []db.Migrations{journal.Migrations(), organisations.Static().Migrations}
	central = access.Principal{Account: "central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	bank    = organisations.NewOrganisation{Name: "  Open Door Food Bank ", Kind: organisations.FoodBank, Neighbourhood: "hapi", Serves: []string{"food"}, Phone: "01632 960 123"}
)

// register is the organisations of a borough of a test's own.
type register struct {
	*organisations.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

func each(t *testing.T, test func(t *testing.T, g *register)) {
	at := func() *clock.Manual { return clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC)) }
	t.Run("sqlite", func(t *testing.T) {
		now := at()
		d := dbtest.NewWith(t, db.Config{Clock: now}, sets...)
		test(t, &register{organisations.New(d), t, d, dbtest.Context(t), now})
	})
	t.Run("postgres", func(t *testing.T) {
		now := at()
		d := dbtest.PostgresWith(t, db.Config{Clock: now}, sets...)
		test(t, &register{organisations.New(d), t, d, dbtest.Context(t), now})
	})
}

func (g *register) by(p access.Principal) context.Context { return access.With(g.ctx, p) }

// itself is an organisation that came by its link.
func itself(o organisations.Organisation) access.Principal {
	return access.Principal{Account: "organisation:" + string(o.ID), Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}}}
}

func (g *register) add(n organisations.NewOrganisation) organisations.Organisation {
	g.t.Helper()
	o, err := g.Add(g.by(central), n)
	if err != nil {
		g.t.Fatal(err)
	}
	return o
}

func TestPuttingOneOnTheRegister(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		added := g.add(bank)
		o, err := g.Get(g.ctx, added.ID)
		if err != nil || o.Name != "Open Door Food Bank" || o.Standing != "" || !o.MayServe("food", "hapi") || o.MayServe("pets", "hapi") || o.MayServe("food", "leigh") {
			t.Errorf("the register has %+v, %v", o, err)
		}
		for code, change := range map[string]func(*organisations.NewOrganisation){
			"organisations.known":   func(*organisations.NewOrganisation) {},
			"organisations.no-name": func(n *organisations.NewOrganisation) { n.Name = " " },
			"organisations.no-kind": func(n *organisations.NewOrganisation) { n.Kind = "club" },
		} {
			n := bank
			change(&n)
			if _, err := g.Add(g.by(inHapi), n); fault.CodeOf(err) != code {
				t.Errorf("%s: got %v", code, err)
			}
		}
		wide := organisations.NewOrganisation{Name: "Wheels", Kind: organisations.Charity}
		for who, p := range map[string]access.Principal{"a hub for the whole borough": inHapi, "an agent": agent} {
			if _, err := g.Add(g.by(p), wide); fault.KindOf(err) != fault.Forbidden {
				t.Errorf("%s: %v", who, err)
			}
		}
		if _, err := g.Get(g.ctx, "none"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one that is not there: %v", err)
		}
	})
}

func TestListingByNeighbourhood(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		g.add(bank)
		g.add(organisations.NewOrganisation{Name: "Wheels", Kind: organisations.Charity})
		g.add(organisations.NewOrganisation{Name: "Leigh Larder", Kind: organisations.Pantry, Neighbourhood: "leigh"})
		for hood, want := range map[string]string{"": "Leigh Larder Open Door Food Bank Wheels ", "hapi": "Open Door Food Bank Wheels ", "swan": "Wheels "} {
			all, err := g.List(g.ctx, hood)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, o := range all {
				got += o.Name + " "
			}
			if got != want {
				t.Errorf("in %q: %q, want %q", hood, got, want)
			}
		}
	})
}

func TestSayingHowItIsToday(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		o, other := g.add(bank), g.add(organisations.NewOrganisation{Name: "Other", Kind: organisations.Charity, Neighbourhood: "hapi"})
		version := func() int64 {
			now, err := g.Get(g.ctx, o.ID)
			if err != nil {
				t.Fatal(err)
			}
			return now.Version
		}
		for who, c := range map[string]struct {
			as   access.Principal
			kind fault.Kind // Internal: allowed
		}{
			"itself": {itself(o), fault.Internal}, "its hub": {inHapi, fault.Internal}, "another": {itself(other), fault.Forbidden},
			"an agent": {agent, fault.Forbidden}, "the public": {access.Principal{}, fault.Unauthenticated},
		} {
			err := g.SayToday(g.by(c.as), o.ID, version(), organisations.Limited, "out of nappies")
			if err == nil && c.kind != fault.Internal || err != nil && fault.KindOf(err) != c.kind {
				t.Errorf("%s: %v", who, err)
			}
		}
		if err := g.SayToday(g.by(inHapi), o.ID, version(), "away", ""); fault.CodeOf(err) != "organisations.no-standing" {
			t.Errorf("no standing: %v", err)
		}
		if err := g.SayToday(g.by(inHapi), o.ID, version()-1, organisations.Closed, ""); fault.KindOf(err) != fault.Stale || !strings.Contains(fault.MessageOf(err), "Limited, “out of nappies”") {
			t.Errorf("said over what another said: %v", err)
		}
		today, err := g.Today(g.ctx, o.ID)
		if err != nil || today.Organisation.Standing != organisations.Limited || today.Organisation.StandingNote != "out of nappies" || !today.Organisation.SaidToday(g.Day(g.ctx)) {
			t.Errorf("today is %+v, %v", today, err)
		}
		g.clock.Advance(24 * time.Hour)
		if o, _ := g.Get(g.ctx, o.ID); o.SaidToday(g.Day(g.ctx)) {
			t.Error("what was said yesterday counts today")
		}
	})
}

func TestCountingWhatWasGiven(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		o := g.add(bank)
		given := func() (int64, bool) {
			today, err := g.Today(g.ctx, o.ID)
			if err != nil {
				t.Fatal(err)
			}
			return today.Given, today.Counted
		}
		if n, counted := given(); n != 0 || counted {
			t.Errorf("before it said so: %d, %v", n, counted)
		}
		for _, n := range []int64{30, 28, 0} { // said again, it is corrected
			was, counted := given()
			if err := g.CountToday(g.by(itself(o)), o.ID, organisations.Seen{Given: was, Counted: counted}, n, ""); err != nil {
				t.Fatal(err)
			}
			if got, counted := given(); got != n || !counted {
				t.Errorf("said %d, kept %d, %v", n, got, counted)
			}
		}
		for _, n := range []int64{-1, 100_001} {
			if err := g.CountToday(g.by(itself(o)), o.ID, organisations.Seen{Counted: true}, n, ""); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%d: %v", n, err)
			}
		}
		if err := g.CountToday(g.by(itself(o)), o.ID, organisations.Seen{Given: 30, Counted: true}, 31, ""); fault.KindOf(err) != fault.Stale {
			t.Errorf("counted over what another counted: %v", err)
		}
		g.clock.Advance(24 * time.Hour)
		if n, counted := given(); n != 0 || counted {
			t.Errorf("the next day begins with %d, %v", n, counted)
		}
	})
}

func TestSettingsAskAndTakeNoWork(t *testing.T) {
	each(t, func(t *testing.T, g *register) {
		sunny := organisations.NewOrganisation{
			Name: "Sunny Bank care home", Kind: organisations.CareHome, Neighbourhood: "hapi", Serves: []string{"food"},
			Setting: organisations.Setting{Headcount: 42, LeadName: " Jean Taylor ", LeadPhone: "+447700900123", Opening: "day and night"},
		}
		o := g.add(sunny)
		if o.Called() != "Sunny Bank care home, 42 people" || o.LeadName != "Jean Taylor" || o.MayServe("food", "hapi") {
			t.Errorf("the setting is %+v, called %q", o, o.Called())
		}
		sunny.Headcount, sunny.Opening = 41, "8am to 8pm"
		if err := g.Save(g.by(inHapi), o.ID, o.Version, sunny); err != nil {
			t.Fatal(err)
		}
		saved, err := g.Get(g.ctx, o.ID)
		if err != nil || saved.Headcount != 41 || saved.Opening != "8am to 8pm" || saved.LeadPhone != "+447700900123" || len(saved.Serves) != 0 {
			t.Errorf("saved it is %+v, %v", saved, err)
		}
		if err := g.Save(g.by(inHapi), o.ID, o.Version, sunny); fault.KindOf(err) != fault.Stale {
			t.Errorf("a stale save: %v", err)
		}
		sunny.Headcount = -1
		if err := g.Save(g.by(inHapi), o.ID, saved.Version, sunny); fault.KindOf(err) != fault.Invalid {
			t.Errorf("fewer than nobody: %v", err)
		}
		sunny.Headcount, sunny.Neighbourhood = 41, "leigh"
		if err := g.Save(g.by(inHapi), o.ID, saved.Version, sunny); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("to another hub: %v", err)
		}
		if err := g.Save(g.by(agent), o.ID, saved.Version, sunny); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent: %v", err)
		}
		food := g.add(organisations.NewOrganisation{Name: "Larder", Kind: organisations.Pantry, Neighbourhood: "hapi", Setting: organisations.Setting{Headcount: 3}})
		if food.Headcount != 0 {
			t.Error("a pantry has a headcount")
		}
		if err := g.Save(g.by(central), food.ID, food.Version, organisations.NewOrganisation{Name: "Sunny Bank care home", Kind: organisations.Pantry}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("the name of another: %v", err)
		}
	})
}
