//go:build bench

package journal_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
// take turns, so that other work on the machine slows both alike; the middle of the turns is
// told.
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
	turn := func(tells bool) time.Duration {
		const writes, clients = 1000, 50
		began := time.Now()
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
		return time.Since(began)
	}
	turn(true)
	var added []float64
	b.ResetTimer()
	for range max(b.N, 9) {
		silent, told := turn(false), turn(true)
		added = append(added, 100*(told.Seconds()/silent.Seconds()-1))
	}
	slices.Sort(added)
	b.ReportMetric(added[len(added)/2], "%-added")
	b.ReportMetric(added[len(added)/4], "%-lower-quarter")
	b.ReportMetric(added[len(added)*3/4], "%-upper-quarter")
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
