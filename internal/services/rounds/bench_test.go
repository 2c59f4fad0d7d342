package rounds_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kith/internal/kernel/grid"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/services/rounds"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// BenchmarkPlanDay plans an ordinary day of the borough, and a large one, from what is in the
// tables to the version that is written.
func BenchmarkPlanDay(b *testing.B) {
	for _, size := range []struct{ stops, vans int }{{276, 9}, {1000, 30}} {
		b.Run(fmt.Sprint(size.stops), func(b *testing.B) {
			w := newWorld(b, boardtest.New(b, tables()...))
			w.scatter(size.stops)
			for i := range size.vans {
				w.van(access.Principal{Account: fmt.Sprint("driver", i), Name: fmt.Sprint("Driver ", i)}, fleet.Van)
			}
			var v rounds.Version
			for b.Loop() {
				_, v = w.plan()
			}
			b.ReportMetric(float64(v.Pence)/100, "pounds")
			b.ReportMetric(float64(v.Metres())/1000, "km")
			b.ReportMetric(float64(len(v.Left)), "left")
		})
	}
}

// scatter makes loads ready for doors all over the borough, three or so near each other.
func (w *world) scatter(loads int) {
	w.t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	parts := []deliveries.Part{deliveries.AnyTime, deliveries.AnyTime, deliveries.AnyTime, deliveries.Morning, deliveries.Afternoon}
	w.must(w.DB.Write(w.Ctx, func(tx *db.Tx) error {
		for i := range loads {
			at := grid.ToLatLon(grid.Ref{E: 352000 + 17000*rng.Float64(), N: 398000 + 14000*rng.Float64()})
			if _, err := tx.Exec(`INSERT INTO ref_postcode (directory_id, postcode, ended, district, ward, ward_before, lsoa11, lsoa21, lat, lon)
				VALUES (1,?,'','','','','','',?,?)`, codeOf(i), at.Lat, at.Lon); err != nil {
				return err
			}
		}
		return nil
	}))
	for i := range loads {
		w.parcel(fmt.Sprint("Amina", i), codeOf(i), func(n *deliveries.New) {
			n.Number = ident.Reference(fmt.Sprintf("7K3D-%04d", i))
			n.Load = deliveries.Load{Boxes: 1 + int64(rng.IntN(3)), Grams: 8000}
			n.Window.Part = parts[rng.IntN(len(parts))]
		})
	}
}

// codeOf is a postcode of its own for each number below 1,600.
func codeOf(i int) string {
	return fmt.Sprintf("WN%d %d%cH", 1+i%8, i/8%10, "ABDEFGHJLNPQRSTUWXYZ"[i/80%20])
}
