package journal_test

import (
	"log/slog"
	"syscall"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

// BenchmarkVerify tells how many entries a second are verified.
func BenchmarkVerify(b *testing.B) {
	const entries, atOnce = 100_000, 1000
	d := dbtest.NewWith(b, db.Config{Clock: clock.NewManual(start)}, sets...)
	ctx := dbtest.Context(b)
	j := journal.New(d, nil, slog.New(slog.DiscardHandler))
	for i := 0; i < entries; i += atOnce {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for n := range atOnce {
				if err := journal.Record(tx, opened(i+n)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := j.SealBorough(ctx, db.CallerOf(ctx).Borough); err != nil {
		b.Fatal(err)
	}
	began := spent()
	b.ResetTimer()
	for range b.N {
		r, err := j.Verify(ctx, db.CallerOf(ctx).Borough)
		if err != nil || !r.OK() || r.Entries != entries {
			b.Fatal(r, err)
		}
	}
	b.ReportMetric(float64(entries)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(entries)*float64(b.N)/(spent()-began).Seconds(), "entries/cpu-s")
}

// spent is the processor time of the program so far: on a machine that does other things, it
// says what the clock cannot.
func spent() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
