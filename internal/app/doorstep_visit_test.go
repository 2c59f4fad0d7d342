package app

import (
	"context"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorsteptest"
	"kith/internal/work/answers"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
	"kith/internal/work/tasks"
)

// TestAVisitOfACheckOnARound begins a check at a door, has nobody answer the phone, and sends
// somebody of the hub's team there on a round: what their phone sends, twice, moves the one check
// on by the borough's own protocol.
func TestAVisitOfACheckOnARound(t *testing.T) {
	a := hamlet(t)
	point := access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())
	boss := access.With(a.As(t.Context(), "director", "a test"), director.principal())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(a.placed(boss))
	asked := a.askFor(t, point, "visit", answers.Answers{
		"first_name": {"Perpetua"}, "last_name": {"Wintersgill"}, "address": {"5 Moss Street"}, "needs": {"welfare-check"}, "worry_kind": {"not-seen"}, "last_seen": {"few-days"}, "safe_contact": {"call", "letter"},
	})
	checks, open := a.checksOn(t, point, asked.Record)
	if len(checks) != 1 || len(open) != 1 {
		t.Fatalf("%d checks with %d tasks", len(checks), len(open))
	}
	must(a.Tasks.RecordOutcome(point, tasks.Choice{ID: open[0].ID, Version: open[0].Version}, tasks.Outcome{Code: "visit"}))
	if _, open = a.checksOn(t, point, asked.Record); len(open) != 1 || open[0].Kind != tasks.Visit {
		t.Fatalf("the phone led to %+v", open)
	}
	made, err := a.Accounts.Create(point, accounts.NewAccount{
		Name: "Wyn Worker", Email: "wyn@example.org", Password: "a long enough password", Grants: []access.Grant{{Role: access.Driver}, {Role: access.Coordinator, Neighbourhood: open[0].Neighbourhood}},
	})
	must(err)
	wyn := access.With(a.As(t.Context(), string(made.ID), "a test"), made.Principal())
	today := day.Of(a.Clock.Now())
	van, err := a.Fleet.AddVehicle(boss, fleet.Vehicle{Name: "Hub car", Kind: fleet.Car, Depot: "logistics-centre", Capacity: fleet.Capacity{Boxes: 9, Grams: 90_000, Bags: 5}})
	must(err)
	_, err = a.Fleet.AddShift(boss, fleet.NewShift{Day: today, Vehicle: van.ID, Driver: fleet.Driver{Account: string(made.ID), Name: made.Name, Staff: true}})
	must(err)
	stop := a.onARoundOf(t, boss, today, open[0])
	said := doorstep.Written{Stop: stop.ID, Outcome: rounds.NoAnswer, At: a.Clock.Now()}
	for range 2 {
		got, err := a.Doorstep.Receive(wyn, doorsteptest.Seal(t, a.Doorstep, string(made.ID), "outcome", "visit", said))
		if err != nil || got != doorstep.Recorded {
			t.Fatalf("%q %v", got, err)
		}
	}
	checks, open = a.checksOn(t, point, asked.Record)
	if len(checks) != 1 || !checks[0].Open() || len(open) != 1 || open[0].Held.Step != "letter" {
		t.Errorf("after nobody opened: %d checks, at %+v; want the one, at the letter", len(checks), open)
	}
}

// onARoundOf plans and publishes a day, and gives the stop of a visit.
func (a *App) onARoundOf(t *testing.T, boss context.Context, today day.Date, visit tasks.Task) (stop rounds.Stop) {
	t.Helper()
	p, err := a.Rounds.PlanDay(boss, today, "")
	if err == nil {
		err = a.Rounds.Solve(boss, p.ID)
	}
	if err == nil {
		p, err = a.Rounds.Plan(boss, p.ID)
	}
	if err == nil {
		p, err = a.Rounds.Publish(boss, p.ID, p.Version)
	}
	if err != nil {
		t.Fatal(err, p.Failed)
	}
	all, err := a.Rounds.StopsOf(boss, p)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Source == routing.OfVisit && s.Ref.ID == string(visit.ID) {
			return s
		}
	}
	t.Fatalf("the visit is on no round: %+v", all)
	return stop
}
