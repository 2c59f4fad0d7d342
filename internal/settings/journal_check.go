package settings

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// CheckJob is the kind of job that checks the journal: the app registers
// [Service.CheckJournal] under it, to come round once in CheckEvery.
const (
	CheckJob   = "settings.check-journal"
	CheckEvery = 24 * time.Hour
)

// Check is what a check of the journal found.
type Check struct {
	At       time.Time
	Entries  int64    // sealed, and read
	Waiting  int64    // not yet sealed
	Problems []string // in words; the first hundred
	More     int64    // problems beyond those
	end      journal.Anchor
}

// Whole reports whether nothing was wrong.
func (c Check) Whole() bool { return len(c.Problems) == 0 }

// LastCheck returns the latest check; found is false when there was none yet.
func (s *Service) LastCheck(ctx context.Context) (c Check, found bool, err error) {
	defer fault.Wrap(&err, "last check")
	if err := access.CheckHeld(ctx, readers...); err != nil {
		return Check{}, false, err
	}
	return lastCheck(s.db.Read(ctx))
}

// CheckJournal walks the journal of the caller's borough and keeps what it finds. It is
// run in the background, for the journal may be long. It holds the journal against where
// it ended when it was last whole, and tells the journal when it is not.
func (s *Service) CheckJournal(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "check the journal")
	before, _, err := lastCheck(s.db.Read(ctx))
	if err != nil {
		return err
	}
	var anchors []journal.Anchor
	if before.end.Seq > 0 {
		anchors = append(anchors, before.end)
	}
	report, err := s.journal.Verify(ctx, db.CallerOf(ctx).Borough, anchors...)
	if err != nil {
		return err
	}
	return s.db.Write(db.Background(ctx, db.Jobs), func(tx *db.Tx) error {
		c := checked(report, before, tx.Now())
		if err := saveCheck(tx, c); err != nil || c.Whole() {
			return err
		}
		return journal.Record(tx, journal.Entry{
			Verb: "found that the journal was altered or damaged", Topic: "settings.journal-damaged",
			Data: map[string]any{"problems": int64(len(c.Problems)) + c.More},
		})
	})
}

// checked keeps where the journal ended only when it was whole: what came after a fault
// proves nothing.
func checked(r journal.Report, before Check, now time.Time) Check {
	c := Check{At: now, Entries: r.Entries, Waiting: r.Waiting, Problems: []string{}, More: r.More, end: before.end}
	for _, p := range r.Problems {
		c.Problems = append(c.Problems, p.Message)
	}
	if r.OK() {
		c.end = r.End
	}
	return c
}

// AskForCheck has the journal checked now, in the background.
func (s *Service) AskForCheck(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "ask for a check")
	if err := access.CheckHeld(ctx, keepers...); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.jobs.EnqueueTx(tx, CheckJob, struct{}{}); err != nil {
			return err
		}
		return journal.Record(tx, journal.Entry{Verb: "asked for the journal to be checked", Topic: "settings.check-asked"})
	})
}
