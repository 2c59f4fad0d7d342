package deliveries_test

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
)

func TestNext(t *testing.T) {
	may := map[deliveries.State][]deliveries.State{
		deliveries.Ready:     {deliveries.Out, deliveries.Delivered, deliveries.Withdrawn},
		deliveries.Out:       {deliveries.Delivered, deliveries.Back, deliveries.Ready},
		deliveries.Back:      {deliveries.Ready, deliveries.Withdrawn},
		deliveries.Delivered: {deliveries.Out, deliveries.Ready},
		deliveries.Withdrawn: {deliveries.Ready},
	}
	for _, from := range deliveries.States() {
		for _, to := range deliveries.States() {
			want := false
			for _, s := range may[from] {
				want = want || s == to
			}
			err := deliveries.Next(from, to)
			if want != (err == nil) || err != nil && fault.KindOf(err) != fault.Conflict {
				t.Errorf("from %s to %s: %v", from, to, err)
			}
		}
	}
}

// However often a source is made ready, it has one delivery.
func TestASourceHasOneDelivery(t *testing.T) {
	boardtest.Each(t, func(t *testing.T, h *boardtest.Hub) {
		task := h.Add(boardtest.Work{Given: "Amina", Hub: "hapi"})
		in := func(do func(tx *db.Tx) error) error { return h.DB.Write(h.Ctx, do) }
		ready := func(boxes int64) error {
			return in(func(tx *db.Tx) error {
				_, err := deliveries.MakeReady(tx, deliveries.New{Kind: deliveries.Order, Source: "one", Need: task.Need, Record: task.Record, Load: deliveries.Load{Boxes: boxes}, Window: deliveries.Window{Day: day.Of(tx.Now()), Part: deliveries.AnyTime}})
				return err
			})
		}
		went := func(to deliveries.State) error {
			return in(func(tx *db.Tx) error { return deliveries.Went(tx, deliveries.Order, "one", to) })
		}
		for _, err := range []error{went(deliveries.Out), ready(1), ready(2), went(deliveries.Out), went(deliveries.Back), ready(3), went(deliveries.Out), went(deliveries.Out), went(deliveries.Delivered)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := went(deliveries.Withdrawn); fault.KindOf(err) != fault.Conflict {
			t.Errorf("withdrawn after it was handed over: %v", err)
		}
		d, found, err := deliveries.Of(h.DB.Read(h.Ctx), deliveries.Order, "one")
		if err != nil || !found || d.Load.Boxes != 3 || d.Attempts != 1 || d.State != deliveries.Delivered || d.EndedAt.IsZero() {
			t.Errorf("it is %+v, %v, %v", d, found, err)
		}
		if _, found, _ := deliveries.Of(h.DB.Read(h.Ctx), deliveries.Medicine, "one"); found {
			t.Error("a medicine of the same id is taken for it")
		}
	}, deliveries.Static().Migrations)
}
