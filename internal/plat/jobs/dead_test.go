package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
)

func TestPoisonousJobsComeToRestAndOthersGoOn(t *testing.T) {
	onBoth(t, func(f *floor) {
		var r jobs.Registry
		var seen tally
		broken := true
		jobs.Handle(&r, "letters.fail", func(context.Context, letter) error {
			seen.note("failed")
			if broken {
				return errors.New("out of paper")
			}
			return nil
		}, jobs.Attempts(2))
		jobs.Handle(&r, "letters.panic", func(context.Context, letter) error { panic("jammed") }, jobs.Attempts(1))
		jobs.Handle(&r, "letters.hang", func(ctx context.Context, _ letter) error {
			<-ctx.Done()
			return ctx.Err()
		}, jobs.Attempts(1), jobs.Timeout(30*time.Millisecond))
		jobs.Handle(&r, "letters.refuse", func(context.Context, letter) error {
			return jobs.GiveUp(errors.New("no such address"))
		})
		jobs.Handle(&r, "letters.unreadable", func(context.Context, int) error { return nil })
		jobs.Handle(&r, "letters.print", func(context.Context, letter) error {
			seen.note("printed")
			return nil
		})
		j := f.node(&r)
		for range 3 {
			for _, kind := range r.Kinds() {
				f.must(j.Enqueue(f.ctx, kind, letter{To: "person-1"}))
			}
		}
		stop := f.run(j)
		f.until("the good ones and the dead", func() bool {
			dead, err := j.Dead(f.ctx, 100)
			f.must(err)
			return seen.count("printed") == 3 && len(dead) == 15
		})
		if n := seen.count("failed"); n != 6 {
			f.Errorf("the failing jobs were tried %d times, want 6", n)
		}
		f.checkDead(j)
		stop()
		broken = false
		f.sendAgain(j, &seen)
	})
}

// checkDead looks at what the list of dead jobs says.
func (f *floor) checkDead(j *jobs.Jobs) {
	f.Helper()
	said := map[string]string{}
	dead, err := j.Dead(f.ctx, 100)
	f.must(err)
	for _, d := range dead {
		said[d.Kind] = d.Error
		if args(d) != (letter{To: "person-1"}) || d.DiedAt.IsZero() || d.Attempts == 0 {
			f.Errorf("listed as %+v", d)
		}
	}
	for kind, want := range map[string]string{
		"letters.fail": "out of paper", "letters.panic": "jammed", "letters.refuse": "no such address",
	} {
		if said[kind] != want {
			f.Errorf("%s died of %q, want %q", kind, said[kind], want)
		}
	}
	if some, err := j.Dead(f.ctx, 2); err != nil || len(some) != 2 {
		f.Errorf("%d of at most 2 (%v)", len(some), err)
	}
}

// args returns what a dead job was enqueued with.
func args(d jobs.Dead) (l letter) {
	json.Unmarshal(d.Args, &l)
	return l
}

// sendAgain revives one of the failed jobs.
func (f *floor) sendAgain(j *jobs.Jobs, seen *tally) {
	f.Helper()
	dead, err := j.Dead(f.ctx, 100)
	f.must(err)
	i := slices.IndexFunc(dead, func(d jobs.Dead) bool { return d.Kind == "letters.fail" })
	elsewhere := db.As(f.ctx, db.Caller{Borough: "elsewhere"})
	for name, err := range map[string]error{
		"another borough's": j.SendAgain(elsewhere, dead[i].ID),
		"one never made":    j.SendAgain(f.ctx, 1<<40),
	} {
		if fault.KindOf(err) != fault.NotFound {
			f.Errorf("%s: %v", name, err)
		}
	}
	f.must(j.SendAgain(f.ctx, dead[i].ID))
	if err := j.SendAgain(f.ctx, dead[i].ID); fault.KindOf(err) != fault.NotFound {
		f.Errorf("sent twice: %v", err)
	}
	var r jobs.Registry
	jobs.Handle(&r, "letters.fail", func(context.Context, letter) error {
		seen.note("sent again")
		return nil
	})
	f.run(f.node(&r))
	f.until("the one sent again", func() bool { return seen.count("sent again") == 1 })
	f.until("one dead less", func() bool {
		now, err := j.Dead(f.ctx, 100)
		f.must(err)
		return len(now) == len(dead)-1
	})
}
