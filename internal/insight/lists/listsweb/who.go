package listsweb

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kith/internal/insight/lists"
	"kith/internal/kernel/figure"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// matches are what is known of who rows are, what needs somebody first.
var matches = []struct {
	of    lists.Match
	label string
}{
	{lists.ToReview, "May be one of our people: to be decided"},
	{lists.Linked, "One of our people"},
	{lists.Known, "Known from the file before"},
	{lists.Newcomer, "Nobody we know: a record is made"},
}

func (p *pages) who(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if !v.looked() {
		return web.Redirect(w, r, address(v.ID))
	}
	s := &showing{view: v, names: map[people.RecordID]string{}}
	at, asked := address(v.ID)+"/who", r.URL.Query()
	s.tabs = govuk.Table{Caption: "Who the rows are", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "Who they are"}, {Text: "People", Numeric: true}}}
	of := lists.Match(asked.Get("of"))
	for _, m := range matches {
		s.tabs.Rows = append(s.tabs.Rows, govuk.Row{Cells: []govuk.Cell{{Text: m.label, Href: at + "?of=" + string(m.of)}, {Text: figure.Grouped(v.Counts.Who[m.of]), Numeric: true}}})
		if m.of != of {
			continue
		}
		s.title = m.label
		var more bool
		if s.rows, more, err = p.lists.Matched(r.Context(), v.ID, of, after(asked)); err != nil {
			return err
		}
		if more {
			s.next = at + "?of=" + string(of) + "&after=" + strconv.Itoa(s.rows[len(s.rows)-1].Number)
		}
	}
	if s.names, err = p.lists.Names(r.Context(), s.wanted()); err != nil {
		return err
	}
	s.saw(r, p)
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Who is who", Section: section, Back: address(v.ID), Wide: true, Body: whoPage(s)})
}

// wanted are the records whose names are shown.
func (s *showing) wanted() (ids []people.RecordID) {
	for _, row := range s.rows {
		if id := row.Ours(); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		for _, f := range row.Shown() {
			ids = append(ids, f.Record)
		}
	}
	return ids
}

// people are the rows, each with whom it is or may be and why.
func (s *showing) people() govuk.Table {
	t := govuk.Table{
		Caption: s.title, CaptionHidden: true, Stacks: true,
		Columns: []govuk.Column{{Text: "In the list"}, {Text: "Our record"}, {Text: "How likely"}, {Text: "Because"}},
	}
	for _, row := range s.rows {
		ours, likely, because := govuk.Cell{Text: "–"}, "", ""
		shown := row.Shown()
		if len(shown) > 0 {
			ours, likely, because = s.record(shown[0].Record), shown[0].Percent(), strings.Join(shown[0].Because, ", ")
			if n := len(shown) - 1; n > 0 {
				because += ". " + govuk.Counted(n, "other", "others") + " of our records may be them too."
			}
			because = strings.Join(slices.DeleteFunc([]string{strings.TrimSuffix(because, "."), row.Why}, func(s string) bool { return s == "" }), ". ")
		} else if id := row.Ours(); id != "" {
			ours = s.record(id)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: who(row) + ", " + row.Entry.Where()}, ours, {Text: likely}, {Text: because}}})
	}
	return t
}

func (s *showing) record(id people.RecordID) govuk.Cell {
	name, ok := s.names[id]
	if !ok {
		return govuk.Cell{Text: "–"}
	}
	return govuk.Cell{Text: name, Href: "/people/" + string(id)}
}
