package tasks

import (
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// What other features do to tasks inside a transaction of their own, so that one press
// changes both. Each has checked that the caller may.

// TakeFor finds the open help for a need and, where nobody has it yet, gives it to whoever
// began it. It returns "" when no help for the need is open.
func TakeFor(tx *db.Tx, request needs.RequestID, need needs.NeedID, who Assignee) (id ID, err error) {
	defer fault.Wrap(&err, "take the help for need %s", need)
	if err := needs.Hold(tx, request); err != nil {
		return "", err
	}
	all, err := tasksOfNeed(tx, request, need)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(all, func(t Task) bool { return t.Kind.Helps() && t.State.Open() })
	if i < 0 {
		return "", nil
	}
	t := all[i]
	if t.State != Open || !t.GoesTo(who.Kind) {
		return t.ID, nil
	}
	t.State = Accepted
	t.give(who, tx.Now())
	if err := record(tx, t, "took a task", "tasks.accepted", nil); err != nil {
		return "", err
	}
	if err := saveTask(tx, t); err != nil {
		return "", err
	}
	return t.ID, follow(tx, t)
}

// HelpFor is the open help for a need; found is false when none is open.
func HelpFor(r db.Reader, request needs.RequestID, need needs.NeedID) (t Task, found bool, err error) {
	all, err := tasksOfNeed(r, request, need)
	if err != nil {
		return Task{}, false, err
	}
	i := slices.IndexFunc(all, func(t Task) bool { return t.Kind.Helps() && t.State.Open() })
	if i < 0 {
		return Task{}, false, nil
	}
	return all[i], true, nil
}

// OutcomeFor records how a task went that another feature followed. One that has ended
// already stays as it is.
func OutcomeFor(tx *db.Tx, k Recorder, id ID, o Outcome) (err error) {
	defer fault.Wrap(&err, "outcome of task %s", id)
	t, err := heldTask(tx, id)
	if err != nil || !t.State.Open() {
		return err
	}
	if !t.Held.IsZero() {
		if k == nil {
			return errUnkept
		}
		return k.RecordIn(tx, t, o)
	}
	ending, err := t.Check(o)
	if err != nil {
		return err
	}
	if t.State, err = Next(t.State, Record); err != nil {
		return err
	}
	t.Note = o.Note
	if ending.Again > 0 {
		err = tryLater(tx, &t, ending)
	} else {
		err = end(tx, &t, ending)
	}
	if err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return follow(tx, t)
}

// ReopenFor puts a task back to whoever had it: what ended it was a mistake.
func ReopenFor(tx *db.Tx, k Keeper, id ID) (err error) {
	defer fault.Wrap(&err, "reopen task %s", id)
	t, err := heldTask(tx, id)
	if err != nil || t.State.Open() {
		return err
	}
	t.Outcome, t.Note, t.ClosedAt = "", "", zero
	t.State = stateOf(t)
	if err := reopened(tx, k, &t); err != nil {
		return err
	}
	if err := record(tx, t, "reopened a task", "tasks.reopened", nil); err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return follow(tx, t)
}
