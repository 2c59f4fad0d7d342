package listsweb

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kith/internal/insight/entries"
	"kith/internal/insight/lists"
	"kith/internal/kernel/figure"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// showing is a page of rows of a list.
type showing struct {
	*view
	title string
	rows  []lists.Row
	names map[people.RecordID]string
	next  string // where the rows go on
	tabs  govuk.Table
}

// after is the row a page begins behind; nil is the first page.
func after(values url.Values) *int {
	n, err := strconv.Atoi(values.Get("after"))
	if err != nil {
		return nil
	}
	return &n
}

func (p *pages) changes(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if !v.looked() {
		return web.Redirect(w, r, address(v.ID))
	}
	s := &showing{view: v}
	at, asked := address(v.ID)+"/changes", r.URL.Query()
	s.tabs = govuk.Table{Caption: "What becomes of the rows", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "What becomes of them"}, {Text: "Rows", Numeric: true}}}
	of := lists.Standing(asked.Get("of"))
	for _, one := range lists.Standings() {
		if n := v.Counts.Of[one]; n > 0 {
			s.tabs.Rows = append(s.tabs.Rows, govuk.Row{Cells: []govuk.Cell{{Text: one.Label(), Href: at + "?of=" + string(one)}, {Text: figure.Grouped(n), Numeric: true}}})
		}
	}
	if slices.Contains(lists.Standings(), of) {
		s.title = of.Label()
		var more bool
		if s.rows, more, err = p.lists.Rows(r.Context(), v.ID, []lists.Standing{of}, after(asked)); err != nil {
			return err
		}
		if more {
			s.next = at + "?of=" + string(of) + "&after=" + strconv.Itoa(s.rows[len(s.rows)-1].Number)
		}
	}
	s.saw(r, p)
	return web.Render(w, r, http.StatusOK, web.Page{Title: "What will change", Section: section, Back: address(v.ID), Wide: true, Body: changesPage(s)})
}

// saw notes that names of a list were shown.
func (s *showing) saw(r *http.Request, p *pages) {
	if len(s.rows) == 0 {
		return
	}
	e := journal.Entry{Verb: "looked at people on a list", Topic: "people.read", Objects: []journal.Object{{Kind: "people-list", ID: string(s.ID)}}}
	for _, row := range s.rows {
		if id := row.Ours(); id != "" {
			e.Objects = append(e.Objects, journal.Object{Kind: "record", ID: string(id)})
		}
	}
	_ = p.around.Saw(r.Context(), e) // a full queue is logged, and hides nothing from whoever may see it
}

// table are the rows, each as it stands in the file.
func (s *showing) table() govuk.Table {
	t := govuk.Table{
		Caption: s.title, CaptionHidden: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Row"}, {Text: "Who"}, {Text: "Where"}, {Text: "Why"}},
	}
	for _, row := range s.rows {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: numbered(row)}, {Text: who(row)}, {Text: row.Entry.Where()}, {Content: why(row)}}})
	}
	return t
}

// numbered is the row as a spreadsheet counts; one of the version before has no number here.
func numbered(row lists.Row) string {
	if row.Number < 0 {
		return "Earlier"
	}
	return strconv.Itoa(row.Number)
}

func who(row lists.Row) string {
	e := row.Entry
	switch {
	case row.Standing == lists.Rejected && e.Given == "" && e.Family == "":
		return "–"
	case e.Born.IsZero():
		return e.Name()
	}
	return e.Name() + ", born " + e.Born.Long()
}

// remarks are what was remarked of the file's cells, in numbers.
func (v *view) remarks() govuk.Table {
	t := govuk.Table{Caption: "What was odd in the cells", RowHeader: true, Columns: []govuk.Column{{Text: "What was done"}, {Text: "Cells", Numeric: true}}}
	for _, c := range entries.Codes() {
		if n := v.Counts.Remarks[c]; n > 0 {
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: c.Label()}, {Text: figure.Grouped(n), Numeric: true}}})
		}
	}
	return t
}

// rejected answers with the rows that are not taken, to be mended and handed in again. Who
// takes it is in the journal first.
func (p *pages) rejected(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if err := p.around.Took(r.Context(), journal.Entry{
		Verb: "took the rows of a list that are not taken in", Topic: "people.read", Objects: []journal.Object{{Kind: "people-list", ID: string(v.ID)}},
	}); err != nil {
		return err
	}
	web.Attachment(w, "not-taken.csv", "text/csv; charset=utf-8")
	return p.lists.Rejects(r.Context(), v.ID, w)
}
