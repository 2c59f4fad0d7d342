package volunteersweb

import (
	"fmt"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteering"
)

func (p *pages) activities(w http.ResponseWriter, r *http.Request) error {
	b, err := p.volunteers.Rules(r.Context())
	if err != nil {
		return err
	}
	t := govuk.Table{
		Caption: "What volunteers do", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Activity"}, {Text: "Where"}, {Text: "Takes"}, {Text: "Needs"}},
		Empty:   govuk.Empty{Text: "The blueprint names nothing that volunteers do here."},
	}
	for _, a := range b.Activities {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: a.Name, Href: activitiesPath + "/" + a.ID}, {Text: a.Place.Label()}, {Text: whole(fmt.Sprintf("%d minutes", a.Minutes))}, {Text: needsInWords(b, a)},
		}})
	}
	page := web.Page{Title: "What volunteers do", Section: section, Wide: true, Body: activitiesPage(t, b)}
	if access.From(r.Context()).Has(keepers...) { // others have no list to go back to
		page.Back = listPath
	}
	return web.Render(w, r, http.StatusOK, page)
}

// needsInWords are the checks and modules of an activity, in one line.
func needsInWords(b *volunteering.Rules, a volunteering.Activity) string {
	var names []string
	for _, id := range b.Needs(a) {
		if c, ok := b.Check(id); ok {
			names = append(names, c.Name)
		}
	}
	for _, id := range b.Teaches([]string{a.ID}) {
		if m, ok := b.Module(id); ok {
			names = append(names, "“"+m.Title+"”")
		}
	}
	return strings.Join(names, ", ")
}

func (p *pages) activity(w http.ResponseWriter, r *http.Request) error {
	b, err := p.volunteers.Rules(r.Context())
	if err != nil {
		return err
	}
	a, ok := b.Activity(r.PathValue("id"))
	if !ok {
		return fault.New(fault.NotFound, "volunteersweb.no-activity", "Volunteers do not do this here any more.")
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: a.Name, Back: activitiesPath, Section: section, Body: activityPage(b, a)})
}

func activityRows(b *volunteering.Rules, a volunteering.Activity) []govuk.SummaryRow {
	return []govuk.SummaryRow{
		{Key: "Where", Text: a.Place.Label()},
		{Key: "Takes", Text: fmt.Sprintf("%d minutes", a.Minutes)},
		{Key: "Needs first", Text: needsInWords(b, a)},
		{Key: "Bring", Text: cmpOr(a.Bring, "Nothing")},
		{Key: "Duties", Text: a.Duties},
	}
}

// paragraphs are the parts of a text between empty lines.
func paragraphs(text string) (all []string) {
	for _, p := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, p)
		}
	}
	return all
}
