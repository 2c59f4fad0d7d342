package rounds_test

import (
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
)

// TestStaffAreNoVolunteers: of a round that staff drive nobody is told that a volunteer may not.
func TestStaffAreNoVolunteers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.van(driver, fleet.Van)
		w.parcel("Amina", "WN2 3EB", nil)
		p, _ := w.plan()
		p, err := w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		round, _ := w.stops(p)
		for range 2 {
			told, err := w.MayNot(w.As(lead), p)
			w.must(err)
			if len(told) != 0 {
				t.Errorf("the hub is told: %v", told)
			}
			if round.State == rounds.RoundReady {
				w.must(w.Leave(w.As(driver), round.ID, round.Version))
				round, _ = w.stops(p)
			}
		}
	})
}

// TestOnTheWayTheHubIsTold: what a volunteer has with them stays on their sheet when a check is
// withdrawn, and the plan says that they may not bring it.
func TestOnTheWayTheHubIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v := w.vera("", "food")
		_, err := w.fleet.AddVolunteer(w.As(lead), fleet.VolunteerShift{Day: w.today(), Volunteer: v, Depot: "logistics-centre"})
		w.must(err)
		w.parcel("Amina", "WN2 3EB", nil)
		p, _ := w.plan()
		p, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		round, _ := w.stops(p)
		w.must(w.Leave(w.As(access.Principal{Account: string(v), Grants: []access.Grant{{Role: access.Volunteer}}}), round.ID, round.Version))
		told, err := w.MayNot(w.As(lead), p)
		w.must(err)
		if len(told) != 0 {
			t.Fatalf("they may not before anything changed: %v", told)
		}
		was, err := w.register().Open(w.As(point), v)
		w.must(err)
		w.must(w.register().WithdrawCheck(w.As(point), v, heldOf(was.Checks, "identity"), "It was somebody else's."))
		w.lapses(v)
		told, err = w.MayNot(w.As(lead), p)
		w.must(err)
		if len(told) != 1 || !strings.Contains(told[0], "stop 1: ") {
			t.Errorf("the hub is told %v", told)
		}
		if _, stops := w.stops(p); len(stops) != 1 {
			t.Errorf("%d stops on the sheet of somebody who has the load with them", len(stops))
		}
	})
}
