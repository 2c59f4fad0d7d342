package measures

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/imports"
	"kith/internal/plat/tabular"
)

// HandedIn is what came of a file, or would come of it.
type HandedIn struct {
	New, Changed, Same int
	Baseline           int // rows that say what it was before
	First, Last        day.Date
}

// mostRows is how many days a file may tell of: ten years of them.
const mostRows = 3660

// layout are the columns of a file.
var layout = tabular.Layout{Name: "a series", Columns: []tabular.Column{
	{Field: "day", Names: []string{"day", "date", "week", "week ending", "as at"}},
	{Field: "value", Names: []string{"value", "count", "number"}},
	{Field: "baseline", Names: []string{"baseline", "before", "year before", "last year"}, Optional: true},
}}

// HandIn takes a series of a figure that others count, as a table of days, values and, where
// there is one, what it was before. Nothing is written when a row cannot be read, or in a dry
// run. A day that says the same as what stands is left; one that says another thing becomes a
// new version. The fault is [fault.Invalid] and names the rows.
func (s *Service) HandIn(ctx context.Context, figure, source string, file imports.File, dry bool) (h HandedIn, err error) {
	defer fault.Wrap(&err, "hand in %s", figure)
	if !MayType(access.From(ctx)) {
		return HandedIn{}, notTypist
	}
	f, err := s.outsideFigure(ctx, figure)
	if err != nil {
		return HandedIn{}, err
	}
	read, err := series(file)
	if err != nil {
		return HandedIn{}, err
	}
	all, err := versionsOf(s.db.Read(ctx), figure)
	if err != nil {
		return HandedIn{}, err
	}
	stand := map[day.Date]Typed{}
	for _, t := range all {
		if _, later := stand[t.AsAt]; !later {
			stand[t.AsAt] = t
		}
	}
	var put []Typed
	today := day.Of(s.db.Read(ctx).Now())
	for _, row := range read {
		row.Typed.Figure, row.Source = figure, source
		if err := row.check(f.unit(s.by), today); err != nil {
			return HandedIn{}, fault.New(fault.Invalid, "measures.row", fmt.Sprintf("Row %d: %s", row.number, fault.MessageOf(err)))
		}
		if h.First.IsZero() || row.AsAt.Before(h.First) {
			h.First = row.AsAt
		}
		if row.AsAt.After(h.Last) {
			h.Last = row.AsAt
		}
		if row.Baseline != nil {
			h.Baseline++
		}
		switch before, known := stand[row.AsAt]; {
		case !known:
			h.New++
		case before.same(row.Typed):
			h.Same++
			continue
		default:
			h.Changed++
			row.Version = before.Version
		}
		put = append(put, row.Typed)
	}
	if dry || len(put) == 0 {
		return h, nil
	}
	return h, s.put(ctx, f, put, "handed in what others count")
}

func (t Typed) same(other Typed) bool {
	base := func(t Typed) int64 {
		if t.Baseline == nil {
			return -1
		}
		return *t.Baseline
	}
	return !t.Gone && t.Value == other.Value && base(t) == base(other)
}

// numbered is a row of a file.
type numbered struct {
	Typed
	number int64
}

// series reads a file. A day stands in it once.
func series(file imports.File) (all []numbered, err error) {
	in, err := file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	raw, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	if raw, err = tabular.AsText(file.Name, raw); err != nil {
		return nil, err
	}
	r := tabular.NewReader(strings.NewReader(string(raw)), tabular.Options{})
	header, err := r.Header()
	if err != nil {
		return nil, err
	}
	columns, missing := layout.Find(header)
	if len(missing) > 0 {
		return nil, fault.New(fault.Invalid, "measures.columns", "The file lacks the column "+strings.Join(missing, " and ")+". Its first row must name the columns: day, value and, if there is one, baseline.")
	}
	seen := map[day.Date]int64{}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fault.New(fault.Invalid, "measures.row", err.Error())
		}
		one, err := rowOf(row, columns)
		if err != nil {
			return nil, err
		}
		if before, twice := seen[one.AsAt]; twice {
			return nil, fault.New(fault.Invalid, "measures.twice", fmt.Sprintf("Rows %d and %d are both of %s. Leave one.", before, row.Number, one.AsAt.Long()))
		}
		seen[one.AsAt] = one.number
		if all = append(all, one); len(all) > mostRows {
			return nil, fault.New(fault.Invalid, "measures.long", fmt.Sprintf("The file has more than %d rows. Hand it in in parts.", mostRows))
		}
	}
	if len(all) == 0 {
		return nil, fault.New(fault.Invalid, "measures.empty", "The file has no rows below its first. Add a row for each day or week.")
	}
	return all, nil
}

func rowOf(row tabular.Row, columns tabular.Columns) (n numbered, err error) {
	n.number = int64(row.Number)
	cell := func(field string) string {
		i := columns.Of(field)
		if i < 0 {
			return ""
		}
		return strings.TrimSpace(row.Cell(i))
	}
	if n.AsAt, err = day.ParseDate(cell("day")); err != nil {
		return n, fault.New(fault.Invalid, "measures.row", fmt.Sprintf("Row %d: %q is not a day. Write it like 2020-07-26.", row.Number, cell("day")))
	}
	if n.Value, err = whole(cell("value")); err != nil {
		return n, fault.New(fault.Invalid, "measures.row", fmt.Sprintf("Row %d: %q is not a whole number. Write it in digits.", row.Number, cell("value")))
	}
	if text := cell("baseline"); text != "" {
		base, err := whole(text)
		if err != nil {
			return n, fault.New(fault.Invalid, "measures.row", fmt.Sprintf("Row %d: the baseline %q is not a whole number. Write it in digits, or leave it empty.", row.Number, text))
		}
		n.Baseline = &base
	}
	return n, nil
}

// whole reads a number as people write it: 5,013.
func whole(text string) (int64, error) {
	return strconv.ParseInt(strings.NewReplacer(",", "", " ", "", "%", "").Replace(text), 10, 64)
}

// Says is what came of a file, in words.
func (h HandedIn) Says() string {
	return fmt.Sprintf("%d new, %d changed, %d as before; %d with a baseline, from %s to %s.", h.New, h.Changed, h.Same, h.Baseline, h.First.Long(), h.Last.Long())
}
