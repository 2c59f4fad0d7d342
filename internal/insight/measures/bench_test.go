//go:build bench

package measures_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"kith/internal/insight/measures"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// viewers look at the figures again and again while requests come in.
const viewers = 50

// BenchmarkViewers has requests come in by themselves, and beside fifty people who each open
// the page of all figures every second, and tells how long the middle and the slowest of twenty
// of both took. It fails where a page takes 300 ms or intake is moved by as much.
func BenchmarkViewers(b *testing.B) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(engine.Name(), func(b *testing.B) {
			of := measurestest.On(b, engine)
			of.Fill(2000)
			of.Count()
			ctx := of.As(reportstest.Somebody(access.Manager, ""))
			for b.Loop() {
				alone := arrive(b, of, 200)
				stop, pages := look(ctx, of)
				beside := arrive(b, of, 200)
				stop()
				b.ReportMetric(ms(slow(alone)), "intake-alone-p95-ms")
				b.ReportMetric(ms(slow(beside)), "intake-beside-p95-ms")
				b.ReportMetric(ms(slow(*pages)), "page-p95-ms")
				if slow(*pages) > 300*time.Millisecond || slow(beside) > slow(alone)+300*time.Millisecond {
					b.Errorf("pages %v, intake alone %v, beside %v viewers %v", slow(*pages), slow(alone), viewers, slow(beside))
				}
			}
		})
	}
}

func slow(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)*95/100]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// arrive takes requests one after another, one each 20 ms.
func arrive(b *testing.B, of *measurestest.Borough, n int) (took []time.Duration) {
	people := of.Somebody()
	for i := range n {
		began := time.Now()
		err := of.DB.Write(of.Ctx, func(tx *db.Tx) error {
			_, err := needs.OpenRequest(tx, needs.NewRequest{
				Channel: needs.Web, Record: people, Blueprint: "1", Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 8,
				Key: fmt.Sprint(ident.New[int](began), i), Code: "123456",
			})
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
		time.Sleep(20 * time.Millisecond)
	}
	return took
}

// look starts the viewers.
func look(ctx context.Context, of *measurestest.Borough) (stop func(), took *[]time.Duration) {
	done := make(chan struct{})
	var all []time.Duration
	var lock sync.Mutex
	var group sync.WaitGroup
	for i := range viewers {
		group.Go(func() {
			time.Sleep(time.Duration(i) * time.Second / viewers)
			for {
				began := time.Now()
				if _, err := of.Measures.Sheet(ctx, measures.Stretch{}, ""); err != nil {
					return
				}
				lock.Lock()
				all = append(all, time.Since(began))
				lock.Unlock()
				select {
				case <-done:
					return
				case <-time.After(time.Second):
				}
			}
		})
	}
	return func() { close(done); group.Wait() }, &all
}
