package command

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// View is all that a group keeps, as one may see it.
type View struct {
	Group
	May
	Today     day.Date
	Members   []Member
	Decisions []Decision // the latest first
	Actions   []Action   // late ones first
	Reports   []Report   // the latest first
}

// Late are the actions that are open after the day they were due.
func (v View) Late() (all []Action) {
	for _, a := range v.Actions {
		if a.Late(v.Today) {
			all = append(all, a)
		}
	}
	return all
}

// Groups lists the groups of the blueprint, those the caller may not read by their name alone.
func (s *Service) Groups(ctx context.Context) (all []View, err error) {
	defer fault.Wrap(&err, "groups")
	if err := access.CheckHeld(ctx, doors...); err != nil {
		return nil, err
	}
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range blueprint.Part[*Groups](b).Groups {
		v, err := s.View(ctx, g.ID)
		if fault.KindOf(err) == fault.Forbidden && err != nil {
			v, err = View{Group: g, May: v.May}, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// View gives what a group keeps, to its members and those who may read it.
func (s *Service) View(ctx context.Context, group string) (v View, err error) {
	defer fault.Wrap(&err, "group %s", group)
	r := s.db.Read(ctx)
	v.Today = day.Of(r.Now())
	if v.Group, v.May, err = s.group(ctx, r, group); err != nil {
		return v, err
	}
	if v.Members, err = sitting(r, group); err != nil {
		return v, err
	}
	if !v.Read && v.Keep {
		return v, nil // an administrator sees who sits in it, and nothing of what it keeps
	}
	if !v.Read {
		return v, fault.New(fault.Forbidden, "command.not-member", "What "+v.Name+" keeps is for its members. Ask one of them.")
	}
	if v.Decisions, err = decisions(r, group); err != nil {
		return v, err
	}
	v.Decisions = corrected(v.Decisions)
	if v.Actions, err = actions(r, group); err != nil {
		return v, err
	}
	v.Actions = sorted(v.Actions)
	v.Reports, err = reports(r, group)
	return v, err
}

// Report is one situation report of a group, for those who may read it.
func (s *Service) Report(ctx context.Context, group string, number int64) (v View, one Report, err error) {
	if v, err = s.View(ctx, group); err != nil {
		return v, one, err
	}
	for _, r := range v.Reports {
		if r.Number == number {
			return v, r, nil
		}
	}
	return v, one, noSuchReport()
}

func noSuchReport() error {
	return fault.New(fault.NotFound, "command.no-such-report", "There is no such situation report.")
}
