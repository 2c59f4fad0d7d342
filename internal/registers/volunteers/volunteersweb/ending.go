package volunteersweb

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardview"
)

func (p *pages) ending(w http.ResponseWriter, r *http.Request) error {
	known, err := p.facts(r.Context())
	if err != nil {
		return err
	}
	hub := forms.Select{Name: "hub", Label: "Neighbourhood", Options: known.hoodOptions(r.Context(), "Any neighbourhood")}
	forms.Parse(r.URL.Query(), &hub)
	all, err := p.volunteers.RunningOut(r.Context(), hub.Value())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Checks that end", Back: listPath, Section: section, Wide: true, Body: endingPage(endingTable(known, all), hub),
	})
}

func endingTable(known facts, all []volunteers.Ending) govuk.Table {
	t := govuk.Table{
		Caption: "Checks that end", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Volunteer"}, {Text: "Where"}, {Text: "Check"}, {Text: "Last day"}, {Text: "Stops without it"}},
		Empty:   govuk.Empty{Text: fmt.Sprintf("No check ends within %d days. What needs one stops by itself on the day after its last.", volunteers.Soon)},
	}
	for _, e := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: e.Volunteer.Name(), Href: address(e.Volunteer.ID) + "#checks"},
			{Text: known.hood(e.Volunteer.Neighbourhood)},
			{Text: e.Check.Name},
			{Content: endTag(e)},
			{Text: strings.Join(e.Stops, ", ")},
		}})
	}
	return t
}

func endTag(e volunteers.Ending) govuk.Tag {
	if e.Ended {
		return govuk.Tag{Text: whole("Ended " + e.On.Short()), Colour: govuk.Red}
	}
	return govuk.Tag{Text: whole(e.On.Short()), Colour: govuk.Orange}
}

// Watch is the part of the coordination page about volunteers' checks that end; who keeps no
// volunteers does not see it. A hub has it on its list of volunteers.
func Watch(s *volunteers.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "volunteer-checks", Title: "Volunteers' checks that end", Lead: "Ask for a new one. What needs it stops on the day after its last.",
			None: "No check of a volunteer ends soon.", All: endingPath, First: "Ask for the checks that end first", Href: endingPath,
		}
		if !access.From(ctx).Has(keepers...) {
			return section, false, nil
		}
		all, err := s.RunningOut(ctx, "")
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		known, err := p.facts(ctx)
		if err != nil {
			return section, true, err
		}
		section.Count, section.Red = len(all), all[0].Ended
		section.Table = endingTable(known, all[:min(len(all), 5)])
		return section, true, nil
	}
}
