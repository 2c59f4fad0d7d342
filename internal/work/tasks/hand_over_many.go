package tasks

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// HandOverAll gives the requests of several tasks to another hub, each whole: with the
// tasks of it that were not named. Where one of a request's tasks has changed since it was
// seen or may not go, the request stays, and each of its tasks is named in the answer.
func (s *Service) HandOverAll(ctx context.Context, choices []Choice, to, reason string) (many Many, err error) {
	defer fault.Wrap(&err, "hand over %d tasks", len(choices))
	if err := checkHandOver(to, reason); err != nil {
		return Many{}, err
	}
	return s.each(ctx, choices, bulk{
		action: Move, whole: true, check: goesAlong,
		do: func(tx *db.Tx, r needs.Request, _ []Task) error {
			if err := handOver(tx, r, r.Version, to, reason); err != nil {
				return err
			}
			return moveOpen(tx, r.ID, to, reason)
		},
	})
}

// goesAlong holds that a task goes where its request goes.
func goesAlong(tx *db.Tx, t Task) error {
	if t.Need == "" {
		return nil
	}
	n, err := needs.NeedIn(tx, t.Need)
	if err == nil && n.Decision.StraightTo != "" {
		err = fault.New(fault.Conflict, "tasks.straight", "This went straight to a service, and goes to no hub. Untick it to hand over the rest.")
	}
	return err
}
