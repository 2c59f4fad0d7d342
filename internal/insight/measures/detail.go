package measures

import (
	"cmp"
	"context"
	"slices"

	"kith/internal/feature"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// Detail is one figure with all that is known of it.
type Detail struct {
	Sheet // with the one line
	Line
	Weeks  []Point // the latest twelve, the earliest first
	Places []Row   // of the borough alone
	Wards  []Row   // where wards can be told
	Kinds  []Row
	Rows   []RowsOf // the pages that list what was counted, where they may be opened
	Typed  []Typed  // of a figure that others count, the latest first
}

// Point is a week of a figure.
type Point struct {
	Monday day.Date
	Value
}

// Row is a figure in one place or of one kind.
type Row struct {
	ID, Name           string
	Now, Before, Since Value
}

// RowsOf is a page that lists the rows of a measure.
type RowsOf struct{ Label, Address string }

// weeksShown is how many weeks a chart has.
const weeksShown = 12

var noFigure = fault.New(fault.NotFound, "measures.no-figure", "There is no such figure. Open it from the page of figures.")

// Detail returns one figure of a hub, or for "" of the borough, in a week. It is
// [fault.NotFound] for a figure that the catalogue does not have.
func (s *Service) Detail(ctx context.Context, id string, of Stretch, hub string) (d Detail, err error) {
	defer fault.Wrap(&err, "figure %s", id)
	if d.Sheet, err = s.Sheet(ctx, of, hub); err != nil {
		return Detail{}, err
	}
	at := slices.IndexFunc(d.Lines, func(l Line) bool { return l.ID == id })
	if at < 0 {
		return Detail{}, noFigure
	}
	d.Line = d.Lines[at]
	w, err := s.window(ctx, d.Of)
	if err != nil {
		return Detail{}, err
	}
	if err := s.weeks(ctx, &d, w); err != nil {
		return Detail{}, err
	}
	names, err := s.reports.Names(ctx)
	if err != nil {
		return Detail{}, err
	}
	if d.Hub.ID == "" && !d.Elsewhere() {
		d.Places = s.byPlace(d, w, names)
	}
	if d.Exact {
		d.Wards, d.Kinds, d.Rows = s.wards(d, w), s.kinds(d, w, names), s.rows(ctx, d)
	}
	if d.Outside != nil {
		d.Typed, err = versionsOf(s.db.Read(ctx), id)
	}
	return d, err
}

// Elsewhere reports whether others count the figure, or what it is reckoned from.
func (d Detail) Elsewhere() bool { return d.Outside != nil || d.Reduction != nil }

// weeks are the latest weeks until the one that is shown.
func (s *Service) weeks(ctx context.Context, d *Detail, w window) error {
	monday := d.Of.End().AddDays(-7)
	outside := w.now.outside
	for n := weeksShown - 1; n >= 0; n-- {
		of := Stretch{Week, monday.AddDays(-7 * n)}
		b, err := s.open(ctx, w.catalogue, of, outside)
		if err != nil {
			return err
		}
		d.Weeks = append(d.Weeks, Point{of.From, s.told(b, d.Figure, d.Hub.ID, d.Exact, w.hoods)})
	}
	d.Weeks = begun(d.Weeks)
	return nil
}

// leastWeeks is how many weeks are shown although nothing had begun.
const leastWeeks = 4

// begun leaves out the weeks before anything was counted.
func begun(all []Point) []Point {
	for len(all) > leastWeeks && all[0].Value.Value == 0 && !all[0].Hidden {
		all = all[1:]
	}
	return all
}

func (s *Service) byPlace(d Detail, w window, names reports.Names) (all []Row) {
	for _, place := range w.hoods {
		told := func(b book) Value { return s.told(b, d.Figure, place, d.Exact, w.hoods) }
		all = append(all, Row{place, names.Hub(place), told(w.now), told(w.before), told(w.since)})
	}
	return all
}

// wards are the places of a figure that is told by ward, by name.
func (s *Service) wards(d Detail, w window) (all []Row) {
	if len(d.Count) != 1 || s.by[d.Count[0].Measure].People == nil || len(d.Count[0].Kinds) > 0 || d.Hub.ID != "" {
		return nil
	}
	seen := map[string]bool{}
	for _, b := range []book{w.now, w.before, w.since} {
		for k := range b.counted.cells {
			if k.measure == d.Count[0].Measure && isWard(k.place) && !seen[k.place] {
				seen[k.place] = true
				all = append(all, Row{ID: k.place, Name: k.place[len(wardMark):], Now: w.now.value(d.Figure, k.place), Before: w.before.value(d.Figure, k.place), Since: w.since.value(d.Figure, k.place)})
			}
		}
	}
	slices.SortFunc(all, func(a, b Row) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// kinds are the kinds of what a figure counts, the most frequent first.
func (s *Service) kinds(d Detail, w window, names reports.Names) (all []Row) {
	if d.Unit != feature.Things {
		return nil
	}
	for _, p := range d.Count {
		m := s.by[p.Measure]
		if m.Kind == "" {
			continue
		}
		for _, kind := range kindsOf(p, w) {
			one := []Part{{p.Measure, []string{kind}}}
			sum := func(b book) Value { return b.sum(one, d.Unit, d.Hub.ID) }
			all = append(all, Row{kind, names.Kind(kind), sum(w.now), sum(w.before), sum(w.since)})
		}
	}
	slices.SortStableFunc(all, func(a, b Row) int {
		return cmp.Or(cmp.Compare(b.Now.Value, a.Now.Value), cmp.Compare(b.Since.Value, a.Since.Value), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// kindsOf are those of a part that were ever counted.
func kindsOf(p Part, w window) (all []string) {
	if len(p.Kinds) > 0 {
		return p.Kinds
	}
	for _, b := range []book{w.now, w.before, w.since} {
		for _, cells := range []map[key]cell{b.counted.cells, b.stood.cells} {
			for k := range cells {
				if k.measure == p.Measure && k.place == "" && k.kind != "" {
					all = append(all, k.kind)
				}
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// rows are the pages that list what was counted, for somebody who may open them.
func (s *Service) rows(ctx context.Context, d Detail) (all []RowsOf) {
	who := access.From(ctx)
	during := d.Of.period(d.Of.End().Start())
	for _, p := range d.parts() {
		m := s.by[p.Measure]
		kinds := p.Kinds
		if len(kinds) == 0 {
			kinds = []string{""}
		}
		for _, kind := range kinds {
			within := feature.Scope{Neighbourhood: d.Hub.ID, Kind: kind, Period: during}
			if m.Rows == "" || !m.Opens(who, within) {
				continue
			}
			one := RowsOf{m.Label, m.Address(within)}
			if kind != "" && len(kinds) > 1 || len(d.parts()) > 1 && kind != "" {
				one.Label += ": " + kind
			}
			if !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}
