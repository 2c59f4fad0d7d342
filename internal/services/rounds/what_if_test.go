package rounds_test

import (
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// TestWhatIfChangesNothing: what is tried is answered, and the plan stays.
func TestWhatIfChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		heavy := func(n *deliveries.New) { n.Load.Grams = 150_000 }
		w.parcel("Amina", "WN2 3EB", heavy)
		w.parcel("Bashir", "WN2 3AA", heavy)
		w.van(driver, fleet.Car)
		p, v := w.plan()
		if v.Stops() != 1 || len(v.Left) != 1 {
			t.Fatalf("%d stops, left %+v", v.Stops(), v.Left)
		}
		left := v.Items[v.Left[0].Item]
		for name, trial := range map[string]rounds.Change{
			"one more driver":  {Extra: &routing.Extra{Kind: fleet.Van, Depot: "logistics-centre"}},
			"a bigger vehicle": {Bigger: v.Ways[0].Shift},
		} {
			o, err := w.WhatIf(w.As(lead), p.ID, trial)
			w.must(err)
			if o.After.Left != 0 || o.After.Stops != 2 || len(o.Placed) != 1 || o.Placed[0].Ref != left.Ref || o.Before.Stops != 1 {
				t.Errorf("%s: %+v", name, o)
			}
		}
		o, err := w.WhatIf(w.As(lead), p.ID, rounds.Change{Ref: left.Ref, Wide: deliveries.Evening})
		w.must(err)
		if o.After.Stops != 1 || o.Before.Stops != 1 {
			t.Errorf("another time: %+v", o)
		}
		if _, err := w.WhatIf(w.As(lead), p.ID, rounds.Change{}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("nothing tried: %v", err)
		}
		if _, err := w.WhatIf(w.As(local), p.ID, rounds.Change{Bigger: v.Ways[0].Shift}); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("another hub tries: %v", err)
		}
		now, err := w.Plan(w.As(lead), p.ID)
		w.must(err)
		if now.Current != p.Current || now.Version != p.Version || now.State != p.State {
			t.Errorf("the plan is now %+v", now)
		}
	})
}
