package tasks

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// TakeUp opens an ended need again, with why: the work that ended it is on the board once
// more, with nobody on it.
func (s *Service) TakeUp(ctx context.Context, c NeedChoice, reason string) error {
	return s.onNeed(ctx, c, needs.TakeUp, func(tx *db.Tx, n needs.Need, all []Task) error {
		return takeUpNeed(tx, s.keeper, n, all, reason)
	})
}

// TakeUpNeed is [Service.TakeUp] in the caller's transaction, for what the person says
// themselves: that it was not sorted after all. A need that has not ended stays as it is.
func TakeUpNeed(tx *db.Tx, k Keeper, id needs.NeedID, reason string) (err error) {
	defer fault.Wrap(&err, "take up need %s", id)
	n, err := heldNeed(tx, id)
	if err != nil || !n.State.Can(needs.TakeUp) {
		return err
	}
	all, err := tasksOfNeed(tx, n.Request, n.ID)
	if err != nil {
		return err
	}
	return takeUpNeed(tx, k, n, all, reason)
}

func takeUpNeed(tx *db.Tx, k Keeper, n needs.Need, all []Task, reason string) error {
	if err := needs.CheckReason(reason); err != nil {
		return err
	}
	if err := needs.Because(tx, n, reason); err != nil {
		return err
	}
	var again []Task
	for _, t := range endedBy(all, n.State) {
		if t.State.Open() {
			continue // it is to be done anyway
		}
		if err := takeUp(tx, k, t, n, reason); err != nil {
			return err
		}
		again = append(again, t)
	}
	if len(again) == 0 {
		return needs.Reopen(tx, n.ID)
	}
	return follow(tx, again[0])
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
func takeUp(tx *db.Tx, k Keeper, t Task, n needs.Need, reason string) (err error) {
	if t.State, err = Next(t.State, Reopen); err != nil {
		return err
	}
	t.letGo()
	t.Outcome, t.Note, t.ClosedAt, t.because = "", "", zero, reason
	if t.StartOn.IsZero() {
		t.DueAt = needs.DueFrom(t.StartOn, n.Decision.DueHours, tx.Now())
	}
	if err := reopened(tx, k, &t); err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return record(tx, t, "reopened a task", "tasks.reopened", nil)
}
