package rounds_test

import (
	"testing"

	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// TestEverythingIsTakenAlong: all that was ready after the cut-off, in one step.
func TestEverythingIsTakenAlong(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.van(driver, fleet.Van)
		w.parcel("Amina", "WN2 3EB", nil)
		w.Clock.Set(w.at(11, 30))
		w.parcel("Bashir", "WN2 3AA", nil)
		w.parcel("Carol", "WN2 3AB", nil)
		p, v := w.plan()
		if v.Stops() != 1 || len(v.Left) != 2 {
			t.Fatalf("%d stops, left %+v", v.Stops(), v.Left)
		}
		_, err := w.Adjust(w.As(lead), p.ID, p.Version, rounds.Change{Along: true, All: true})
		w.must(err)
		if _, v = w.solved(p.ID); v.Stops() != 3 {
			t.Errorf("%d stops, left %+v", v.Stops(), v.Left)
		}
	})
}
