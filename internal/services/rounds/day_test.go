package rounds_test

import (
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// TestADayOfRounds goes from what is ready to a day that is closed and counted.
func TestADayOfRounds(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina, bashir, carol := w.parcel("Amina", "WN2 3EB", nil), w.parcel("Bashir", "WN2 3AA", nil), w.parcel("Carol", "WN2 3AB", nil)
		w.van(driver, fleet.Van)
		p, v := w.plan()
		if v.Stops() != 3 || len(v.Left) != 0 || v.Pence <= 0 || p.State != rounds.Draft {
			t.Fatalf("planned %d stops, left %+v, for %d pence: %s", v.Stops(), v.Left, v.Pence, p.State)
		}
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		r, stops := w.stops(p)
		if len(stops) != 3 || !stops[0].ArriveAt.Before(stops[1].ArriveAt) {
			t.Fatalf("the round has %+v", stops)
		}
		mine, err := w.MyRounds(w.As(driver))
		w.must(err)
		if len(mine) != 1 || mine[0].ID != r.ID {
			t.Errorf("the driver has %+v", mine)
		}
		if _, _, err := w.Round(w.As(other), r.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another driver sees the round: %v", err)
		}
		first := doorstep.Said{Stop: stops[0].ID, Version: stops[0].Version, Outcome: rounds.Handed, Key: "1"}
		if err := w.doors.Record(w.As(driver), first); fault.KindOf(err) != fault.Conflict {
			t.Errorf("recorded before the round set out: %v", err)
		}
		w.must(w.Leave(w.As(driver), r.ID, r.Version))
		w.is(amina, deliveries.Out)
		w.Clock.Advance(20 * time.Minute)
		w.must(w.doors.Record(w.As(driver), first))
		w.must(w.doors.Record(w.As(driver), first)) // sent twice
		w.must(w.doors.Record(w.As(driver), doorstep.Said{Stop: stops[1].ID, Version: stops[1].Version, Outcome: rounds.NoReply, Key: "2"}))
		w.must(w.doors.Record(w.As(driver), doorstep.Said{Stop: stops[2].ID, Version: stops[2].Version, Outcome: rounds.Neighbour, Received: "number 6", Unopened: true, Concern: "The curtains are drawn.", Key: "3"}))
		if len(w.checks) != 2 || w.checks[0].Record != stops[1].Record || w.checks[1].Record != stops[2].Record {
			t.Errorf("checks began: %+v", w.checks)
		}
		if err := w.doors.Record(w.As(driver), doorstep.Said{Stop: stops[0].ID, Version: stops[0].Version, Outcome: rounds.Refused, Note: "No", Key: "4"}); fault.KindOf(err) != fault.Stale {
			t.Errorf("recorded over what was recorded: %v", err)
		}
		r, stops = w.stops(p)
		w.must(w.Return(w.As(driver), r.ID, r.Version))
		if err := w.Close(w.As(lead), r.ID, r.Version+1, nil); fault.KindOf(err) != fault.Conflict {
			t.Errorf("closed with a load missing: %v", err)
		}
		w.must(w.Close(w.As(lead), r.ID, r.Version+1, []rounds.StopID{stops[1].ID}))
		p, err = w.Plan(w.As(lead), p.ID)
		w.must(err)
		if p.State != rounds.Closed {
			t.Errorf("the day is %s", p.State)
		}
		states := map[deliveries.State]int{}
		for _, d := range []deliveries.Delivery{amina, bashir, carol} {
			states[w.state(d)]++
		}
		if states[deliveries.Delivered] != 2 || states[deliveries.Back] != 1 {
			t.Errorf("deliveries stand at %v", states)
		}
	})
}

func (w *world) state(d deliveries.Delivery) deliveries.State {
	w.t.Helper()
	now, found, err := deliveries.Of(w.DB.Read(w.Ctx), d.Kind, d.Source)
	w.must(err)
	if !found {
		w.t.Fatal("the delivery is gone")
	}
	return now.State
}

