package measures

import (
	"context"
	"time"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
)

// Value is what a figure came to.
type Value struct {
	reports.Number
	AsAt time.Time // when it was counted, or the end of the day that others counted until
	Why  string    // why there is none; "" when there is one
	Of   int64     // of a share, in how many; else the rows it was made from
}

// none is a value that is not known, with the reason.
func none(unit feature.Unit, why string) Value {
	return Value{Number: reports.Number{Unit: unit}, Why: why}
}

// Why a value is not known.
const (
	notCounted  = "This time has not been counted yet. Figures are counted every ten minutes."
	nothingYet  = "Nothing was counted in this time."
	notTyped    = "Nobody has typed this figure in yet."
	noSeries    = "The demand that it is reckoned from was not handed in yet."
	noBaseline  = "There is nothing to compare with: the file had no baseline for this time."
	notByPlace  = "Others count this for the whole borough alone."
	notStanding = "How this stood was not counted in that week. It is counted from the day that counting began."
)

// book is what is kept of a stretch, with what others counted until its end: all that the
// values of a stretch are made from.
type book struct {
	of      Stretch
	counted counted
	stood   counted // the latest day of the stretch, for measures of how things stand
	outside map[string][]Typed
	by      map[string]feature.Measure
	found   *Catalogue
}

// open reads the book of a stretch.
func (s *Service) open(ctx context.Context, c *Catalogue, of Stretch, outside map[string][]Typed) (b book, err error) {
	r := s.db.Read(ctx)
	b = book{of: of, outside: outside, by: s.by, found: c}
	if b.counted, err = readStretch(r, of); err != nil {
		return book{}, err
	}
	from, before := of.End().AddDays(-7), of.End()
	if !of.End().AddDays(7).Before(day.Of(r.Now())) { // of the latest week, as it stands now
		before = before.AddDays(7)
	}
	last, err := lastStand(r, from, before)
	if err != nil || last.IsZero() {
		return b, err
	}
	b.stood, err = readStretch(r, Stretch{Stand, last})
	return b, err
}

// value is what a figure came to in a place: "" is the borough.
func (b book) value(f Figure, place string) Value {
	switch {
	case f.Outside != nil:
		return b.typed(f, place)
	case f.Reduction != nil:
		return b.reduction(f, place)
	case f.Share != nil:
		return b.share(f, place)
	}
	return b.sum(f.Count, f.unit(b.by), place)
}

// sum adds up parts.
func (b book) sum(parts []Part, unit feature.Unit, place string) Value {
	v := Value{Number: reports.Number{Unit: unit, Known: true}}
	for _, p := range parts {
		from, why := b.counted, notCounted
		if m, known := b.by[p.Measure]; known && !m.Dated {
			from, why = b.stood, notStanding
		}
		if from.at.IsZero() {
			return none(unit, why)
		}
		kinds := p.Kinds
		if len(kinds) == 0 {
			kinds = []string{""}
		}
		for _, kind := range kinds {
			c := from.cells[key{p.Measure, place, kind}]
			v.Value, v.Of, v.AsAt = v.Value+c.Value, v.Of+c.Of, from.at
		}
	}
	if unit == feature.Seconds && v.Of == 0 {
		at := v.AsAt
		v = none(unit, nothingYet)
		v.AsAt = at
	}
	return v
}

func (b book) share(f Figure, place string) Value {
	of, in := b.sum(f.Share.Of, feature.Things, place), b.sum(f.Share.In, feature.Things, place)
	switch {
	case of.Why != "" || in.Why != "":
		return none(feature.Percent, notCounted)
	case in.Value == 0:
		v := none(feature.Percent, nothingYet)
		v.AsAt = in.AsAt
		return v
	}
	return Value{Number: reports.Number{Unit: feature.Percent, Known: true, Value: percent(of.Value, in.Value)}, AsAt: in.AsAt, Of: in.Value}
}

// percent is how many of a hundred, to the nearest one.
func percent(of, in int64) int64 { return (200*of + in) / (2 * in) }

// typed is what others counted, as it was known at the end of the stretch.
func (b book) typed(f Figure, place string) Value {
	unit := f.unit(b.by)
	if place != "" {
		return none(unit, notByPlace)
	}
	t, found := latest(b.outside[f.ID], b.of.End())
	if !found {
		return none(unit, notTyped)
	}
	return Value{Number: reports.Number{Unit: unit, Known: true, Value: t.Value}, AsAt: t.AsAt.AddDays(1).Start().Add(-time.Minute), Of: 1}
}

// reduction is by how much of a hundred a demand is below its baseline, over what was handed
// in of the stretch.
func (b book) reduction(f Figure, place string) Value {
	if place != "" {
		return none(feature.Percent, notByPlace)
	}
	all := b.outside[f.Reduction.Figure]
	if len(all) == 0 {
		return none(feature.Percent, noSeries)
	}
	var now, then int64
	var last day.Date
	from := b.of.period(b.of.End().Start()).From
	for _, t := range all {
		if t.AsAt.Before(b.of.End()) && (from.IsZero() || !t.AsAt.Start().Before(from)) && t.Baseline != nil {
			now, then, last = now+t.Value, then+*t.Baseline, t.AsAt
		}
	}
	if then == 0 {
		return none(feature.Percent, noBaseline)
	}
	less := then - now
	share := (200*abs(less) + then) / (2 * then)
	if less < 0 {
		share = -share
	}
	return Value{Number: reports.Number{Unit: feature.Percent, Known: true, Value: share}, AsAt: last.AddDays(1).Start().Add(-time.Minute), Of: then}
}

func abs(n int64) int64 { return max(n, -n) }
