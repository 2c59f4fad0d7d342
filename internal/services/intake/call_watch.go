package intake

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Watched are the calls of the whole borough that somebody has to see to, those that have
// waited longest first.
type Watched struct {
	Now     time.Time
	Dropped []Call // begun and not ended, untouched for [Unfinished]
	Overdue []Call // to be rung back by now
	Unsafe  []Call // ended because it was not safe to talk, and nobody has seen to it
}

// All is every one of them, what was not safe first.
func (w Watched) All() []Call {
	return append(append(append([]Call(nil), w.Unsafe...), w.Overdue...), w.Dropped...)
}

// Watch lists the calls that somebody has to see to; false for those who do not oversee the
// whole borough.
func (s *Service) Watch(ctx context.Context) (w Watched, theirs bool, err error) {
	defer fault.Wrap(&err, "watch calls")
	if !access.From(ctx).HasFor("", overseers...) {
		return w, false, nil
	}
	r := s.db.Read(ctx)
	w.Now = r.Now()
	all, err := droppedCalls(r, "", w.Now.Add(-Unfinished), w.Now)
	if err != nil {
		return w, true, err
	}
	for _, c := range all {
		if c.State == CallWaiting {
			w.Overdue = append(w.Overdue, c)
		} else {
			w.Dropped = append(w.Dropped, c)
		}
	}
	w.Unsafe, err = unsafeCalls(r)
	return w, true, err
}

// SeeTo says that somebody of the coordination point has seen to a call that ended because
// it was not safe to talk. Seen to twice counts once.
func (s *Service) SeeTo(ctx context.Context, id CallID) (err error) {
	defer fault.Wrap(&err, "see to call %s", id)
	if err := access.Check(ctx, "", overseers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		c, err := callByID(tx, id)
		if err != nil {
			return err
		}
		if c.State != CallEnded || c.Outcome != SafeExit {
			return fault.New(fault.Conflict, "intake.not-unsafe", "This call did not end because it was not safe to talk. Reload the page to see how it stands.")
		}
		first, err := updateSeen(tx, id)
		if err != nil || !first {
			return err
		}
		return recordCall(tx, c, "saw to a call that was not safe", "intake.call-seen-to")
	})
}
