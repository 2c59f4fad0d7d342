package settingsweb

import (
	"net/http"
	"strconv"

	"kith/internal/plat/govuk"
	"kith/internal/plat/imports"
	"kith/internal/plat/web"
)

func (p *pages) imports(w http.ResponseWriter, r *http.Request) error {
	runs, err := p.settings.Imports(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "Files taken in", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{
			{Text: "File"},
			{Text: "What"},
			{Text: "How it stands"},
			{Text: "Begun"},
			{Text: "By"},
			{Text: "Added", Numeric: true},
			{Text: "Changed", Numeric: true},
			{Text: "Unchanged", Numeric: true},
			{Text: "Rejected", Numeric: true},
			{Text: "Note"},
		},
		Empty: govuk.Empty{Text: "No file has been taken in yet. Runs of kith import appear here."},
	}
	for _, run := range runs {
		state, colour := runWords(run.State)
		t.Rows = append(t.Rows, govuk.Row{Cells: append([]govuk.Cell{
			{Text: run.Name},
			{Text: run.Kind},
			{Content: govuk.Tag{Text: state, Colour: colour}},
			{Content: govuk.Ago(run.StartedAt, p.settings.Now(r.Context()))},
			{Text: p.settings.Who(r.Context(), run.Actor)},
		}, counts(run)...)})
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Imports", Section: section, Back: "/admin", Wide: true, Body: importsPage(t),
	})
}

func counts(run imports.Run) []govuk.Cell {
	var cells []govuk.Cell
	for _, n := range []int64{run.Added, run.Changed, run.Unchanged, run.Rejected} {
		cells = append(cells, govuk.Cell{Text: strconv.FormatInt(n, 10), Numeric: true})
	}
	return append(cells, govuk.Cell{Text: run.Note})
}
