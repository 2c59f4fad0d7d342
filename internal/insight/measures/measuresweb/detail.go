package measuresweb

import (
	"net/http"

	"kith/internal/insight/measures"
	"kith/internal/kernel/day"
	"kith/internal/kernel/figure"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// detailScreen is one figure as it is drawn.
type detailScreen struct {
	measures.Detail
	types bool
}

func (p *pages) detail(w http.ResponseWriter, r *http.Request) error {
	of, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	d, err := p.measures.Detail(r.Context(), r.PathValue("id"), of, r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	s := detailScreen{d, d.Outside != nil && measures.MayType(access.From(r.Context()))}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: d.Name + ": " + where(d.Hub), Section: section, Back: address(home, sheetScreen{Sheet: d.Sheet}.shown(), d.Hub), Wide: true, Body: detailPage(s),
	})
}

// lead is the figure in a sentence.
func (s detailScreen) lead() string {
	v := s.Line.Now
	if v.Why != "" {
		return v.Why
	}
	said := s.Name + ": " + v.String() + " in the week of " + s.Of.String()
	if s.Elsewhere() {
		said = s.Name + ": " + v.String()
	}
	if change := s.Change(); change != "" {
		said += ", " + change
	}
	return said + "."
}

func (s detailScreen) facts() govuk.SummaryList {
	l := govuk.SummaryList{Rows: []govuk.SummaryRow{
		{Key: "What it counts", Text: s.Says},
		{Key: "Who answers for it", Text: s.OwnerTitle},
		{Key: "Target", Text: goal(s.Line)},
		{Key: "Since the beginning", Text: known(s.Line.Since)},
		{Key: "As at", Text: moment(s.Line.Now)},
	}}
	if s.Target != nil && s.Target.Why != "" {
		l.Rows[2].Text += " (" + s.Target.Why + ")"
	}
	if s.Outside != nil {
		l.Rows = append(l.Rows, govuk.SummaryRow{Key: "Who counts it", Text: s.Outside.Source})
	}
	return l
}

func known(v measures.Value) string {
	if v.Why != "" {
		return v.Why
	}
	return v.String()
}

func moment(v measures.Value) string {
	if v.AsAt.IsZero() {
		return "Not known"
	}
	return v.AsAt.In(day.London).Format("3:04pm on Monday 2 January 2006")
}

// weeks is a chart that is a table: the bar draws what the cell before it says.
func (s detailScreen) weeks() govuk.Table {
	t := govuk.Table{
		Caption: "Week by week", RowHeader: true,
		Columns: []govuk.Column{{Text: "Week from"}, {Text: s.Name, Numeric: true}, {Text: "As a bar", Hidden: true}},
	}
	most := int64(1)
	for _, p := range s.Weeks {
		most = max(most, p.Value.Value)
	}
	for _, p := range s.Weeks {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: p.Monday.Short()}, number(p.Value), {Content: bar(p.Value.Value, most)}}})
	}
	return t
}

// rowsTable compares places or kinds.
func rowsTable(caption, first string, all []measures.Row, href func(measures.Row) string) govuk.Table {
	t := govuk.Table{
		Caption: caption, RowHeader: true, Sortable: true,
		Columns: []govuk.Column{{Text: first}, {Text: "That week", Numeric: true}, {Text: "Week before", Numeric: true}, {Text: "Since the beginning", Numeric: true}},
	}
	for _, r := range all {
		c := govuk.Cell{Text: r.Name}
		if href != nil {
			c.Href = href(r)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{c, number(r.Now), number(r.Before), number(r.Since)}})
	}
	return t
}

func (s detailScreen) typedTable() govuk.Table {
	t := govuk.Table{
		Caption: "What was typed or handed in", RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "As at"}, {Text: "Figure", Numeric: true}, {Text: "Baseline", Numeric: true}, {Text: "Source"}, {Text: "Who typed it"}, {Text: "Does it stand?"}},
		Empty:   govuk.Empty{Text: "Nobody has typed this figure in yet. Each one appears here with its day, its source and who typed it."},
	}
	seen := map[day.Date]bool{}
	for _, one := range s.Typed {
		c := govuk.Cell{Text: one.AsAt.Long()}
		stands := "Corrected since"
		if !seen[one.AsAt] {
			stands = "Yes"
			if s.types {
				c.Href = typeAddress(s.ID, one.AsAt)
			}
		}
		if one.Gone {
			stands = "Taken back"
		}
		seen[one.AsAt] = true
		base := "–"
		if one.Baseline != nil {
			base = figure.Grouped(*one.Baseline)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			c,
			{Text: figure.Grouped(one.Value), Numeric: true},
			{Text: base, Numeric: true},
			{Text: one.Source},
			{Text: one.TypedName + ", " + one.TypedAt.In(day.London).Format("2 January 2006")},
			{Text: stands},
		}})
	}
	return t
}
