package opendataweb

import (
	"cmp"
	"net/http"
	"net/url"
	"time"

	"kith/internal/insight/opendata"
	"kith/internal/kernel/day"
	"kith/internal/kernel/figure"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
)

// screen is what has been done in a week, in one area, as it is drawn.
type screen struct {
	now, before opendata.Publication
	found       bool
	area        forms.Select
	says        *Words
	language    *words.Language
}

// weeksShown is how many publications the page reads: the week, and the one before.
const weeksShown = 2

func (p *pages) page(w http.ResponseWriter, r *http.Request) error {
	all, err := p.open.Latest(r.Context(), weeksShown)
	if err != nil {
		return err
	}
	s := screen{says: say(r.Context()), language: words.From(r.Context()), found: len(all) > 0}
	here := home
	if s.found {
		s.now = all[0]
		if len(all) > 1 {
			s.before = all[1]
		}
		s.area = s.areas(r.URL.Query().Get("area"))
		if s.area.Value() != "" {
			here += "?" + url.Values{"area": {s.area.Value()}}.Encode()
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: s.says.Title, Here: here, Back: "/", Body: openPage(s)})
}

// areas are the places to choose from.
func (s screen) areas(chosen string) forms.Select {
	f := forms.Select{Name: "area", Label: s.says.Area}
	known := false
	for _, a := range s.now.Areas {
		if a.ID == opendata.Queue {
			continue
		}
		f.Options = append(f.Options, forms.Option{Value: a.ID, Label: cmp.Or(map[bool]string{true: s.says.Whole}[a.ID == ""], a.Name)})
		known = known || a.ID == chosen && a.ID != ""
	}
	if known {
		f.Set(chosen)
	}
	return f
}

func (s screen) date(d day.Date) string { return words.DateIn(s.language, d) }

// ours are the figures that are counted in the area, this week and the one before.
func (s screen) ours() govuk.Table {
	t := govuk.Table{Caption: s.says.What, RowHeader: true, Columns: []govuk.Column{{Text: s.says.What}, {Text: s.says.ThatWeek, Numeric: true}, {Text: s.says.WeekBefore, Numeric: true}}, CaptionHidden: true}
	for _, f := range s.now.Figures {
		v, told := s.now.In(f.ID, s.area.Value())
		if !told || outside(f) {
			continue
		}
		before, _ := s.before.In(f.ID, s.area.Value())
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: s.says.label(f.ID, f.Name)}, cell(v), cell(before)}})
	}
	return t
}

// others are figures that others count, of the whole borough.
func (s screen) others() govuk.Table {
	t := govuk.Table{Caption: s.says.Others, RowHeader: true, Columns: []govuk.Column{{Text: s.says.What}, {Text: s.says.Whole, Numeric: true}, {Text: s.says.AsAt}}}
	for _, f := range s.now.Figures {
		v, told := s.now.In(f.ID, "")
		at, err := time.Parse(time.RFC3339, f.AsAt)
		if !told || !outside(f) || v.Value == nil || err != nil {
			continue
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: s.says.label(f.ID, f.Name)}, cell(v), {Text: s.date(day.Of(at))}}})
	}
	return t
}

// outside reports whether others count a figure: it is told of the borough alone.
func outside(f opendata.Figure) bool { return len(f.Values) == 1 }

func cell(v opendata.Value) govuk.Cell {
	switch {
	case v.Hidden:
		return govuk.Cell{Text: "*", Numeric: true}
	case v.Value == nil:
		return govuk.Cell{Text: "–", Numeric: true}
	}
	return govuk.Cell{Text: figure.Grouped(*v.Value), Numeric: true}
}
