package tasks

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// RecordOutcome says how a task went. Reaching nobody keeps it open and due again; every
// other outcome ends it, and with it the need it served when nothing else serves it. What
// came of work that a protocol holds, the protocol takes.
func (s *Service) RecordOutcome(ctx context.Context, c Choice, o Outcome) error {
	t, err := taskByID(s.db.Read(ctx), c.ID)
	switch {
	case err != nil:
		return err
	case !t.Held.IsZero() && s.keeper == nil:
		return errUnkept
	case !t.Held.IsZero():
		return s.keeper.Record(ctx, c, o, s.watch)
	}
	return s.act(ctx, c, Record, func(tx *db.Tx, t *Task) error { return recordOutcome(tx, t, o) })
}

func recordOutcome(tx *db.Tx, t *Task, o Outcome) error {
	ending, err := t.Check(o)
	if err != nil {
		return err
	}
	t.Note = o.Note
	if err := noteAttempt(tx, *t, o); err != nil {
		return err
	}
	if ending.Again > 0 {
		return tryLater(tx, t, ending)
	}
	return end(tx, t, ending)
}

// RecordCall says how a call went, in the caller's transaction, by whoever rang: the caller
// has found out that they may, because they were given the person to ring. A task that
// nobody had is theirs once it has ended.
func (s *Service) RecordCall(tx *db.Tx, c Choice, by Assignee, o Outcome) (err error) {
	defer fault.Wrap(&err, "record call of task %s", c.ID)
	t, err := heldTask(tx, c.ID)
	if err != nil {
		return err
	}
	if !t.Held.IsZero() {
		return s.recordStep(tx, t, c, o)
	}
	return s.actIn(tx, c, Record, func(*Task) error { return nil }, func(tx *db.Tx, one *Task) error {
		err := recordOutcome(tx, one, o)
		if err == nil && !one.State.Open() && one.Assignee.IsZero() {
			one.Assignee, one.AssignedAt, one.AcceptedAt = by, tx.Now(), tx.Now()
		}
		return err
	})
}

// recordStep has the protocol that holds a call take what came of it.
func (s *Service) recordStep(tx *db.Tx, t Task, c Choice, o Outcome) error {
	if s.keeper == nil {
		return errUnkept
	}
	if t.Version != c.Version {
		return stale(t)
	}
	if _, err := Next(t.State, Record); err != nil {
		return err
	}
	if err := s.watch(tx, t, Record); err != nil {
		return err
	}
	return s.keeper.RecordIn(tx, t, o)
}

// tryLater keeps a task open. Whoever had it still has it.
func tryLater(tx *db.Tx, t *Task, e Ending) error {
	t.Attempts++
	t.DueAt = tx.Now().Add(e.Again)
	if start := t.StartOn; !start.IsZero() && start.At(0, 0).After(t.DueAt) {
		t.DueAt = start.At(0, 0)
	}
	t.State = stateOf(*t)
	return record(tx, *t, "tried and got no answer", "tasks.tried", map[string]any{"attempts": t.Attempts})
}

func stateOf(t Task) State {
	switch {
	case t.Assignee.IsZero():
		return Open
	case t.AcceptedAt.IsZero():
		return Assigned
	}
	return Accepted
}

func end(tx *db.Tx, t *Task, e Ending) error {
	t.Outcome, t.ClosedAt, t.Refused = e.Code, tx.Now(), ""
	if err := record(tx, *t, "recorded how a task went", "tasks.recorded", map[string]any{"outcome": e.Code}); err != nil {
		return err
	}
	switch {
	case t.Kind != FirstContact:
		return nil
	case e.Code == notNeeded:
		return needs.WaiveFirstContact(tx, t.Request)
	}
	return needs.NoteFirstContact(tx, t.Request)
}

// ReopenTask puts a finished task back on the board: it was not done after all.
func (s *Service) ReopenTask(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Reopen, func(tx *db.Tx, t *Task) error {
		t.letGo()
		t.Outcome, t.Note, t.ClosedAt = "", "", zero
		if err := reopened(tx, s.keeper, t); err != nil {
			return err
		}
		if t.Kind == FirstContact {
			if err := needs.UndoFirstContact(tx, t.Request); err != nil {
				return err
			}
		}
		return record(tx, *t, "reopened a task", "tasks.reopened", nil)
	})
}

// reopened has the protocol that holds a task stand at it again.
func reopened(tx *db.Tx, k Keeper, t *Task) error {
	if t.Held.IsZero() {
		return nil
	}
	if k == nil {
		return errUnkept
	}
	t.Held.Result, t.Held.Said = "", ""
	return k.Reopened(tx, *t)
}
