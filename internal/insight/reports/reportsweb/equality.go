package reportsweb

import (
	"context"
	"net/http"
	"net/url"

	"kith/internal/insight/reports"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

// equalityPath is the page of what people answered of themselves.
const equalityPath = "/dashboard/equality"

// What is said about the equality figures.
const (
	equalityTitle = "Who we reach"
	equalityNote  = "People answer these questions after they sent a form on the web, if they want to. The answers are kept as counts, apart from who they are and what they asked for, and lead to nobody."
	equalityKept  = "A * stands for too few to tell: figures of 1 to 7, and those from which one of them could be reckoned. Others are rounded to the nearest 5."
)

func (p *pages) equality(w http.ResponseWriter, r *http.Request) error {
	e, err := p.reports.Equality(r.Context(), r.URL.Query().Get("quarter"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: equalityTitle, Section: section, Back: "/dashboard", Body: equalityPage(e)})
}

// equalityRunning says when the figures of the quarter that runs can be seen.
func equalityRunning(e reports.Equality) string {
	return "Figures are shown once a quarter is over. Those of " + e.Running.String() + " are shown from " + e.Running.Next().From().Long() + "."
}

func equalityAddress(q reports.Quarter, file bool) string {
	path := equalityPath
	if file {
		path += exportPath
	}
	return path + "?" + url.Values{"quarter": {q.ID()}}.Encode()
}

// quarterLinks are the quarters to choose from; none when there is but one.
func quarterLinks(e reports.Equality) (links []govuk.Link) {
	if len(e.Quarters) < 2 {
		return nil
	}
	for _, q := range e.Quarters {
		links = append(links, govuk.Link{Label: q.String(), Href: equalityAddress(q, false), Current: q == e.Quarter})
	}
	return links
}

// equalityTable is a chart that is a table: the bar draws what the cell before it says.
func equalityTable(q reports.EqualityQuestion) govuk.Table {
	t := govuk.Table{
		Caption: q.Title, RowHeader: true,
		Columns: []govuk.Column{{Text: "Answer"}, {Text: "People", Numeric: true}, {Text: "As a bar", Hidden: true}},
	}
	most := int64(1)
	for _, c := range q.Choices {
		most = max(most, c.Times.Value)
	}
	for _, c := range q.Choices {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: c.Label}, {Text: c.Times.Short(), Numeric: true}, {Content: bar(c.Times.Value, most)},
		}})
	}
	t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: "All who answered"}, {Text: q.All.Short(), Numeric: true}, {}}})
	return t
}

func (p *pages) exportEquality(w http.ResponseWriter, r *http.Request) error {
	e, err := p.reports.ExportEquality(r.Context(), r.URL.Query().Get("quarter"))
	if err != nil {
		return err
	}
	now := p.reports.Now(r.Context())
	return web.SendTable(w, r, web.Table{
		Name: fileName(equalityTitle+" "+e.Quarter.ID(), now),
		About: []tabular.About{
			{Name: "What", Text: equalityTitle},
			{Name: "What it counts", Text: equalityNote},
			{Name: "Where", Text: "Whole borough"},
			{Name: "When", Text: e.Quarter.String()},
			{Name: "Small figures", Text: equalityKept},
			{Name: "Taken by", Text: access.From(r.Context()).Name},
		},
		Columns: []string{"Question", "Answer", "People"},
		Next: func(context.Context) (rows [][]string, more bool, err error) {
			for _, q := range e.Questions {
				for _, c := range q.Choices {
					rows = append(rows, []string{q.Title, c.Label, raw(c.Times)})
				}
				rows = append(rows, []string{q.Title, "All who answered", raw(q.All)})
			}
			return rows, false, nil
		},
	})
}
