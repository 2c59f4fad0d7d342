package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Stop ends needs of a request, in the caller's transaction, because the person said that
// they are no longer needed: the work still to be done for them ends, whoever has it. The
// caller holds the request and has checked that these needs may be stopped.
func Stop(tx *db.Tx, k Keeper, which []needs.Need, because string) (err error) {
	defer fault.Wrap(&err, "stop needs")
	for _, n := range which {
		open, err := tasksOfNeed(tx, n.Request, n.ID)
		if err != nil {
			return err
		}
		if withdrawable(openOf(open)) != nil {
			continue // only whoever knows how the person is can end it
		}
		if err := needs.Because(tx, n, because); err != nil {
			return err
		}
		if err := endNeed(tx, k, n, openOf(open), because); err != nil {
			return err
		}
	}
	return nil
}

func endNeed(tx *db.Tx, k Keeper, n needs.Need, open []Task, because string) error {
	for _, t := range open {
		if err := withdraw(tx, t, because); err != nil {
			return err
		}
	}
	if len(open) == 0 {
		return needs.Settle(tx, n.ID, needs.NeedGone, notWanted)
	}
	if k != nil {
		if err := k.Withdrawn(tx, n.ID); err != nil {
			return err
		}
	}
	return follow(tx, open[0])
}

// StopContact ends the first contact of a request that nothing is left of, in the caller's
// transaction: nobody needs to speak to the person. It does nothing once somebody has.
func StopContact(tx *db.Tx, id needs.RequestID, because string) (err error) {
	defer fault.Wrap(&err, "stop first contact of request %s", id)
	all, err := tasksOfRequest(tx, id)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Kind != FirstContact || !t.State.Open() {
			continue
		}
		if t.State, err = Next(t.State, Record); err != nil {
			return err
		}
		t.Note, t.because = because, because
		for _, e := range endings[FirstContact] {
			if e.Code != notNeeded {
				continue
			}
			if err := end(tx, &t, e); err != nil {
				return err
			}
		}
		if err := saveTask(tx, t); err != nil {
			return err
		}
	}
	return nil
}

// OpenRead puts on the board that there is something to read, in the caller's transaction.
// What is still to be read already stays one task.
func OpenRead(tx *db.Tx, n NewTask) (err error) {
	defer fault.Wrap(&err, "open news of request %s", n.Request)
	all, err := tasksOfRequest(tx, n.Request)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Kind == Read && t.State.Open() {
			return nil
		}
	}
	n.Kind = Read
	_, err = OpenTask(tx, n)
	return err
}
