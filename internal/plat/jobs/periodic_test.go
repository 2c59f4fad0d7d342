package jobs_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

func TestASweepIsRunOncePerPeriodHoweverManyNodes(t *testing.T) {
	onBoth(t, func(f *floor) {
		var seen tally
		const every = time.Second
		for range 3 {
			var r jobs.Registry
			r.Periodic("tasks.sweep", every, func(ctx context.Context) error {
				seen.note(time.Now().Truncate(every).Format(time.TimeOnly))
				if db.CallerOf(ctx).Borough != f.borough {
					f.Errorf("swept for %+v", db.CallerOf(ctx))
				}
				return nil
			})
			f.run(f.node(&r))
		}
		f.until("three sweeps", func() bool { return len(seen.all()) >= 3 })
		// A job may be fetched a moment after its period has ended, so what
		// counts is how many there were over a while.
		if n, most := len(seen.all()), len(slices.Compact(seen.all()))+1; n > most {
			f.Errorf("%d sweeps in %d periods: %v", n, most, seen.all())
		}
	})
}

func TestAFailingSweepGoesOnAndLeavesNoDead(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		var seen tally
		r.Periodic("tasks.fail", time.Second, func(context.Context) error {
			seen.note("failed")
			return errors.New("nothing works")
		})
		r.Periodic("tasks.panic", time.Second, func(context.Context) error {
			seen.note("panicked")
			panic("nothing works")
		})
		j := f.node(&r)
		stop := f.run(j)
		f.until("two sweeps of each", func() bool { return seen.count("failed") >= 2 && seen.count("panicked") >= 2 })
		stop()
		if dead, err := j.Dead(f.ctx, 10); err != nil || len(dead) != 0 {
			f.Errorf("dead: %v (%v)", dead, err)
		}
	})
}
