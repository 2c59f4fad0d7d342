package calls

import (
	"context"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/contacts"
	"kith/internal/work/tasks"
)

// mostShared is how many calls are shared out at once.
const mostShared = 300

// Share gives a hub's open calls to some callers, as evenly as it goes: each keeps what is
// theirs up to their share, and the rest, the soonest due first, goes to whoever has least.
// It says how many changed hands. What few may know of stays where it is.
func (s *Service) Share(ctx context.Context, hood string, among []tasks.Assignee) (moved int, err error) {
	defer fault.Wrap(&err, "share calls of %s", hood)
	if err := access.Check(ctx, hood, contacts.Supervisors()...); err != nil {
		return 0, err
	}
	if len(among) == 0 {
		return 0, fault.New(fault.Invalid, "calls.nobody-chosen", "Choose at least one person to share the calls among.")
	}
	all, err := openCalls(s.db.Read(ctx), hood, mostShared)
	if err != nil {
		return 0, err
	}
	for i, choices := range spread(all, among) {
		if len(choices) == 0 {
			continue
		}
		many, err := s.tasks.AssignAll(ctx, choices, among[i])
		if err != nil {
			return moved, err
		}
		moved += many.Done
	}
	return moved, nil
}

// spread says which calls change hands to each, so that nobody has more than one more than
// anybody else.
func spread(all []candidate, among []tasks.Assignee) [][]tasks.Choice {
	has, gets := make([]int, len(among)), make([][]tasks.Choice, len(among))
	share := (len(all) + len(among) - 1) / len(among)
	var left []candidate
	for _, c := range all {
		i := slices.IndexFunc(among, func(a tasks.Assignee) bool { return a.ID == c.holder })
		if i < 0 || has[i] >= share {
			left = append(left, c)
			continue
		}
		has[i]++
	}
	for _, c := range left {
		least := 0
		for i := range has {
			if has[i] < has[least] {
				least = i
			}
		}
		has[least]++
		gets[least] = append(gets[least], tasks.Choice{ID: c.task, Version: c.version})
	}
	return gets
}
