package matching

import (
	"cmp"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// Watch refuses to give a volunteer, or a group, what they may not do, and has offers of a task follow it.
// It is asked in the transaction that gives the task, whoever does and by whichever way.
func (s *Service) Watch(tx *db.Tx, t tasks.Task, a tasks.Action) error {
	if a == tasks.Assign || a == tasks.Accept || a == tasks.Claim {
		if err := s.mayDo(tx, t); err != nil {
			return err
		}
	}
	return follow(tx, t, a)
}

// mayDo asks the register of volunteers about whoever has a task.
func (s *Service) mayDo(r db.Reader, t tasks.Task) error {
	if t.Assignee.Kind != tasks.ToVolunteer && t.Assignee.Kind != tasks.ToOrganisation {
		return nil
	}
	b, err := s.book(r.Context())
	if err != nil {
		return err
	}
	w := volunteers.Work{Category: t.Category, Kind: string(t.Kind), Record: t.Record, On: soonest(t, r.Now())}
	if why, err := s.barred(r, t); err != nil || why != "" {
		return cmp.Or(err, conflict("matching.staff-only", why))
	}
	if t.Assignee.Kind == tasks.ToOrganisation {
		return volunteers.GroupMayDo(r, b.rules, organisations.ID(t.Assignee.ID), w)
	}
	return volunteers.MayDo(r, b.rules, volunteers.ID(t.Assignee.ID), w)
}

// MayHave reports whether whoever did some work before may be given it again: a
// [protocols.MayHave].
func (s *Service) MayHave(r db.Reader, n tasks.NewTask) (bool, error) {
	err := s.mayDo(r, tasks.Task{Assignee: n.Assignee, Need: n.Need, Category: n.Category, Kind: n.Kind, Record: n.Record, NotBefore: n.NotBefore})
	if kind := fault.KindOf(err); err != nil && (kind == fault.Conflict || kind == fault.NotFound) {
		return false, nil
	}
	return err == nil, err
}

// soonest is the first day on which a task can be done.
func soonest(t tasks.Task, now time.Time) day.Date {
	on := day.Of(now)
	if t.NotBefore.After(now) {
		on = day.Of(t.NotBefore)
	}
	if t.StartOn.After(on) {
		on = t.StartOn
	}
	return on
}

// follow has the offers of a task follow what is done to it: once somebody has it, or it has
// ended, nobody else is asked; when whoever had it cannot, the next are.
func follow(tx *db.Tx, t tasks.Task, a tasks.Action) error {
	switch a {
	case tasks.Assign, tasks.Claim, tasks.Accept, tasks.Record:
		if t.State == tasks.Open {
			return nil
		}
		state := Taken
		if !t.State.Open() {
			state = Stopped
		}
		if err := endSearch(tx, t.ID, state); err != nil {
			return err
		}
		return withdrawOffers(tx, t.ID)
	case tasks.Decline:
		return resumeSearch(tx, t.ID)
	case tasks.Move:
		return endSearch(tx, t.ID, Stopped)
	}
	return nil
}
