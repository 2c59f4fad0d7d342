package tasks

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// Service assigns, follows and ends tasks.
type Service struct {
	db       *db.DB
	watchers []Watcher
	keeper   Keeper
}

// New returns the service over a database, with those who follow what is done to tasks.
func New(d *db.DB, watchers ...Watcher) *Service { return &Service{db: d, watchers: watchers} }

// workers may see and act on the tasks of the neighbourhoods they work for.
var workers = []access.Role{access.Coordinator, access.Manager}

// readers may see them.
var readers = []access.Role{access.Agent, access.Coordinator, access.Manager, access.Governance}

// Task returns one task, for somebody who works for its neighbourhood or is the
// organisation that has it.
func (s *Service) Task(ctx context.Context, id ID) (t Task, err error) {
	defer fault.Wrap(&err, "task %s", id)
	if t, err = taskByID(s.db.Read(ctx), id); err != nil {
		return Task{}, err
	}
	if err := mayRead(ctx, t); err != nil {
		return Task{}, err
	}
	return t, nil
}

// OfRequest lists the tasks of a request that the caller may see, oldest first.
func (s *Service) OfRequest(ctx context.Context, id needs.RequestID) (all []Task, err error) {
	defer fault.Wrap(&err, "tasks of request %s", id)
	all, err = tasksOfRequest(s.db.Read(ctx), id)
	return readable(ctx, all), err
}

// OfAssignee lists the open tasks somebody has that the caller may see, soonest due first,
// at most limit.
func (s *Service) OfAssignee(ctx context.Context, kind AssigneeKind, id string, limit int) (all []Task, err error) {
	defer fault.Wrap(&err, "tasks of %s %s", kind, id)
	all, err = openTasksOf(s.db.Read(ctx), kind, id, limit)
	return readable(ctx, all), err
}

func readable(ctx context.Context, all []Task) []Task {
	return slices.DeleteFunc(all, func(t Task) bool { return mayRead(ctx, t) != nil })
}

// HeldBy reports whether somebody is the one the task was given to.
func (t Task) HeldBy(p access.Principal) bool {
	switch t.Assignee.Kind {
	case ToOrganisation:
		return p.OrganisationID() != "" && p.OrganisationID() == t.Assignee.ID
	case ToVolunteer:
		return p.VolunteerID() != "" && p.VolunteerID() == t.Assignee.ID
	case ToStaff:
		return p.Account != "" && p.Account == t.Assignee.ID
	}
	return false
}

func mayRead(ctx context.Context, t Task) error {
	if t.HeldBy(access.From(ctx)) {
		return nil
	}
	return access.Check(ctx, t.Neighbourhood, readers...)
}

// In returns one task through the caller's handle, without asking who it is.
func In(r db.Reader, id ID) (Task, error) { return taskByID(r, id) }
