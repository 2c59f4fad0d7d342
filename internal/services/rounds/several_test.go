package rounds_test

import (
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// TestSeveralAtOnce has them all on the other round, or none.
func TestSeveralAtOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for i, code := range []string{"WN2 3EB", "WN2 3AA", "WN2 3AB"} {
			w.parcel([]string{"Amina", "Bashir", "Carol"}[i], code, func(n *deliveries.New) { n.Load.Boxes = 20 })
		}
		w.van(driver, fleet.Van)
		car := w.van(other, fleet.Car)
		p, v := w.plan()
		var refs []routing.Ref
		for _, item := range v.Items {
			refs = append(refs, item.Ref)
		}
		_, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Several: &routing.Several{Refs: refs, Shift: car.ID}})
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.MessageOf(err), "does not fit there") {
			t.Errorf("sixty boxes in a car: %v", err)
		}
		again, err := w.Plan(w.As(lead), p.ID)
		w.must(err)
		if again.Version != p.Version {
			t.Error("some of them were moved")
		}
		van := w.van(access.Principal{Account: "fay", Name: "Fay"}, fleet.Van)
		p, v = w.plan()
		_, err = w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Several: &routing.Several{Refs: refs[:2], Shift: van.ID}})
		w.must(err)
		p, err = w.Plan(w.As(lead), p.ID)
		w.must(err)
		v, err = w.VersionOf(w.As(lead), p, 0)
		w.must(err)
		for _, way := range v.Ways {
			if way.Shift == van.ID && way.Stops() < 2 {
				t.Errorf("%d stops on the round they went to", way.Stops())
			}
		}
		if v.Stops() != 3 || len(v.Left) != 0 {
			t.Errorf("%d stops, %d left out", v.Stops(), len(v.Left))
		}
	})
}
