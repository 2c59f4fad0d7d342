package protocols

import (
	"context"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
	"kith/internal/work/tasks"
)

// Record takes what came of a step, from whoever may say so: it ends or puts off its task
// and opens what follows in the same transaction. Of two people who record at once one is
// first; the other is told that it has changed. An outcome the step does not know is
// [fault.Invalid] and says what it knows.
func (s *Service) Record(ctx context.Context, c tasks.Choice, o tasks.Outcome, watch func(*db.Tx, tasks.Task, tasks.Action) error) (err error) {
	defer fault.Wrap(&err, "record task %s", c.ID)
	seen, err := tasks.In(s.db.Read(ctx), c.ID)
	if err != nil {
		return err
	}
	with, err := s.open(ctx, s.db.Read(ctx), RunID(seen.Held.Run))
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		t, err := tasks.ToRecord(ctx, tx, c)
		if err != nil {
			return err
		}
		if err := watch(tx, t, tasks.Record); err != nil {
			return err
		}
		return with.record(tx, t, o)
	})
}

// RecordIn is [Service.Record] in the caller's transaction, for features that follow a task
// and have checked that the caller may.
func (s *Service) RecordIn(tx *db.Tx, t tasks.Task, o tasks.Outcome) (err error) {
	defer fault.Wrap(&err, "record task %s", t.ID)
	with, err := s.open(tx.Context(), tx, RunID(t.Held.Run))
	if err != nil {
		return err
	}
	return with.record(tx, t, o)
}

func (w opened) record(tx *db.Tx, t tasks.Task, o tasks.Outcome) error {
	run, err := runByID(tx, w.run.ID)
	if err != nil {
		return err
	}
	if !run.Open() || run.Saved.Step != t.Held.Step {
		return errOvertaken
	}
	ending, err := t.Check(o)
	if err != nil {
		return err
	}
	return w.advance(tx, run, t, func(s steps.State, f steps.Facts) (steps.Input, error) { return w.p.Record(s, o.Code, f) }, move{
		ending: ending, outcome: o,
		event: Event{Happened: Said, Outcome: o.Code, Said: ending.Label, Note: o.Note, Answers: o.Answers},
	})
}

// advance moves a run that is held, with its open task.
func (w opened) advance(tx *db.Tx, run Run, t tasks.Task, input func(steps.State, steps.Facts) (steps.Input, error), m move) error {
	before, err := w.p.Restore(run.Saved)
	if err != nil {
		return err
	}
	if m.need, err = needIn(tx, run); err != nil {
		return err
	}
	facts, err := w.book.factsIn(tx, run, m.need)
	if err != nil {
		return err
	}
	in, err := input(before, facts)
	if err != nil {
		return err
	}
	after, effects, err := steps.Advance(w.p, before, in, tx.Now())
	if err != nil {
		return err
	}
	m.book, m.p, m.run, m.before, m.after, m.task = w.book, w.p, run, before, after, t
	m.event.Step, m.event.Task = run.Saved.Step, string(t.ID)
	return m.write(tx, &effects)
}

// holding reads a run and its open task, after making everybody else who changes its
// request wait. There is no open task where the work was withdrawn.
func holding(tx *db.Tx, id RunID, request needs.RequestID) (run Run, t tasks.Task, err error) {
	if err = needs.Hold(tx, request); err != nil {
		return run, t, err
	}
	if run, err = runByID(tx, id); err != nil {
		return run, t, err
	}
	all, err := tasks.OfRun(tx, string(id))
	for _, one := range all {
		if one.State.Open() {
			t = one
		}
	}
	return run, t, err
}
