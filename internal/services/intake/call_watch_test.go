package intake

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

func TestCallsThatNobodyFinishedAreWatched(t *testing.T) {
	eachLater(t, func(t *testing.T, ctx context.Context, d *db.DB, s *Service, at *clock.Manual) {
		mine, over, call := access.With(ctx, jo), access.With(ctx, boss), must[Call](t)
		watch := func() Watched {
			t.Helper()
			w, theirs, err := s.Watch(over)
			if err != nil || !theirs {
				t.Fatal(theirs, err)
			}
			return w
		}
		call(s.SaveCall(mine, call(s.StartCall(mine)).ID, 1, told(CallerNew, "needs=food")))
		later := call(s.StartCall(mine))
		call(s.EndCall(mine, later.ID, later.Version, Ending{Outcome: CallBack, CallBackAt: watch().Now.Add(10 * time.Minute)}))
		unsafe := call(s.StartCall(mine))
		unsafe = call(s.EndCall(mine, unsafe.ID, unsafe.Version, Ending{Outcome: SafeExit}))
		if w := watch(); len(w.All()) != 1 || w.Unsafe[0].ID != unsafe.ID || w.Unsafe[0].Answers != nil {
			t.Errorf("at once there is to be seen to: %+v", w)
		}
		at.Advance(Unfinished)
		if w := watch(); len(w.Dropped) != 1 || len(w.Overdue) != 1 || len(w.Unsafe) != 1 || w.All()[0].ID != unsafe.ID {
			t.Errorf("half an hour later: %+v", w)
		}
		// Somebody takes the broken one over, rings the other back, and sees to the third.
		for _, c := range append(watch().Dropped, watch().Overdue...) {
			if took := call(s.ResumeCall(over, c.ID)); took.Agent != boss.Account {
				t.Errorf("the call is still %s's", took.Agent)
			}
		}
		for range 2 {
			if err := s.SeeTo(over, unsafe.ID); err != nil {
				t.Error(err)
			}
		}
		if w := watch(); len(w.All()) != 0 {
			t.Errorf("then there is left %+v", w)
		}
		told := 0
		r := d.Read(ctx)
		if err := r.QueryRow(`SELECT COUNT(*) FROM journal_entry WHERE borough_id = ? AND topic = 'intake.call-seen-to'`, r.Borough()).Scan(&told); err != nil {
			t.Fatal(err)
		}
		if told != 1 {
			t.Errorf("the journal is told %d times", told)
		}
		if err := s.SeeTo(mine, unsafe.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an agent sees to it: %v", err)
		}
		if err := s.SeeTo(over, later.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a call that was safe is seen to: %v", err)
		}
		if _, theirs, err := s.Watch(mine); theirs || err != nil {
			t.Errorf("an agent watches all calls: %v", err)
		}
	})
}
