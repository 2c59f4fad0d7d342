package capacityweb

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"kith/algo/forecast"
	"kith/internal/insight/capacity"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// screen is what the page shows.
type screen struct {
	capacity.View
	now    time.Time
	counts bool // the caller may say what is on the shelves
}

func (p *pages) screen(r *http.Request) (s screen, err error) {
	s.now, s.counts = p.capacity.Now(r.Context()), access.From(r.Context()).Has(capacity.Counters()...)
	s.View, err = p.capacity.View(r.Context())
	return s, err
}

func (p *pages) page(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Can we cope", Section: section, Wide: true, Body: answerPage(s)})
}

func (p *pages) place(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	one := s.In(r.PathValue("place"))
	if one.ID == "" {
		return fault.New(fault.NotFound, "capacity.no-such-place", "There is no such neighbourhood, or nothing is worked out for it yet.")
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Can we cope: " + one.Name, Section: section, Back: home, Wide: true, Body: placePage(s, one)})
}

// stale warns of an answer that was not worked out for a while; "" is no warning.
func (s screen) stale() string {
	if s.MadeAt.IsZero() || s.now.Sub(s.MadeAt) < 3*time.Hour {
		return ""
	}
	return "This was worked out on " + s.MadeAt.In(day.London).Format("2 January at 15:04") + " and not since. Ask whoever looks after the program."
}

// help is what would help most, a line for each place that is short.
func (s screen) help() (lines []string) {
	for _, p := range s.Places {
		if b, found := p.Worst(); found && b.Help != "" {
			lines = append(lines, fmt.Sprintf("%s: %s %s", p.Name, b.Help, lasts(b)))
		}
	}
	return lines
}

// lasts says from when something does not suffice.
func lasts(b capacity.Balance) string {
	if b.State != capacity.Short || b.Out.IsZero() {
		return ""
	}
	return b.Resource.Name() + ": not covered from " + b.Out.Long() + "."
}

var stateColours = map[capacity.State]govuk.Colour{capacity.Enough: govuk.Green, capacity.Tight: govuk.Yellow, capacity.Short: govuk.Red, capacity.Unknown: govuk.Grey}

var stateWords = map[capacity.State]string{capacity.Enough: "Enough", capacity.Tight: "Tight", capacity.Short: "Short", capacity.Unknown: "Not known"}

// spread is the band of a figure, where it is known.
func spread(d forecast.Day, banded bool) string {
	if !banded {
		return "not known"
	}
	return whole(d.Low) + " to " + whole(d.High)
}

func whole(n float64) string { return figure.Grouped(int(n + .5)) }

func placeHref(id string) string {
	if id == "" {
		return ""
	}
	return home + "/" + id
}

// matrix is each place with the state of each resource.
func (s screen) matrix() govuk.Table {
	t := govuk.Table{
		Caption: "Each neighbourhood in the next seven days", RowHeader: true,
		Columns: []govuk.Column{{Text: "Where"}},
		Empty:   govuk.Empty{Text: "Nothing is worked out yet. It is within half an hour."},
	}
	for i, p := range s.Places {
		row := govuk.Row{Cells: []govuk.Cell{{Text: p.Name, Href: placeHref(p.ID)}}}
		for _, b := range p.Balances {
			if i == 0 {
				t.Columns = append(t.Columns, govuk.Column{Text: b.Resource.Name()})
			}
			row.Cells = append(row.Cells, govuk.Cell{Content: stateCell(b)})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// table is what is needed of each resource beside what there is.
func table(p capacity.Place) govuk.Table {
	t := govuk.Table{
		Caption: p.Name + ": what is needed and what there is", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Needed, most likely", Numeric: true}, {Text: "Four times of five"}, {Text: "There is", Numeric: true}, {Text: "Is it enough?"}, {Text: "Not covered from"}, {Text: "What would help"}, {Text: "Where the figures come from"}},
	}
	for _, b := range p.Balances {
		have, out := whole(b.Have), "–"
		if b.State == capacity.Unknown {
			have = "not known"
		}
		if !b.Out.IsZero() {
			out = b.Out.Long()
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: b.Resource.Name() + ", in " + b.Resource.Unit()},
			{Text: whole(b.Need.Mid), Numeric: true},
			{Text: spread(b.Need, b.Banded)},
			{Text: have, Numeric: true},
			{Content: stateCell(b)},
			{Text: out},
			{Text: b.Help},
			{Text: b.Basis},
		}})
	}
	return t
}

// forecasts are what is likely to be asked, by category.
func (s screen) forecasts(p capacity.Place) govuk.Table {
	t := govuk.Table{
		Caption: p.Name + ": what is likely to be asked in the next seven days", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Most likely", Numeric: true}, {Text: "Four times of five"}},
		Empty:   govuk.Empty{Text: "No need was counted here yet."},
	}
	if s.Exact {
		t.Columns = append(t.Columns, govuk.Column{Text: "Last seven days", Numeric: true})
	}
	t.Columns = append(t.Columns, govuk.Column{Text: "How far to trust it"})
	for _, k := range append([]capacity.Asked{p.Asked}, p.By...) {
		mid := "not known"
		if k.Forecast.Known {
			mid = whole(k.Forecast.Total.Mid)
		}
		row := govuk.Row{Cells: []govuk.Cell{{Text: k.Name}, {Text: mid, Numeric: true}, {Text: spread(k.Forecast.Total, k.Forecast.Banded)}}}
		if s.Exact {
			row.Cells = append(row.Cells, govuk.Cell{Text: last(k), Numeric: true})
		}
		row.Cells = append(row.Cells, govuk.Cell{Text: k.Trust()})
		t.Rows = append(t.Rows, row)
	}
	return t
}

func last(k capacity.Asked) string {
	if k.Last < 0 {
		return "not known"
	}
	return figure.Grouped(k.Last)
}

// days are the next seven days of all needs of a place.
func (s screen) days(p capacity.Place) govuk.Table {
	t := govuk.Table{
		Caption: p.Name + ": needs, day by day", RowHeader: true,
		Columns: []govuk.Column{{Text: "Day"}, {Text: "Most likely", Numeric: true}, {Text: "Four times of five"}},
	}
	if !p.Asked.Forecast.Known {
		return t
	}
	for i, d := range p.Asked.Forecast.Days {
		on := s.From.AddDays(i)
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: on.Weekday().String() + " " + on.Long()}, {Text: whole(d.Mid), Numeric: true}, {Text: spread(d, p.Asked.Forecast.Banded)}}})
	}
	return t
}

// shared are the partings that were decided.
func sharedTable(all []capacity.Shared) govuk.Table {
	t := govuk.Table{Caption: "How what was short has been shared", Stacks: true, Columns: []govuk.Column{{Text: "When"}, {Text: "What"}, {Text: "To do"}, {Text: "Why"}, {Text: "Who"}}}
	for _, s := range all {
		t.Rows = append(t.Rows, govuk.Cells(s.At.In(day.London).Format("2 January 2006, 15:04"), s.Resource.Name(), strings.Join(s.Moves(), "; "), s.Reason, s.ByName))
	}
	return t
}

// sentenceOf is the answer for one place.
func sentenceOf(p capacity.Place) string {
	short := p.Short()
	if len(short) == 0 {
		return "Yes, as far as is known: nothing is short in the next seven days."
	}
	var parts []string
	for _, b := range short {
		parts = append(parts, fmt.Sprintf("%s: %d %s missing, not covered from %s.", b.Resource.Name(), b.Missing(), b.Resource.Unit(), b.Out.Long()))
	}
	return "No. " + strings.Join(parts, " ")
}
