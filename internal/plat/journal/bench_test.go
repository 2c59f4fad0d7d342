//go:build bench && unix

package journal_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

// rowsOfAWrite is how many rows a request for help writes, apart from its entries.
const rowsOfAWrite = 12

// BenchmarkWhatTheJournalAdds compares durable writes of as many rows as a request for help
// has, by 50 at once, that tell the journal and that do not, with a sealer at work. The two
// take turns, and the middle of the turns is told: of the time by the clock, which means
// something on a quiet machine alone, and of the processor's.
func BenchmarkWhatTheJournalAdds(b *testing.B) {
	rows := db.Migrations{Name: "benched", FS: fstest.MapFS{"1_rows.sql": {Data: []byte(
		`CREATE TABLE benched_row (borough_id TEXT NOT NULL, id TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (borough_id, id));`)}}}
	d, err := db.Open(context.Background(), db.Config{Dir: b.TempDir(), Clock: clock.System{}})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := db.Migrate(context.Background(), d, []db.Migrations{journal.Migrations(), rows}); err != nil {
		b.Fatal(err)
	}
	j := journal.New(d, []byte(strings.Repeat("k", 32)), slog.New(slog.DiscardHandler))
	ctx, stop := context.WithCancel(dbtest.Context(b))
	var sealing sync.WaitGroup
	sealing.Go(func() { _ = j.Run(ctx) })
	defer sealing.Wait()
	defer stop()
	var last atomic.Int64
	turn := func(tells bool) (clock, processor float64) {
		const writes, clients = 1000, 50
		began, busy := time.Now(), processorTime(b)
		var all sync.WaitGroup
		for range clients {
			all.Go(func() {
				for range writes / clients {
					if err := d.Write(ctx, func(tx *db.Tx) error { return writeRows(tx, last.Add(1), tells) }); err != nil {
						b.Error(err)
					}
				}
			})
		}
		all.Wait()
		clock = time.Since(began).Seconds()
		for began := time.Now(); tells && time.Since(began) < time.Second; time.Sleep(5 * time.Millisecond) {
			if n, _, err := journal.Behind(d.Read(ctx)); err == nil && n == 0 {
				break // the sealing is part of what it costs
			}
		}
		return clock, (processorTime(b) - busy) / writes
	}
	turn(true)
	var byClock, byProcessor, each, entries []float64
	b.ResetTimer()
	for range max(b.N, 9) {
		silent, quiet := turn(false)
		told, busy := turn(true)
		byClock, byProcessor = append(byClock, 100*(told/silent-1)), append(byProcessor, 100*(busy/quiet-1))
		each, entries = append(each, 1e6*quiet), append(entries, 1e6*(busy-quiet))
	}
	for what, all := range map[string][]float64{"%-of-time": byClock, "%-of-processor": byProcessor, "µs-a-write": each, "µs-an-entry": entries} {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], what)
	}
}

// processorTime is how many seconds of a processor this process has taken.
func processorTime(b *testing.B) float64 {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
}

func writeRows(tx *db.Tx, n int64, tells bool) error {
	for i := range rowsOfAWrite {
		_, err := tx.Exec(`INSERT INTO benched_row (borough_id, id, words) VALUES (?, ?, ?)`, tx.Borough(), fmt.Sprintf("%d-%d", n, i), strings.Repeat("and then ", 12))
		if err != nil {
			return err
		}
	}
	if !tells {
		return nil
	}
	return journal.Record(tx, journal.Entry{Verb: "opened a need", Topic: "needs.opened", Objects: []journal.Object{{Kind: "need", ID: fmt.Sprint(n)}}})
}
