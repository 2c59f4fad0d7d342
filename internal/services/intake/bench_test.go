package intake

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// BenchmarkAsk takes whole requests for food, on the disk and proof against a power cut,
// from 50 people at once.
func BenchmarkAsk(b *testing.B) {
	d, err := db.Open(b.Context(), db.Config{Dir: b.TempDir(), Clock: clock.System{}})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	d.SignWith([]byte("the key of a journal in a test, 32"))
	if err := db.Migrate(b.Context(), d, sets); err != nil {
		b.Fatal(err)
	}
	ctx, s := dbtest.Context(b), service(b, d, "wigan")
	var n atomic.Int64
	b.SetParallelism(25) // times the two processors of the machine it is measured on
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			if _, err := s.Ask(context.WithoutCancel(ctx), benchAsking(i)); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "asks/s")
	b.ReportMetric(float64(d.Stats().Writes)/float64(max(d.Stats().Commits, 1)), "asks/commit")
}

// benchAsking is somebody else each time, one in fifty of a street somebody asked from.
func benchAsking(i int64) Asking {
	a := asking(fmt.Sprintf("form %d", i), hungry+"")
	a.Answers["last_name"] = []string{fmt.Sprintf("Khan%d", i/2)}
	a.Answers["date_of_birth"] = []string{fmt.Sprintf("19%02d-%02d-%02d", 20+i%80, 1+i/80%12, 1+i/960%28)}
	a.Answers["phone"] = []string{fmt.Sprintf("077009%05d", i%100000)}
	a.Answers["postcode"] = []string{fmt.Sprintf("WN2 %d%c%c", 1+i%5, 'A'+rune(i/5%20), 'A'+rune(i/100%20))}
	return a
}
