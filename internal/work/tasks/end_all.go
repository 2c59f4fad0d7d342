package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

// EndAll ends whatever is still to be done for a person, in the caller's transaction, also what
// else ends only when it is known how they are: nobody will know who they are any more. k may
// be nil where no protocols are kept. It returns how many tasks it ended.
func EndAll(tx *db.Tx, k Keeper, records []people.RecordID, because string) (ended int, err error) {
	defer fault.Wrap(&err, "end all work for somebody")
	requests, err := needs.RequestsOf(tx, records)
	if err != nil {
		return 0, err
	}
	for _, r := range requests {
		if err := StopContact(tx, r.ID, because); err != nil {
			return ended, err
		}
		n, err := endWork(tx, r.ID, because)
		ended += n
		if err != nil {
			return ended, err
		}
		if err := endNeeds(tx, k, r.ID); err != nil {
			return ended, err
		}
	}
	return ended, nil
}

func endWork(tx *db.Tx, id needs.RequestID, because string) (ended int, err error) {
	all, err := tasksOfRequest(tx, id)
	if err != nil {
		return 0, err
	}
	for _, t := range openOf(all) {
		if err := withdraw(tx, t, because); err != nil {
			return ended, err
		}
		ended++
	}
	return ended, nil
}

func endNeeds(tx *db.Tx, k Keeper, id needs.RequestID) error {
	all, err := needs.AllNeeds(tx, id)
	if err != nil {
		return err
	}
	for _, n := range all {
		if k != nil {
			if err := k.Withdrawn(tx, n.ID); err != nil {
				return err
			}
		}
		if now, err := needs.NeedIn(tx, n.ID); err != nil || now.State.Ended() {
			if err != nil {
				return err
			}
			continue
		}
		if err := needs.Settle(tx, n.ID, needs.NeedGone, notWanted); err != nil {
			return err
		}
	}
	return nil
}
