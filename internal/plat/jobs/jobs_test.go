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

type letter struct {
	To    string `json:"to"`
	Pages int    `json:"pages"`
}

func TestAJobIsRunWithItsArgumentsAndItsBorough(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		got := make(chan letter, 1)
		var caller db.Caller
		jobs.Handle(&r, "letters.print", func(ctx context.Context, l letter) error {
			caller = db.CallerOf(ctx)
			got <- l
			return nil
		})
		j := f.node(&r)
		f.must(j.Enqueue(f.ctx, "letters.print", letter{To: "person-1", Pages: 2}))
		f.run(j)
		if l := <-got; l != (letter{To: "person-1", Pages: 2}) {
			f.Errorf("run with %+v", l)
		}
		if want := (db.Caller{Borough: f.borough, Actor: "letters.print", Purpose: "test"}); caller != want {
			f.Errorf("run by %+v, want %+v", caller, want)
		}
	})
}

func TestAJobIsEnqueuedIfAndOnlyIfTheChangeIsKept(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		var seen tally
		jobs.Handle(&r, "letters.print", func(_ context.Context, l letter) error {
			seen.note(l.To)
			return nil
		})
		j := f.node(&r)
		undone := errors.New("undone")
		for _, to := range []string{"lost", "kept"} {
			err := f.d.Write(f.ctx, func(tx *db.Tx) error {
				if err := j.EnqueueTx(tx, "letters.print", letter{To: to}, letter{To: to + " too"}); err != nil {
					return err
				}
				if to == "lost" {
					return undone
				}
				return nil
			})
			if (to == "lost") != errors.Is(err, undone) {
				f.Fatal(err)
			}
		}
		f.run(j)
		f.until("both jobs", func() bool { return len(seen.all()) >= 2 })
		if got := seen.all(); !slices.Equal(got, []string{"kept", "kept too"}) {
			f.Errorf("run: %v", got)
		}
	})
}

func TestWhatNobodyHandlesIsRefused(t *testing.T) {
	onBoth(t, func(f *floor) {
		if err := f.node(&jobs.Registry{}).Enqueue(f.ctx, "letters.print", letter{}); err == nil {
			f.Error("it would wait for ever")
		}
	})
}

func TestAKindIsRegisteredOnce(t *testing.T) {
	var r jobs.Registry
	do := func(context.Context, letter) error { return nil }
	jobs.Handle(&r, "letters.print", do)
	defer func() {
		if recover() == nil {
			t.Error("registered twice")
		}
	}()
	jobs.Handle(&r, "letters.print", do)
}

func TestAFailedJobIsTriedAgain(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		var seen tally
		jobs.Handle(&r, "letters.print", func(context.Context, letter) error {
			seen.note("try")
			if seen.count("try") < 3 {
				return errors.New("out of paper")
			}
			seen.note("printed")
			return nil
		})
		j := f.node(&r)
		f.must(j.Enqueue(f.ctx, "letters.print", letter{}))
		f.run(j)
		f.until("the third try", func() bool { return seen.count("printed") == 1 })
	})
}

func TestAnInterruptedJobIsRunByTheNextProgram(t *testing.T) {
	onBoth(t, func(f *floor) {
		var first, second jobs.Registry
		began := make(chan struct{})
		jobs.Handle(&first, "letters.print", func(ctx context.Context, _ letter) error {
			close(began)
			<-ctx.Done()
			return ctx.Err()
		}, jobs.Attempts(1))
		j := f.node(&first)
		f.must(j.Enqueue(f.ctx, "letters.print", letter{}))
		stop := f.run(j)
		<-began
		stop()
		printed := make(chan struct{})
		jobs.Handle(&second, "letters.print", func(context.Context, letter) error {
			close(printed)
			return nil
		}, jobs.Attempts(1))
		f.run(f.node(&second))
		select {
		case <-printed:
		case <-time.After(20 * time.Second):
			f.Error("the job was lost")
		}
	})
}

// A node that died leaves its jobs marked as running.
func TestAJobOfADeadNodeIsRunByAnother(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		printed := make(chan struct{})
		jobs.Handle(&r, "letters.print", func(context.Context, letter) error {
			close(printed)
			return nil
		})
		j := f.node(&r)
		f.must(j.Enqueue(f.ctx, "letters.print", letter{}))
		f.must(f.d.Write(f.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE river_job SET state = 'running', attempt = 1, attempted_at = '2020-04-01 09:30:00.000'
				WHERE queue = ?`, f.borough)
			return err
		}))
		f.run(j)
		select {
		case <-printed:
		case <-time.After(40 * time.Second):
			f.Error("the job was lost")
		}
	})
}
