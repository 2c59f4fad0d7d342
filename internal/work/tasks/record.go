package tasks

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// RecordOutcome says how a task went. Reaching nobody keeps it open and due again; every
// other outcome ends it, and with it the need it served.
func (s *Service) RecordOutcome(ctx context.Context, c Choice, o Outcome) error {
	return s.act(ctx, c, Record, func(tx *db.Tx, t *Task) error {
		ending, err := o.check(t.Kind)
		if err != nil {
			return err
		}
		t.Note = o.Note
		if ending.Again > 0 {
			return tryLater(tx, t, ending)
		}
		return end(tx, t, ending)
	})
}

// tryLater keeps a task open. Whoever had it still has it.
func tryLater(tx *db.Tx, t *Task, e Ending) error {
	t.Attempts++
	t.DueAt = tx.Now().Add(e.Again)
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
	if t.Kind == FirstContact {
		return needs.NoteFirstContact(tx, t.Request)
	}
	if t.Need == "" || e.Need == "" {
		return nil
	}
	return settle(tx, *t, e)
}

// settle ends the need unless another task still works on it: a need can be both helped
// with and referred on, and then ends with the last.
func settle(tx *db.Tx, t Task, e Ending) error {
	others, err := openOthers(tx, t)
	if err != nil || others {
		return err
	}
	return needs.Settle(tx, t.Need, e.Need, e.Code)
}

// ReopenTask puts a finished task back on the board: it was not done after all.
func (s *Service) ReopenTask(ctx context.Context, c Choice) error {
	return s.act(ctx, c, Reopen, func(tx *db.Tx, t *Task) error {
		letGo(t)
		t.Outcome, t.Note, t.ClosedAt = "", "", zero
		if t.Need != "" {
			if err := needs.Reopen(tx, t.Need); err != nil {
				return err
			}
		}
		return record(tx, *t, "reopened a task", "tasks.reopened", nil)
	})
}
