package tasks

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// StartOn lets a need begin on a later day, or now on the zero day: the work still to be
// done for it comes due from then, and is not to be done before.
func (s *Service) StartOn(ctx context.Context, c NeedChoice, on day.Date) error {
	return s.onNeed(ctx, c, needs.Postpone, func(tx *db.Tx, n needs.Need, all []Task) error {
		if err := needs.CheckStart(n.StartOn, on, day.Of(tx.Now())); err != nil {
			return err
		}
		due := needs.DueFrom(on, n.Decision.DueHours, tx.Now())
		for _, t := range openOf(all) {
			t.StartOn, t.DueAt = on, due
			if err := saveTask(tx, t); err != nil {
				return err
			}
			if err := record(tx, t, "changed when a task begins", "tasks.postponed", map[string]any{"start": on.String()}); err != nil {
				return err
			}
		}
		return needs.SetStart(tx, n, on, due)
	})
}
