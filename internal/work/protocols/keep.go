package protocols

import (
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Withdrawn ends the runs for a need that is no longer wanted, in the caller's transaction,
// which has ended their tasks. What is assured is not withdrawn: tasks refuses that.
func (s *Service) Withdrawn(tx *db.Tx, id needs.NeedID) (err error) {
	defer fault.Wrap(&err, "withdraw the runs of need %s", id)
	all, err := runsOfNeed(tx, id)
	if err != nil {
		return err
	}
	for _, run := range all {
		if !run.Open() {
			continue
		}
		if err := drop(tx, run); err != nil {
			return err
		}
	}
	return nil
}

// Reopened has a run stand again at the step of a task that is opened once more: what came
// of it was recorded wrongly, or is wanted after all. It is [fault.Conflict] once somebody
// has done something about what followed.
func (s *Service) Reopened(tx *db.Tx, t tasks.Task) (err error) {
	defer fault.Wrap(&err, "reopen task %s of its run", t.ID)
	run, err := runByID(tx, RunID(t.Held.Run))
	if err != nil {
		return err
	}
	last, found, err := lastMove(tx, run.ID)
	switch {
	case err != nil:
		return err
	case !found || last.Task != string(t.ID) && last.Happened != Dropped, last.before.Step != t.Held.Step:
		return fault.New(fault.Conflict, "protocols.gone-on",
			"The work has gone on since. Say what came of the step it is at now.")
	}
	if err := takeBack(tx, run, t); err != nil {
		return err
	}
	run.Saved, run.EndedAt, run.EndedAs = last.before, zero, ""
	run.Saved.DueAt = t.DueAt
	if err := saveRun(tx, run); err != nil {
		return err
	}
	return addEvent(tx, run, Event{Happened: Reopened, Step: last.LeadsTo, LeadsTo: t.Held.Step, Task: string(t.ID), before: last.before})
}

// takeBack ends the work that followed a step, when it was not to follow yet.
func takeBack(tx *db.Tx, run Run, t tasks.Task) error {
	all, err := tasks.OfRun(tx, string(run.ID))
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID == t.ID || !one.State.Open() {
			continue
		}
		if one.Attempts > 0 {
			return fault.New(fault.Conflict, "protocols.gone-on", "Somebody has begun what followed. Say what came of that.")
		}
		if err := tasks.Lapse(tx, one, "The step before it was taken up again"); err != nil {
			return err
		}
	}
	return nil
}
