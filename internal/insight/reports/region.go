package reports

import (
	"context"
	"slices"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Region is what is told of several boroughs on one installation: the figures that each of
// them tells its own elected members of the whole borough, and no other. None leads to a
// person.
type Region struct {
	CountedAt time.Time // of the borough that was counted first
	Until     day.Date  // the Sunday up to whose end is counted
	Boroughs  []string  // as their blueprints name them, in the order given
	Lines     []RegionLine
	Missing   []string // ids of boroughs that have no blueprint in use
}

// RegionLine is one measure over four whole weeks.
type RegionLine struct {
	Label, Meaning string
	Boroughs       []Number // in the order of Region.Boroughs
	// Together is the sum of what is told of the boroughs; it is hidden with any of them, and
	// not known of what is no number of things.
	Together Number
}

// Region returns the figures of the boroughs with these ids, of the last four whole weeks,
// for those who are told figures of their own whole borough. They are what [Service.Ward]
// tells of each: a sum is of what is told, so that nothing more can be reckoned from it.
func (s *Service) Region(ctx context.Context, ids []string) (r Region, err error) {
	defer fault.Wrap(&err, "region")
	if !access.From(ctx).HasFor("", told...) {
		return Region{}, fault.New(fault.Forbidden, "reports.region", "The figures of all boroughs are for those who work for a whole borough.")
	}
	var tables []table
	for _, id := range ids {
		t, name, err := s.wholeOf(ctx, id)
		switch {
		case fault.KindOf(err) == fault.NotFound:
			r.Missing = append(r.Missing, id)
			continue
		case err != nil:
			return Region{}, err
		}
		tables, r.Boroughs = append(tables, t), append(r.Boroughs, name)
		if r.CountedAt.IsZero() || t.asAt.Before(r.CountedAt) {
			r.CountedAt, r.Until = t.asAt, day.Of(t.periods[FourWeeks].Until.Add(-time.Second))
		}
	}
	for _, m := range s.weekly.measures {
		line := RegionLine{Label: m.Label, Meaning: m.Meaning}
		for _, t := range tables {
			line.Boroughs = append(line.Boroughs, t.told(m, FourWeeks)[""])
		}
		line.Together = together(line.Boroughs)
		r.Lines = append(r.Lines, line)
	}
	return r, nil
}

// wholeOf counts a borough for its own page of figures, in its own name.
func (s *Service) wholeOf(ctx context.Context, id string) (table, string, error) {
	caller := db.CallerOf(ctx)
	caller.Borough = id
	ctx = db.As(ctx, caller)
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return table{}, "", err
	}
	taken, err := s.weekly.of(ctx)
	return table{taken, hubsOf(b)}, b.Name, err
}

// together is the sum of numbers of things, as far as it may be told.
func together(parts []Number) (sum Number) {
	sum.Known = !slices.ContainsFunc(parts, func(n Number) bool { return !n.Known || n.Unit != "" })
	sum.Hidden = slices.ContainsFunc(parts, func(n Number) bool { return n.Hidden })
	for _, n := range parts {
		sum.Value += n.Value
	}
	if sum.Hidden || !sum.Known {
		sum.Value = 0
	}
	return sum
}
