package tasks

import (
	"context"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

var zero time.Time

// act does one action to a task: it checks that the caller may, that the task has not
// changed since it was seen and that its state allows the action, lets change fill in the
// rest, and saves. The journal entry is change's, in the same transaction.
func (s *Service) act(ctx context.Context, c Choice, action Action, change func(*db.Tx, *Task) error) (err error) {
	defer fault.Wrap(&err, "%s task %s", action, c.ID)
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := taskByID(tx, c.ID)
		if err != nil {
			return err
		}
		if err := mayWork(ctx, t); err != nil {
			return err
		}
		if t.Version != c.Version {
			return stale(t)
		}
		if t.State, err = Next(t.State, action); err != nil {
			return err
		}
		if err := change(tx, &t); err != nil {
			return err
		}
		return saveTask(tx, t)
	})
}

// stale tells the second of two people what the first did.
func stale(t Task) error {
	now := "it is " + lower(t.State.Label())
	if !t.Assignee.IsZero() {
		now += ", with " + t.Assignee.Name
	}
	return fault.New(fault.Stale, "tasks.stale", "Somebody else has changed this task since you opened it: "+now+". Look at it again, then decide.")
}
