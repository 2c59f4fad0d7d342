package papersweb

import (
	"net/http"

	"kith/internal/governance/papers"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// homeView is how the papers stand, as it is drawn.
type homeView struct {
	summary string
	papers  []govuk.TaskItem
	gaps    govuk.Table
}

func (p *pages) home(w http.ResponseWriter, r *http.Request) error {
	a, err := p.papers.Assessment(r.Context())
	if err != nil {
		return err
	}
	d := a.Declared
	gaps := d.Gaps()
	v := homeView{summary: "Nothing is missing from the papers.", gaps: gapsTable(gaps)}
	if len(gaps) > 0 {
		v.summary = govuk.Counted(len(gaps), "thing is", "things are") + " missing from the papers. Nobody but the council can say them."
	}
	v.papers = []govuk.TaskItem{
		{Title: "Privacy notice", Href: Notice, Hint: "What everybody reads of their data, in ten languages.", Status: "Public"},
		{Title: "Record of processing", Href: recordPath, Hint: "What is done with whose data, on which basis, and who receives it. Article 30.", Status: govuk.Counted(len(d.Record()), "activity", "activities")},
		{Title: "Impact assessment", Href: assessmentPath, Hint: p.standing(r.Context(), a), Status: assessmentState(a), Colour: assessmentColour(a)},
	}
	for _, f := range papers.Frameworks() {
		v.papers = append(v.papers, govuk.TaskItem{Title: f.Name, Href: evidencePath + "/" + f.ID, Hint: sumOf(f), Status: "Evidence"})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Wide: true, Section: section, Body: homePage(v)})
}

func gapsTable(gaps []papers.Gap) govuk.Table {
	t := govuk.Table{Caption: "What is missing", RowHeader: true, Stacks: true, Columns: []govuk.Column{{Text: "What"}, {Text: "What to do"}}}
	for _, g := range gaps {
		t.Rows = append(t.Rows, govuk.Cells(g.Says, g.Mend))
	}
	return t
}

// assessmentState is how the assessment stands, in a word.
func assessmentState(a papers.Assessment) string {
	switch {
	case len(a.Signings) == 0:
		return "Not signed"
	case len(a.Since()) > 0:
		return "Changed since"
	}
	return "Signed"
}

func assessmentColour(a papers.Assessment) govuk.Colour {
	if len(a.Signings) > 0 && len(a.Since()) == 0 {
		return govuk.Green
	}
	return govuk.Yellow
}
