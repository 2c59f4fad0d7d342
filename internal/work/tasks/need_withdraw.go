package tasks

import (
	"context"

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
		if err := needs.Because(tx, n, reason); err != nil {
			return err
		}
		open := openOf(all)
		for _, t := range open {
			if err := withdraw(tx, t, reason); err != nil {
				return err
			}
		}
		if len(open) == 0 {
			return needs.Settle(tx, n.ID, needs.NeedGone, notWanted)
		}
		return follow(tx, open[0])
	})
}

func withdraw(tx *db.Tx, t Task, reason string) (err error) {
	if t.State, err = Next(t.State, Record); err != nil {
		return err
	}
	t.Outcome, t.Note, t.ClosedAt, t.Refused, t.because = notWanted, reason, tx.Now(), "", reason
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return record(tx, t, "ended a task that is no longer wanted", "tasks.recorded", map[string]any{"outcome": notWanted})
}
