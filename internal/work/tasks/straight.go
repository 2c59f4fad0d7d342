package tasks

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Straighten takes the open work on a need from its hub, in the caller's transaction, and
// makes of it the handing on to the service that alone handles it: in the coordination
// queue, without a name, with nobody on it. What has been written on it stays with it. The
// caller has decided the need anew by [needs.GoStraight].
func Straighten(tx *db.Tx, n needs.Need) (err error) {
	defer fault.Wrap(&err, "straighten the work on need %s", n.ID)
	all, err := tasksOfNeed(tx, n.Request, n.ID)
	if err != nil {
		return err
	}
	for i, t := range openOf(all) {
		t.letGo()
		t.because = "It goes to the service that handles it."
		t.Neighbourhood, t.Priority, t.State, t.Labels, t.Refused = "", n.Priority, Open, n.Decision.Labels, ""
		if i > 0 { // one handing on is enough
			if err := withdraw(tx, t, t.because); err != nil {
				return err
			}
			continue
		}
		if err := saveTask(tx, t); err != nil {
			return err
		}
		t.Kind, t.Title, t.Instruction, t.Category, t.Area = Refer, "Refer on", "", "", ""
		t.WhoMay, t.Destination = []needs.Doer{needs.Staff}, n.Decision.StraightTo
		if err := rewrite(tx, t); err != nil {
			return err
		}
		if err := record(tx, t, "handed a task to the coordination queue", "tasks.handed-over", nil); err != nil {
			return err
		}
	}
	return nil
}

// Permit says anew which helpers may do the open help for a need, in the caller's
// transaction. Whoever has it and may no longer is freed of it.
func Permit(tx *db.Tx, request needs.RequestID, need needs.NeedID, may []needs.Doer) (err error) {
	defer fault.Wrap(&err, "permit the work on need %s", need)
	if err := needs.Hold(tx, request); err != nil {
		return err
	}
	all, err := tasksOfNeed(tx, request, need)
	if err != nil {
		return err
	}
	for _, t := range openOf(all) {
		if !t.Kind.Helps() {
			continue
		}
		t.WhoMay = may
		if err := rewrite(tx, t); err != nil {
			return err
		}
		if t.Assignee.IsZero() || t.GoesTo(t.Assignee.Kind) {
			continue
		}
		if t.State, err = Next(t.State, Free); err != nil {
			return err
		}
		t.letGo()
		if err := saveTask(tx, t); err != nil {
			return err
		}
		if err := record(tx, t, "took a task back", "tasks.freed", nil); err != nil {
			return err
		}
		if err := follow(tx, t); err != nil {
			return err
		}
	}
	return nil
}
