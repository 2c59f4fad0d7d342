package tasks

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Withdraw ends a need that is no longer wanted, with why: the work still to be done for
// it ends with it, whoever has it. What was already done for it stays done, and the need
// ends as all its tasks together say.
func (s *Service) Withdraw(ctx context.Context, c NeedChoice, reason string) error {
	return s.onNeed(ctx, c, needs.Withdraw, func(tx *db.Tx, n needs.Need, all []Task) error {
		if err := needs.CheckReason(reason); err != nil {
			return err
		}
		open := openOf(all)
		if err := withdrawable(open); err != nil {
			return err
		}
		if err := needs.Because(tx, n, reason); err != nil {
			return err
		}
		return endNeed(tx, s.keeper, n, open, reason)
	})
}

// withdrawable refuses to end work that ends only when it is known how somebody is.
func withdrawable(open []Task) error {
	for _, t := range open {
		if t.Held.Assured {
			return fault.New(fault.Conflict, "tasks.assured",
				"This ends only when it is known how the person is. Say on its task what came of it.")
		}
	}
	return nil
}

func withdraw(tx *db.Tx, t Task, reason string) (err error) {
	if t.State, err = Next(t.State, Record); err != nil {
		return err
	}
	t.Outcome, t.Note, t.ClosedAt, t.Refused, t.because = notWanted, reason, tx.Now(), "", reason
	if !t.Held.IsZero() {
		t.Held.Result, t.Held.Said = needs.NeedGone, "They no longer need it"
	}
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return record(tx, t, "ended a task that is no longer wanted", "tasks.recorded", map[string]any{"outcome": notWanted})
}
