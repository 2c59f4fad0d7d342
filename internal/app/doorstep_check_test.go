package app

import (
	"context"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/services/food"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorsteptest"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

var atTheDoor = access.Principal{Account: "door-driver", Name: "Door Driver", Grants: []access.Grant{{Role: access.Driver}}}

// TestOneCheckOfADoor has a phone send twice that nobody opened, and then, twice, that the last
// box stands at the same door unopened: by the borough's own protocols that is one check, which
// begins with one task to ring.
func TestOneCheckOfADoor(t *testing.T) {
	a := hamlet(t)
	point := access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())
	boss := access.With(a.As(t.Context(), "director", "a test"), director.principal())
	driver := access.With(a.As(t.Context(), atTheDoor.Account, "a test"), atTheDoor)
	if err := a.placed(boss); err != nil {
		t.Fatal(err)
	}
	asked := a.askFor(t, point, "door", answers.Answers{
		"first_name": {"Ottoline"}, "last_name": {"Brackenthwaite"}, "address": {"3 Moss Street"}, "needs": {"food"}, "food_reason": {"over-70"},
		"food_left": {"few-days"}, "food_pay": {"yes"}, "adults": {"1"},
	})
	a.packed(t, point, asked, "Ottoline Brackenthwaite", "3 Moss Street", "")
	stops := a.onARound(t, boss, asked.Record)
	if len(stops) != 1 {
		t.Fatalf("%d stops are hers, want 1", len(stops))
	}
	if checks, _ := a.checksOn(t, point, asked.Record); len(checks) != 0 {
		t.Fatalf("there are checks before anybody was at the door: %+v", checks)
	}
	for i, one := range []struct {
		key  string
		said doorstep.Written
		got  doorstep.Receipt
	}{
		{"nobody", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.NoReply}, doorstep.Recorded},
		{"nobody", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.NoReply}, doorstep.Recorded},
		{"box", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.Handed, Unopened: true}, doorstep.ToSettle},
		{"box", doorstep.Written{Stop: stops[0].ID, Outcome: rounds.Handed, Unopened: true}, doorstep.ToSettle},
	} {
		one.said.At = a.Clock.Now()
		sent := doorsteptest.Seal(t, a.Doorstep, atTheDoor.Account, "outcome", one.key, one.said)
		if got, err := a.Doorstep.Receive(driver, sent); err != nil || got != one.got {
			t.Fatalf("outcome %d: %q %v, want %q", i, got, err, one.got)
		}
		checks, ring := a.checksOn(t, point, asked.Record)
		if len(checks) != 1 || !checks[0].Open() || len(ring) != 1 {
			t.Errorf("after outcome %d: %d checks and %d tasks of theirs, want one of each", i, len(checks), len(ring))
		}
	}
}

// packed orders a hamper for whom some work is for, and packs it.
func (a *App) packed(t *testing.T, ctx context.Context, of tasks.Task, name, address, note string) {
	t.Helper()
	o, err := a.Food.Place(ctx, food.NewOrder{
		Need: of.Need, Name: name, DoorNote: note, Household: food.Household{Adults: 1}, Chosen: map[string]int64{"individual": 1},
		Bill: food.Bill{Name: name, Address: address}, Told: true,
		Window: deliveries.Window{Day: day.Of(a.Clock.Now()), Part: deliveries.AnyTime}, Key: "door",
	})
	if err != nil {
		t.Fatal(err)
	}
	var put []food.PackedItem
	for _, i := range o.Items {
		put = append(put, food.PackedItem{Packed: i.Quantity, Grams: i.Quantity * i.Grams})
	}
	if err := a.Food.Pack(ctx, food.Choice{ID: o.ID, Version: 1}, put, 1); err != nil {
		t.Fatal(err)
	}
}

// onARound plans, publishes and hands to the driver at the door whatever is ready today, and
// gives the stops that are for somebody.
func (a *App) onARound(t *testing.T, boss context.Context, record people.RecordID) (hers []rounds.Stop) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	today := day.Of(a.Clock.Now())
	made, err := a.Fleet.AddVehicle(boss, fleet.Vehicle{Name: "Door van", Kind: fleet.Van, Depot: "logistics-centre", Capacity: fleet.Capacity{Boxes: 90, Grams: 900_000, Chilled: 10, Bags: 50}})
	must(err)
	_, err = a.Fleet.AddShift(boss, fleet.NewShift{Day: today, Vehicle: made.ID, Driver: fleet.Driver{Account: atTheDoor.Account, Name: atTheDoor.Name, Staff: true}})
	must(err)
	p, err := a.Rounds.PlanDay(boss, today, "")
	must(err)
	must(a.Rounds.Solve(boss, p.ID))
	p, err = a.Rounds.Plan(boss, p.ID)
	must(err)
	p, err = a.Rounds.Publish(boss, p.ID, p.Version)
	must(err)
	all, err := a.Rounds.RoundsOf(boss, p)
	must(err)
	for _, r := range all {
		_, stops, err := a.Rounds.Round(boss, r.ID)
		must(err)
		for _, s := range stops {
			if s.Record == record {
				hers = append(hers, s)
			}
		}
	}
	return hers
}

// checksOn are the checks on somebody, and the open tasks that those have made.
func (a *App) checksOn(t *testing.T, ctx context.Context, record people.RecordID) (checks []protocols.Run, open []tasks.Task) {
	t.Helper()
	who, err := people.PersonIn(a.DB.Read(ctx), record)
	if err != nil {
		t.Fatal(err)
	}
	runs, err := a.Protocols.OfPerson(ctx, who, 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		if r.Protocol != "welfare-check" {
			continue
		}
		checks = append(checks, r)
		of, err := a.Tasks.OfRequest(ctx, r.Request)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range of {
			if one.Need == r.Need && one.State.Open() {
				open = append(open, one)
			}
		}
	}
	return checks, open
}
