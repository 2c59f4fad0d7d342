package rounds_test

import (
	"testing"
	"time"

	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// TestWhatIsFetchedIsBroughtOnOneRound: a medicine from a pharmacy and a parcel from a food bank
// are each fetched first and brought later, by the same driver; what is controlled by staff
// alone, although a volunteer is nearer.
func TestWhatIsFetchedIsBroughtOnOneRound(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		v := w.vera("", "food", "medicines")
		_, err := w.fleet.AddVolunteer(w.As(lead), fleet.VolunteerShift{Day: w.today(), Volunteer: v, Depot: "logistics-centre"})
		w.must(err)
		s := w.van(driver, fleet.Van)
		medicine := w.parcel("Amina", "WN2 3EB", func(n *deliveries.New) {
			n.Kind, n.From, n.FromPostcode, n.StaffOnly, n.Load = deliveries.Medicine, "High Street Pharmacy", "WN2 3AB", true, deliveries.Load{Bags: 1, Grams: 500}
		})
		food := w.parcel("Bashir", "WN2 3AA", func(n *deliveries.New) { n.From, n.FromPostcode = "Hindley Food Bank", "WN2 3AB" })
		w.parcel("Carol", "WN2 3AA", func(n *deliveries.New) { n.FromPostcode = "ZZ1 1ZZ" })
		p, plan := w.plan()
		if plan.Stops() != 2 || len(plan.Left) != 1 || !plan.Left[0].Unknown {
			t.Fatalf("%d stops, left %+v", plan.Stops(), plan.Left)
		}
		for _, d := range []deliveries.Delivery{medicine, food} {
			way, fetch, bring := pairOf(plan, d)
			if fetch < 0 || bring <= fetch {
				t.Errorf("%s is fetched at call %d and brought at %d of %+v", d.From, fetch, bring, plan.Ways)
			}
			if d.StaffOnly && plan.Ways[way].Shift != s.ID {
				t.Error("a volunteer has what staff alone may carry")
			}
		}
		_, err = w.Publish(w.As(lead), p.ID, p.Version)
		w.must(err)
		w.fetches(p, medicine)
	})
}

// pairOf finds where something is fetched and where it is brought; -1 where it is not, or not on
// the same way.
func pairOf(v rounds.Version, d deliveries.Delivery) (way, fetch, bring int) {
	for w := range v.Ways {
		fetch, bring = -1, -1
		for i, c := range v.Ways[w].Calls {
			switch {
			case c.Item < 0 || v.Items[c.Item].ID != string(d.ID):
			case c.Task == rounds.Fetch:
				fetch = i
			case c.Task == rounds.Bring:
				bring = i
			}
		}
		if fetch >= 0 || bring >= 0 {
			return w, fetch, bring
		}
	}
	return -1, -1, -1
}

// fetches drives to where something is fetched: only then is it on its way.
func (w *world) fetches(p rounds.Plan, d deliveries.Delivery) {
	w.t.Helper()
	all, err := w.RoundsOf(w.As(lead), p)
	w.must(err)
	for _, r := range all {
		w.must(w.Leave(w.As(lead), r.ID, r.Version))
		_, stops, err := w.Round(w.As(lead), r.ID)
		w.must(err)
		for _, s := range stops {
			if s.Ref.ID != string(d.ID) || s.Task != rounds.Fetch {
				continue
			}
			w.is(d, deliveries.Ready)
			w.Clock.Advance(10 * time.Minute)
			w.must(w.Record(w.As(lead), rounds.Said{Stop: s.ID, Version: s.Version, Outcome: rounds.Collected, Key: "fetched"}))
			w.is(d, deliveries.Out)
		}
	}
}
