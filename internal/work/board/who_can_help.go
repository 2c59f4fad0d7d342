package board

import (
	"context"
	"slices"

	"kith/internal/feature"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/tasks"
)

// Helper is somebody a task can be given to, and how much they have to do already.
type Helper struct {
	tasks.Assignee
	Hub   string // where they help; "" is the whole borough
	Has   Count  // open tasks they have
	Shut  bool   // an organisation that says it is closed today
	Gives []string
}

// does reports whether the helper takes work of a category; "" is any.
func (h Helper) does(category string) bool {
	return category == "" || len(h.Gives) == 0 || slices.Contains(h.Gives, category)
}

// assigners may give the tasks of the neighbourhoods they work for to helpers.
var assigners = []access.Role{access.Coordinator, access.Manager}

// doers are the roles whose holders can be given tasks: those who can open one and say how
// it went.
var doers = []access.Role{access.Coordinator, access.Manager, access.Agent}

// WhoCanHelp lists whom the tasks of a hub can be given to: staff, organisations and
// volunteers, each by name. A category leaves out those who do not give it. It is empty
// for somebody who may not give tasks.
func (s *Service) WhoCanHelp(ctx context.Context, hub, category string) (all []Helper, err error) {
	defer fault.Wrap(&err, "who can help")
	var wanted []string
	if hub != "" && hub != feature.Queue {
		wanted = []string{hub}
	}
	hoods := access.Narrow(ctx, wanted, assigners...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	r := s.db.Read(ctx)
	today := day.Of(r.Now())
	staff, err := staffOf(r, hoods, doers)
	if err != nil {
		return nil, err
	}
	groups, err := organisationsOf(r, hoods, today)
	if err != nil {
		return nil, err
	}
	people, err := volunteersOf(r, hoods, volunteers.Most)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(slices.Concat(staff, groups, people), func(h Helper) bool { return !h.does(category) })
	return all, countWork(r, all)
}

// shut reports whether an organisation says today that it is closed.
func shut(o organisations.Organisation, today day.Date) bool {
	return o.Standing == organisations.Closed && o.SaidToday(today)
}
