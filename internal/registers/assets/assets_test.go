package assets_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/assets"
)

const file = `assets:
  - id: housing
    name: Tenants
    owner: The director of housing
    agreement: H1
    purpose: To know who has a service.
    basis: Public task
    basis_ends: 2022-06-30
    keep_days: 28
    refresh_days: 7
`

type source struct{ b *blueprint.Blueprint }

func (s source) Current(context.Context) (*blueprint.Blueprint, error) { return s.b, nil }

var (
	analyst    = access.Principal{Account: "ann", Grants: []access.Grant{{Role: access.Analyst}}}
	governance = access.Principal{Account: "gov", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
)

func each(t *testing.T, test func(t *testing.T, s *assets.Service, as func(access.Principal) context.Context)) {
	b := blueprinttest.Load(t, map[string]string{"assets.yaml": file}, assets.Section())
	sets := []db.Migrations{journal.Migrations(), assets.Static().Migrations}
	run := func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		test(t, assets.New(d, source{b}), func(who access.Principal) context.Context {
			c := db.CallerOf(ctx)
			c.Actor = who.Account
			return access.With(db.As(ctx, c), who)
		})
	}
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	t.Run("sqlite", func(t *testing.T) { run(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...)) })
	t.Run("postgres", func(t *testing.T) { run(t, dbtest.PostgresWith(t, db.Config{Clock: at}, sets...)) })
}

func TestTheRegister(t *testing.T) {
	each(t, func(t *testing.T, s *assets.Service, as func(access.Principal) context.Context) {
		shipped, err := s.Get(as(analyst), "housing")
		if err != nil || shipped.Version != 0 || shipped.BasisEnds != day.New(2022, 6, 30) {
			t.Fatalf("shipped is %+v, %v", shipped, err)
		}
		bins := assets.Asset{Name: "Assisted bins", Owner: "Waste", Agreement: "W1", Purpose: "To bring cards.", Basis: "Public task", KeepDays: 28}
		if _, err := s.Declare(as(agent), bins); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent declares one: %v", err)
		}
		made, err := s.Declare(as(analyst), bins)
		if err != nil || made.ID != "assisted-bins" {
			t.Fatalf("declared as %+v, %v", made, err)
		}
		if _, err := s.Declare(as(analyst), bins); fault.KindOf(err) != fault.Conflict {
			t.Errorf("declared twice: %v", err)
		}
		taken := bins
		taken.Name = "Housing"
		if _, err := s.Declare(as(analyst), taken); fault.KindOf(err) != fault.Conflict {
			t.Errorf("what the blueprint ships is declared again: %v", err)
		}
		if all, err := s.All(as(analyst)); err != nil || len(all) != 2 || all[0].ID != "assisted-bins" || all[1].ID != "housing" {
			t.Errorf("the register is %+v, %v", all, err)
		}
	})
}

// Whoever uses the data cannot lengthen its basis, and the second of two who change is told.
func TestWhoChangesAnAsset(t *testing.T) {
	each(t, func(t *testing.T, s *assets.Service, as func(access.Principal) context.Context) {
		a, err := s.Get(as(governance), "housing")
		if err != nil {
			t.Fatal(err)
		}
		a.BasisEnds = day.New(2023, 6, 30)
		if err := s.Change(as(analyst), a); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an analyst lengthens the basis: %v", err)
		}
		if err := s.Change(as(governance), a); err != nil {
			t.Fatal(err)
		}
		if err := s.Change(as(governance), a); fault.KindOf(err) != fault.Stale {
			t.Errorf("what somebody else wrote is written over: %v", err)
		}
		now, err := s.Get(as(governance), "housing")
		if err != nil || now.BasisEnds != day.New(2023, 6, 30) || now.ChangedBy != "gov" || now.Version != 2 {
			t.Errorf("it stands as %+v, %v", now, err)
		}
	})
}

func TestABasisHoldsToItsLastDay(t *testing.T) {
	a := assets.Asset{BasisEnds: day.New(2022, 6, 30)}
	for on, want := range map[string][2]bool{
		"2022-06-01": {true, false}, "2022-06-02": {true, true}, "2022-06-30": {true, true}, "2022-07-01": {false, false},
	} {
		d, _ := day.ParseDate(on)
		if a.Readable(d) != want[0] || a.EndsSoon(d) != want[1] {
			t.Errorf("on %s: readable %v, ends soon %v", on, a.Readable(d), a.EndsSoon(d))
		}
	}
}

func TestFaultsOfTheFile(t *testing.T) {
	blueprinttest.Each(t, map[string]string{"assets.yaml": file}, []blueprint.Section{assets.Section()}, []blueprinttest.Break{
		{"an id", "assets.yaml", "id: housing", "id: Housing tenants", "assets.yaml:2:9: \"Housing tenants\" is no id"},
		{"how long it is kept", "assets.yaml", "keep_days: 28", "keep_days: 0", "assets.yaml:2:5: Enter for how many days it is kept"},
		{"how often it comes", "assets.yaml", "refresh_days: 7", "refresh_days: 700", "assets.yaml:2:5: Enter every how many days it comes anew"},
	})
}
