package protocols

import (
	"context"
	"errors"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/steps"
)

// ExpireEvery is how often [Service.Expire] is to be run.
const ExpireEvery = 30 * time.Second

// atOnce is how many due runs one look takes.
const atOnce = 200

// Expire lets the time of every step pass that is past its time. It may be run on several
// nodes, and again at any time: each step's time passes once. What cannot be moved leaves
// the others alone and is told in the error.
func (s *Service) Expire(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "let due times pass")
	r := s.db.Read(ctx)
	for {
		due, err := dueRuns(r, r.Now(), atOnce)
		if err != nil {
			return err
		}
		moved, err := s.expireAll(ctx, due)
		if err != nil || moved < atOnce {
			return err
		}
	}
}

// expireAll moves each of the runs, and says how many were moved.
func (s *Service) expireAll(ctx context.Context, due []RunID) (moved int, err error) {
	for _, id := range due {
		if failed := s.expire(ctx, id); failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		moved++
	}
	return moved, err
}

// ExpireRun lets the time of one run pass, if it is past its time.
func (s *Service) ExpireRun(ctx context.Context, id RunID) error { return s.expire(ctx, id) }

// expire lets the time of one run pass, unless somebody has moved it meanwhile.
func (s *Service) expire(ctx context.Context, id RunID) (err error) {
	defer fault.Wrap(&err, "run %s", id)
	with, err := s.open(ctx, s.db.Read(ctx), id)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error { return with.expire(tx) })
}

func (w opened) expire(tx *db.Tx) error {
	run, t, err := holding(tx, w.run.ID, w.run.Request)
	switch {
	case err != nil:
		return err
	case !run.Open() || run.Saved.DueAt.After(tx.Now()):
		return nil // somebody was first
	case t.ID == "":
		return drop(tx, run)
	case t.DueAt.After(tx.Now()):
		// Somebody put the task off: the run waits as long.
		run.Saved.DueAt = t.DueAt
		return saveRun(tx, run)
	}
	return w.advance(tx, run, t, func(_ steps.State, f steps.Facts) (steps.Input, error) { return steps.Expired(f), nil }, move{event: Event{Happened: Passed}})
}

// drop ends a run whose work was withdrawn.
func drop(tx *db.Tx, run Run) error { return dropFor(tx, run, "") }

func dropFor(tx *db.Tx, run Run, why string) error {
	before := run.Saved
	run.Saved.DueAt, run.Saved.NotBefore, run.Saved.Role = time.Time{}, time.Time{}, ""
	run.EndedAt, run.EndedAs = tx.Now(), Withdrawn
	if err := saveRun(tx, run); err != nil {
		return err
	}
	return addEvent(tx, run, Event{Happened: Dropped, Step: before.Step, LeadsTo: Withdrawn, Note: why, before: before})
}