func (w *world) is(d deliveries.Delivery, want deliveries.State) {
	w.t.Helper()
	if got := w.state(d); got != want {
		w.t.Errorf("the delivery is %s, want %s", got, want)
	}
}

func TestWhatCannotGoIsLeftWithWhy(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.parcel("Amina", "WN2 3EB", nil)
		w.parcel("Heavy", "WN2 3AA", func(n *deliveries.New) { n.Load.Grams = 2_000_000 })
		w.parcel("Lost", "ZZ1 1ZZ", nil)
		if p, err := w.PlanDay(w.As(lead), w.today(), ""); err == nil {
			w.must(w.Solve(w.Ctx, p.ID))
			if p, err = w.Plan(w.As(lead), p.ID); err != nil || p.Failed == "" {
				t.Errorf("planned without anybody to drive: %+v %v", p, err)
			}
		}
		w.van(driver, fleet.Van)
		_, v := w.plan()
		if v.Stops() != 1 || len(v.Left) != 2 {
			t.Fatalf("%d stops, left %+v", v.Stops(), v.Left)
		}
		for _, l := range v.Left {
			if l.Why == "" || l.Mend == "" {
				t.Errorf("left without why or how to mend it: %+v", l)
			}
		}
		w.Clock.Set(w.at(11, 30))
		w.parcel("Late", "WN2 3AB", nil)
		_, v = w.plan()
		late := v.Left[len(v.Left)-1]
		if !late.After {
			t.Fatalf("what was ready after the cut-off is not left: %+v", v.Left)
		}
		p, _ := w.plan()
		_, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: v.Items[late.Item].Ref, Along: true})
		w.must(err)
		if _, v = w.solved(p.ID); v.Stops() != 2 {
			t.Errorf("taken along, and on no round: %+v", v.Left)
		}
	})
}

func TestByHand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.parcel("Amina", "WN2 3EB", nil)
		w.parcel("Bashir", "WN2 3AA", nil)
		w.parcel("Carol", "WN2 3AB", nil)
		a, b := w.van(driver, fleet.Van), w.van(other, fleet.Van)
		p, v := w.plan()
		ref := v.Items[0].Ref
		on := func(v rounds.Version) fleet.ShiftID {
			for _, way := range v.Ways {
				for _, c := range way.Calls {
					if c.Item >= 0 && v.Items[c.Item].Ref == ref {
						return way.Shift
					}
				}
			}
			return ""
		}
		to := a.ID
		if on(v) == a.ID {
			to = b.ID
		}
		d, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: ref, Move: &routing.Move{Shift: to, Position: 1}})
		w.must(err)
		if d.After.Pence <= d.Before.Pence {
			t.Errorf("a second van costs nothing more: %+v", d)
		}
		if _, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: ref, Off: true}); fault.KindOf(err) != fault.Stale {
			t.Errorf("the second of two changes: %v", err)
		}
		p, err = w.Plan(w.As(lead), p.ID)
		w.must(err)
		moved, err := w.VersionOf(w.As(lead), p, 0)
		w.must(err)
		if on(moved) != to {
			t.Error("it was not moved")
		}
		_, err = w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{To: v.Number})
		w.must(err)
		p, err = w.Plan(w.As(lead), p.ID)
		w.must(err)
		_, err = w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: ref, Pin: to})
		w.must(err)
		if p, v = w.solved(p.ID); on(v) != to {
			t.Error("a pinned stop is elsewhere")
		}
		_, err = w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Ref: ref, Off: true})
		w.must(err)
		if _, v = w.solved(p.ID); v.Stops() != 2 {
			t.Errorf("%d stops after one was taken off", v.Stops())
		}
		if _, err := w.Adjust(w.As(local), p.ID, p.Version, rounds.Change{Ref: ref, Back: true}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another hub changes the borough's plan: %v", err)
		}
	})
}

func TestLateChangesLeaveTheDrivenAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.parcel("Amina", "WN2 3EB", nil)
		w.parcel("Bashir", "WN2 3AA", nil)
		gone := w.parcel("Carol", "WN2 3AB", nil)
		w.van(driver, fleet.Van)
		w.van(other, fleet.Van)
		p, _ := w.plan()
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		r, stops := w.stops(p)
		w.must(w.Leave(w.As(driver), r.ID, r.Version))
		if r.Driver.Account != driver.Account {
			t.Skip("the other van has the round")
		}
		w.Clock.Advance(30 * time.Minute)
		done := stops[0]
		w.must(w.doors.Record(w.As(driver), doorstep.Said{Stop: done.ID, Version: done.Version, Outcome: rounds.Handed, Key: "1"}))
		late := w.parcel("Dora", "WN2 3AD", nil)
		w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error { return deliveries.Went(tx, gone.Kind, gone.Source, deliveries.Ready) }))
		w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
			return deliveries.Went(tx, gone.Kind, gone.Source, deliveries.Withdrawn)
		}))
		p, v := w.plan()
		for _, way := range v.Ways {
			for _, c := range way.Calls {
				if c.Item >= 0 && v.Items[c.Item].ID == string(late.ID) && way.Shift == r.Shift {
					t.Error("a load is on a van that left without it")
				}
			}
		}
		p, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		_, now, err := w.Round(w.As(lead), r.ID)
		w.must(err)
		if now[0].ID != done.ID || now[0].State != rounds.Handed || !now[0].SaidAt.Equal(w.Clock.Now()) {
			t.Errorf("what was done is now %+v", now[0])
		}
	})
}

// TestALateChangeMovesNothingElse adds a load to rounds that are published, and takes one off.
func TestALateChangeMovesNothingElse(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		gone := w.parcel("Amina", "WN2 3EB", nil)
		w.parcel("Bashir", "WN2 3AA", func(n *deliveries.New) { n.Load.Boxes = 60 })
		w.parcel("Carol", "WN2 3AB", func(n *deliveries.New) { n.Load.Boxes = 60 })
		w.parcel("Dora", "WN2 3AD", nil)
		w.van(driver, fleet.Van)
		w.van(other, fleet.Van)
		p, before := w.plan()
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		w.parcel("Ed", "WN2 3AA", nil)
		p, v := w.plan()
		if v.Stops() != 5 || len(v.Left) != 0 {
			t.Fatalf("%d stops, left %+v", v.Stops(), v.Left)
		}
		if n := changedRounds(before, v); n != 1 {
			t.Errorf("a load that was added changes %d rounds", n)
		}
		p, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error { return deliveries.Went(tx, gone.Kind, gone.Source, deliveries.Withdrawn) }))
		_, then := w.solved(w.again(p).ID)
		if then.Stops() != 4 {
			t.Errorf("%d stops after one was withdrawn", then.Stops())
		}
		if n := changedRounds(v, then); n != 1 {
			t.Errorf("a load that was withdrawn changes %d rounds", n)
		}
	})
}

// again asks for a day that is planned already.
func (w *world) again(p rounds.Plan) rounds.Plan {
	w.t.Helper()
	p, err := w.PlanDay(w.As(lead), p.Day, "")
	w.must(err)
	return p
}

// changedRounds counts the shifts that do not go to the same doors in the same order.
func changedRounds(before, after rounds.Version) (n int) {
	doors := func(v rounds.Version) map[fleet.ShiftID]string {
		all := map[fleet.ShiftID]string{}
		for _, way := range v.Ways {
			for _, c := range way.Calls {
				if c.Item >= 0 {
					all[way.Shift] += string(v.Items[c.Item].Number) + " " + string(c.Task) + "; "
				}
			}
		}
		return all
	}
	was, is := doors(before), doors(after)
	for _, way := range after.Ways {
		if was[way.Shift] != is[way.Shift] {
			n++
		}
	}
	return n
}

