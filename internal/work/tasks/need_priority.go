package tasks

import (
	"context"

	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Reprioritise makes a need, and the work still to be done for it, more or less pressing
// than triage said, with why.
func (s *Service) Reprioritise(ctx context.Context, c NeedChoice, to needs.Priority, reason string) error {
	return s.onNeed(ctx, c, needs.Reprioritise, func(tx *db.Tx, n needs.Need, all []Task) error {
		if err := needs.CheckPriority(n.Priority, to); err != nil {
			return err
		}
		if err := needs.CheckReason(reason); err != nil {
			return err
		}
		return press(tx, n, all, to, reason)
	})
}

// press gives a need and its open tasks a priority.
func press(tx *db.Tx, n needs.Need, all []Task, to needs.Priority, reason string) error {
	for _, t := range openOf(all) {
		if err := pressTask(tx, t, to, reason); err != nil {
			return err
		}
	}
	if n.Priority == to {
		return nil
	}
	return needs.SetPriority(tx, n, to, reason)
}

func pressTask(tx *db.Tx, t Task, to needs.Priority, reason string) error {
	from := t.Priority
	if from == to {
		return nil
	}
	t.Priority, t.because = to, reason
	if err := saveTask(tx, t); err != nil {
		return err
	}
	return record(tx, t, "changed how pressing a task is", "tasks.reprioritised", map[string]any{"from": from, "priority": to})
}
