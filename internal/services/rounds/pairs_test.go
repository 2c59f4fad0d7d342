package rounds_test

import (
	"testing"

	"kith/internal/services/rounds"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
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
			case c.Task == routing.Fetch:
				fetch = i
			case c.Task == routing.Bring:
				bring = i
			}
		}
		if fetch >= 0 || bring >= 0 {
			return w, fetch, bring
		}
	}
	return -1, -1, -1
}