// TestAWithheldAddressReachesTheKernelAlone marks somebody after their parcel was packed.
func TestAWithheldAddressReachesTheKernelAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		d := w.parcel("Amina", "WN2 3EB", nil)
		w.must(w.people.Mark(w.As(point), people.PersonID(d.Record), nil, []people.Label{people.AddressWithheld}))
		w.van(driver, fleet.Van)
		w.van(other, fleet.Van)
		if _, v := w.plan(); v.Stops() != 0 {
			t.Fatal("somebody sets out to an address that is withheld")
		}
		if err := w.NameDriver(w.As(lead), d.ID, fleet.Driver{Account: driver.Account, Name: driver.Name}, "She cannot come."); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("whoever may not read the address sends somebody there: %v", err)
		}
		w.must(w.NameDriver(w.As(point), d.ID, fleet.Driver{Account: driver.Account, Name: driver.Name}, "She cannot come."))
		p, v := w.plan()
		if v.Stops() != 1 || !v.Items[0].Hidden {
			t.Fatalf("the named driver does not bring it: %+v", v.Left)
		}
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		r, stops := w.stops(p)
		if r.Driver.Account != driver.Account {
			t.Errorf("%s has it", r.Driver.Name)
		}
		if _, err := w.doors.HiddenAddress(w.As(other), stops[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another driver: %v", err)
		}
		if _, err := w.doors.HiddenAddress(w.As(lead), stops[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the lead: %v", err)
		}
		a, err := w.doors.HiddenAddress(w.As(driver), stops[0].ID)
		w.must(err)
		if a.Postcode != "WN2 3EB" {
			t.Errorf("the driver is told %+v", a)
		}
		w.must(w.Leave(w.As(driver), r.ID, r.Version))
		w.must(w.doors.Record(w.As(driver), doorstep.Said{Stop: stops[0].ID, Version: stops[0].Version, Outcome: rounds.Handed, Key: "1"}))
		if _, err := w.doors.HiddenAddress(w.As(driver), stops[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the address is still told after it was brought: %v", err)
		}
	})
}

// Whoever sets out in the afternoon has had the break that was to begin by two.
func TestABreakIsNotOwedOnceItsHourHasPassed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.parcel("Amina", "WN2 3EB", nil)
		w.van(driver, fleet.Van)
		w.Clock.Set(w.Clock.Now().Truncate(24 * time.Hour).Add(14 * time.Hour)) // three o'clock in April
		if _, v := w.plan(); v.Stops() != 1 {
			t.Errorf("planned %d stops, left %+v", v.Stops(), v.Left)
		}
	})
}

// A round does not close over a door of which nobody said anything.
func TestARoundDoesNotCloseOverADoorOfWhichNothingWasSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.parcel("Amina", "WN2 3EB", nil)
		w.van(driver, fleet.Van)
		p, _ := w.plan()
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		r, _ := w.stops(p)
		w.must(w.Leave(w.As(driver), r.ID, r.Version))
		w.must(w.Return(w.As(driver), r.ID, r.Version+1))
		if err := w.Close(w.As(lead), r.ID, r.Version+2, nil); fault.CodeOf(err) != "rounds.open-stops" {
			t.Errorf("closed over a door: %v", err)
		}
	})
}

// What drivers have is not taken back whole, nor is published what has changed since it was planned.
func TestWhatDriversHaveIsNotTakenBackWhole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina := w.parcel("Amina", "WN2 3EB", nil)
		w.van(driver, fleet.Van)
		p, _ := w.plan()
		w.must(w.people.Mark(w.As(point), people.PersonID(amina.Record), nil, []people.Label{people.AddressWithheld}))
		if _, err := w.Publish(w.As(lead), p.ID, p.Version); fault.CodeOf(err) != "rounds.changed" {
			t.Errorf("an address that was withheld since is published: %v", err)
		}
		w.must(w.people.Mark(w.As(point), people.PersonID(amina.Record), []people.Label{people.AddressWithheld}, nil))
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		if _, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{To: p.Current}); fault.CodeOf(err) != "rounds.published-since" {
			t.Errorf("taken back whole: %v", err)
		}
	})
}
