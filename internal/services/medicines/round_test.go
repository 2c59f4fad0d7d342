package medicines_test

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/services/medicines"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
)

// TestARoundBringsIt from the pharmacy to the door, and who may carry it follows what the
// pharmacy says.
func TestARoundBringsIt(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		w := &world{Hub: h, t: t, reads: &quiet{}}
		w.Service = medicines.New(h.DB, boardtest.Wigan(t), w.reads)
		carry := deliveries.NewService(h.DB, w.reads)
		carry.HeldBy(deliveries.Medicine, w.Service)
		task := w.task(needs.Volunteer, needs.Staff)
		b := medicines.Brought{Postcode: "wn2 3ab", Window: deliveries.Window{Day: day.Of(h.Clock.Now()), Part: deliveries.AnyTime}}
		if err := w.ByRound(w.As(hub), w.choice(task), b); fault.KindOf(err) != fault.Conflict {
			t.Errorf("before anybody asked the pharmacy: %v", err)
		}
		w.hear(task, medicines.Unknown)
		if err := w.ByRound(w.As(hub), w.choice(task), medicines.Brought{Postcode: "somewhere", Window: b.Window}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("to no postcode: %v", err)
		}
		w.must(w.ByRound(w.As(hub), w.choice(task), b))
		ready := func() deliveries.Delivery {
			t.Helper()
			d, found, err := w.OnRound(w.As(hub), w.now(task))
			w.must(err)
			if !found {
				t.Fatal("nothing is ready")
			}
			return d
		}
		if d := ready(); !d.StaffOnly || d.FromPostcode != "WN2 3AB" || d.From != "High Street Pharmacy" || d.Kind != deliveries.Medicine {
			t.Errorf("of which nobody knows if it is controlled: %+v", d)
		}
		w.hear(task, medicines.NotControlled)
		if d := ready(); d.StaffOnly {
			t.Error("only staff may carry what is not controlled")
		}
		w.hear(task, medicines.IsControlled)
		d := ready()
		if !d.StaffOnly {
			t.Error("a volunteer may carry what is controlled")
		}
		went := func(to deliveries.State) {
			t.Helper()
			w.must(h.DB.Write(w.As(hub), func(tx *db.Tx) error { return carry.Carry(tx, d.ID, deliveries.Carried{To: to}) }))
		}
		went(deliveries.Out)
		if p := w.now(task); p.State != medicines.WithUs {
			t.Errorf("fetched, and it is %s", p.State)
		}
		went(deliveries.Delivered)
		if p := w.now(task); p.State != medicines.HandedOver || ready().State != deliveries.Delivered {
			t.Errorf("brought, and it is %s", p.State)
		}
	}, medicines.Static().Migrations, deliveries.Static().Migrations)
}
