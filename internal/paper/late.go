package paper

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/tasks"
)

// Written is what somebody wrote beside a number of a pack.
type Written struct {
	Number  int64
	Version int64 // of the task as whoever enters it saw it
	Outcome string
	Note    string
	At      time.Time // when it happened
}

// ToEnter is a line of a pack with the work it is about as it stands now.
type ToEnter struct {
	Line
	Now tasks.Task // as the caller may see it
}

// Changed reports whether somebody did something about it on a screen since it was printed:
// whoever enters it looks whether it is the same.
func (e ToEnter) Changed() bool { return !e.Entered() && e.Now.Version != e.Version }

// Sheet is a pack with the lines that can be entered.
func (s *Service) Sheet(ctx context.Context, id PackID) (p Pack, all []ToEnter, err error) {
	p, lines, err := s.Open(ctx, id)
	if err != nil {
		return Pack{}, nil, err
	}
	for _, l := range lines {
		if l.Task == "" {
			continue
		}
		t, err := s.Tasks.Task(ctx, l.Task)
		switch kind := fault.KindOf(err); {
		case err == nil:
			all = append(all, ToEnter{l, t.ShownTo(access.From(ctx))})
		case kind != fault.NotFound && kind != fault.Forbidden:
			return Pack{}, nil, err
		}
	}
	return p, all, nil
}

// Enter takes what was written beside one number, as it truly happened then. What was entered
// already, or was recorded on a screen and has ended, is [fault.Conflict]: it is not done
// twice.
func (s *Service) Enter(ctx context.Context, id PackID, w Written) (err error) {
	defer fault.Wrap(&err, "enter %d of pack %s", w.Number, id)
	_, lines, err := s.Open(ctx, id)
	if err != nil {
		return err
	}
	l, ok := find(lines, w.Number)
	if !ok || l.Task == "" {
		return fault.New(fault.NotFound, "paper.no-such-line", "There is no such number on this pack.")
	}
	if l.Entered() {
		return fault.New(fault.Conflict, "paper.entered", "This number was entered already. Correct it on the page of the task.")
	}
	t, err := s.Tasks.Task(ctx, l.Task)
	if err != nil {
		return err
	}
	if !t.State.Open() {
		return fault.New(fault.Conflict, "paper.done-on-screen", "This was recorded on a screen already: "+t.ShownTo(access.From(ctx)).OutcomeLabel()+". If the paper says otherwise, reopen the task first.")
	}
	if err := s.Tasks.RecordLate(ctx, tasks.Choice{ID: l.Task, Version: w.Version}, tasks.Outcome{Code: w.Outcome, Note: w.Note}, w.At); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		return saveEntered(tx, id, w.Number, w.Outcome, w.At, access.From(ctx).Account)
	})
}

func find(lines []Line, number int64) (Line, bool) {
	for _, l := range lines {
		if l.Number == number {
			return l, true
		}
	}
	return Line{}, false
}
