package volunteers

import (
	"context"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/volunteering"
)

// GroupEnding is a check that a group answers for, whose word for it ends soon or has ended.
type GroupEnding struct {
	Group Group
	Check volunteering.Check
	On    day.Date // the last day it counts; zero where it never said so in writing
	Ended bool
	Stops []string // names of what it is given and may not be given without it
}

// ends lists the checks a group answers for until a day so many days off at most. What never
// ends it answers for for good.
func (g Group) ends(b *volunteering.Rules, today day.Date, within int) (all []GroupEnding) {
	for _, id := range g.Vouches {
		c, ok := b.Check(id)
		if !ok || c.ValidMonths == 0 {
			continue
		}
		e := GroupEnding{Group: g, Check: c, Ended: true}
		if !g.VouchedOn.IsZero() {
			e.On = Held{IssuedOn: g.VouchedOn}.Until(c)
			e.Ended = e.On.Before(today)
		}
		if e.On.After(today.AddDays(within)) {
			continue
		}
		for _, a := range b.Activities {
			if g.Does(a) && slices.Contains(b.Needs(a), id) {
				e.Stops = append(e.Stops, a.Name)
			}
		}
		if len(e.Stops) > 0 {
			all = append(all, e)
		}
	}
	return all
}

// Does reports whether an activity is something the group is given.
func (g Group) Does(a volunteering.Activity) bool {
	return len(g.Serves) == 0 || slices.ContainsFunc(a.Categories, func(c string) bool { return slices.Contains(g.Serves, c) })
}

// GroupsRunningOut lists the checks whose groups have to answer for them anew, soon or now, of
// the groups that take work in a neighbourhood, "" for each of the caller's; the first to end
// first.
func (s *Service) GroupsRunningOut(ctx context.Context, neighbourhood string) (ends []GroupEnding, err error) {
	defer fault.Wrap(&err, "groups whose word ends")
	var chosen []string
	if neighbourhood != "" {
		chosen = []string{neighbourhood}
	}
	hoods := access.Narrow(ctx, chosen, keepers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, nil
	}
	b, err := s.Rules(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	all, err := Groups(r, hoods)
	for _, g := range all {
		ends = append(ends, g.ends(b, day.Of(r.Now()), Soon)...)
	}
	slices.SortStableFunc(ends, func(a, b GroupEnding) int { return a.On.Compare(b.On) })
	return ends, err
}
