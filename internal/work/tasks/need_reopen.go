package tasks

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// TakeUp opens an ended need again, with why: the work that ended it is on the board once
// more, with nobody on it.
func (s *Service) TakeUp(ctx context.Context, c NeedChoice, reason string) error {
	return s.onNeed(ctx, c, needs.TakeUp, func(tx *db.Tx, n needs.Need, all []Task) error {
		if err := needs.CheckReason(reason); err != nil {
			return err
		}
		if err := needs.Because(tx, n, reason); err != nil {
			return err
		}
		again := endedBy(all, n.State)
		for _, t := range again {
			if err := takeUp(tx, t, n, reason); err != nil {
				return err
			}
		}
		if len(again) == 0 {
			return needs.Reopen(tx, n.ID)
		}
		return follow(tx, again[0])
	})
}

// endedBy are the tasks whose endings made a need end as it did, or all of them where none
// did.
func endedBy(all []Task, state needs.NeedState) (by []Task) {
	for _, t := range all {
		if t.ending().Need == state {
			by = append(by, t)
		}
	}
	if len(by) == 0 {
		return all
	}
	return by
}

// takeUp opens a task again, with as long to do it as the need had.
func takeUp(tx *db.Tx, t Task, n needs.Need, reason string) (err error) {
	if t.State, err = Next(t.State, Reopen); err != nil {
		return err
	}
	t.letGo()
	t.Outcome, t.Note, t.ClosedAt, t.because = "", "", zero, reason
	if t.StartOn.IsZero() {
		t.DueAt = needs.DueFrom(t.StartOn, n.Decision.DueHours, tx.Now())
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return record(tx, t, "reopened a task", "tasks.reopened", nil)
}
