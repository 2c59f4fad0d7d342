package tasks

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// longestLate is how long afterwards something may still be entered at its true time.
const longestLate = 31 * 24 * time.Hour

// Happened checks when something happened that is entered late: it is past, and not so long
// ago that the year or the month must be wrong.
func Happened(at, now time.Time) error {
	switch {
	case at.After(now):
		return fault.New(fault.Invalid, "tasks.to-come", "Enter a time that is past. It is "+moment(now)+" now.")
	case at.Before(now.Add(-longestLate)):
		return fault.New(fault.Invalid, "tasks.long-ago", "Check the date: it is more than a month ago.")
	}
	return nil
}

// RecordLate is [Service.RecordOutcome] of something that happened earlier and could not be
// entered at once: the task ends, or is tried again, as from then, and the contact was then.
// The note says who entered it when. A time before the task was opened is [fault.Invalid].
func (s *Service) RecordLate(ctx context.Context, c Choice, o Outcome, at time.Time) (err error) {
	defer fault.Wrap(&err, "record task %s late", c.ID)
	r := s.db.Read(ctx)
	if err := Happened(at, r.Now()); err != nil {
		return err
	}
	t, err := taskByID(r, c.ID)
	if err != nil {
		return err
	}
	if _, err := t.Check(o); err != nil && t.State.Open() {
		return err
	}
	o.Note = strings.TrimSpace(strings.TrimSpace(o.Note) + "\n" + enteredLate(access.From(ctx).Name, r.Now()))
	return s.RecordOutcome(db.Then(ctx, at), c, o)
}

// enteredLate is how something is marked that was entered later than it happened.
func enteredLate(by string, now time.Time) string {
	return "Entered late from paper, at " + moment(now) + ", by " + by + "."
}

func moment(at time.Time) string { return at.In(day.London).Format("3:04pm on 2 January 2006") }

// tooEarly is a time at which there was nothing to do yet.
func tooEarly(t Task) error {
	return fault.New(fault.Invalid, "tasks.before-it-was-opened", "This work was opened at "+moment(t.OpenedAt)+". Enter a time after that.")
}
