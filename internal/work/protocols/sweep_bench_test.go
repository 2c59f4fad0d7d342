//go:build bench

package protocols

import (
	"fmt"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
)

// openRuns is how much work in steps is open at once in the benchmark.
const openRuns = 300_000

// BenchmarkSweep finds what is due among three hundred thousand open runs: first when
// nothing is due, then when two hundred are.
func BenchmarkSweep(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(testing.TB, db.Config, ...db.Migrations) *db.DB
	}{{"sqlite", dbtest.NewWith}, {"postgres", dbtest.PostgresWith}} {
		at := clock.NewManual(morning)
		w := newWorld(b, engine.open(b, db.Config{Clock: at}, sets...), at, "wigan")
		w.fill(openRuns)
		for _, due := range []int{0, atOnce} {
			by := w.now.Now().Add(time.Duration(due) * time.Second)
			b.Run(fmt.Sprintf("%s/%d-due", engine.name, due), func(b *testing.B) {
				for b.Loop() {
					found, err := dueRuns(w.db.Read(w.ctx), by, atOnce)
					if err != nil || len(found) != due {
						b.Fatal(len(found), err)
					}
				}
			})
		}
	}
}

// fill opens runs like one that began as runs do, due a second after another.
func (w *world) fill(n int) {
	like, _ := w.ask(w.somebody(people.SafeContact{}), "food", "food-crisis")
	like.Saved.DueAt = time.Time{}
	w.must(w.db.Write(w.ctx, func(tx *db.Tx) error { return saveRun(tx, like) }))
	const batch = 1000
	for first := 0; first < n; first += batch {
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			for i := range batch {
				r := like
				r.ID, r.Saved.DueAt = ident.New[Run](tx.Now()), w.now.Now().Add(time.Duration(first+i+1)*time.Second)
				if _, err := insertRun(tx, r); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}
