package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// OnRounds lists the open visits of some neighbourhoods, nil being all of them, that may be made
// on a round with deliveries: their protocol says so, and everybody at the hub may know of them.
func OnRounds(r db.Reader, hoods []string, limit int) (all []Task, err error) {
	defer fault.Wrap(&err, "visits for rounds")
	found, err := openOfKind(r, Visit, hoods, limit)
	for _, t := range found {
		if t.MayBeOnRound() {
			all = append(all, t)
		}
	}
	return all, err
}

// MayBeOnRound reports whether the task is a visit that may be made on a round.
func (t Task) MayBeOnRound() bool {
	if t.Kind != Visit || !t.State.Open() || needs.Guarded(t.Labels) || needs.HidesAddress(t.Labels) {
		return false
	}
	for _, e := range t.Held.Endings {
		if e.Door != "" {
			return true
		}
	}
	return false
}

// AtDoor is the code of the outcome that a finding at a door is; "" where the task knows none.
func (t Task) AtDoor(finding string) string {
	for _, e := range t.Held.Endings {
		if e.Door == finding && finding != "" {
			return e.Code
		}
	}
	return ""
}

// PutOnRound gives a visit to whoever makes it on a round, in the caller's transaction. It is
// [fault.Conflict] where the visit is over, or with somebody who is not from: "" is nobody.
func PutOnRound(tx *db.Tx, id ID, from string, who Assignee) (err error) {
	defer fault.Wrap(&err, "put visit %s on a round", id)
	t, err := heldTask(tx, id)
	if err != nil {
		return err
	}
	if !t.State.Open() || !t.Assignee.IsZero() && t.Assignee.ID != from && t.Assignee.ID != who.ID {
		return fault.New(fault.Conflict, "tasks.visit-taken", "Somebody else has this visit now, or it is no longer needed. Plan again.")
	}
	if t.Assignee.ID == who.ID {
		return nil
	}
	if err := t.takes(who); err != nil {
		return err
	}
	t.State = Accepted
	t.give(who, tx.Now())
	if err := record(tx, t, "put a visit on a round", "tasks.accepted", nil); err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return follow(tx, t)
}

// TakeOffRound gives a visit back to the board that was to be made on a round, in the caller's
// transaction. One that is over, or with somebody else by now, stays as it is.
func TakeOffRound(tx *db.Tx, id ID, who string) (err error) {
	defer fault.Wrap(&err, "take visit %s off a round", id)
	t, err := heldTask(tx, id)
	if err != nil || !t.State.Open() || t.Assignee.ID != who {
		return err
	}
	t.letGo()
	t.State = Open
	if err := record(tx, t, "took a visit off a round", "tasks.freed", nil); err != nil {
		return err
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return follow(tx, t)
}
