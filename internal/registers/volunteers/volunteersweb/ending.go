package volunteersweb

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/day"
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
	all, err := p.runningOut(r.Context(), hub.Value())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Checks that end", Back: listPath, Section: section, Wide: true, Body: endingPage(endingTable(known, all), hub),
	})
}

// end is a check that ends, of a volunteer or one that a group answers for.
type end struct {
	who, href string
	where     string // the neighbourhood; "" is the whole borough
	check     string
	on        day.Date
	ended     bool
	stops     []string
}

// runningOut lists the checks that end soon or have, the first to end first: of volunteers, and
// those that groups have to answer for anew.
func (p *pages) runningOut(ctx context.Context, hub string) (all []end, err error) {
	of, err := p.volunteers.RunningOut(ctx, hub)
	if err != nil {
		return nil, err
	}
	for _, e := range of {
		all = append(all, end{e.Volunteer.Name(), address(e.Volunteer.ID) + "#checks", e.Volunteer.Neighbourhood, e.Check.Name, e.On, e.Ended, e.Stops})
	}
	groups, err := p.volunteers.GroupsRunningOut(ctx, hub)
	for _, e := range groups {
		all = append(all, end{e.Group.Name + ", a group", groupsPath + "/" + string(e.Group.Organisation), e.Group.Hub, e.Check.Name, e.On, e.Ended, e.Stops})
	}
	slices.SortStableFunc(all, func(a, b end) int { return a.on.Compare(b.on) })
	return all, err
}

func endingTable(known facts, all []end) govuk.Table {
	t := govuk.Table{
		Caption: "Checks that end", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Whose"}, {Text: "Where"}, {Text: "Check"}, {Text: "Last day"}, {Text: "Stops without it"}},
		Empty:   govuk.Empty{Text: fmt.Sprintf("No check ends within %d days. What needs one stops by itself on the day after its last.", volunteers.Soon)},
	}
	for _, e := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: e.who, Href: e.href},
			{Text: wide(known, e.where)},
			{Text: e.check},
			{Content: endTag(e)},
			{Text: strings.Join(e.stops, ", ")},
		}})
	}
	return t
}

func endTag(e end) govuk.Tag {
	switch {
	case e.on.IsZero():
		return govuk.Tag{Text: whole("Never in writing"), Colour: govuk.Red}
	case e.ended:
		return govuk.Tag{Text: whole("Ended " + e.on.Short()), Colour: govuk.Red}
	}
	return govuk.Tag{Text: whole(e.on.Short()), Colour: govuk.Orange}
}

// Watch is the part of the coordination page about volunteers' checks that end; who keeps no
// volunteers does not see it. A hub has it on its list of volunteers.
func Watch(s *volunteers.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "volunteer-checks", Title: "Volunteers' and groups' checks that end", Lead: "Ask for a new one. What needs it stops on the day after its last.",
			None: "No check ends soon.", All: endingPath, First: "Ask for the checks that end first", Href: endingPath,
		}
		if !access.From(ctx).Has(keepers...) {
			return section, false, nil
		}
		all, err := p.runningOut(ctx, "")
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		known, err := p.facts(ctx)
		if err != nil {
			return section, true, err
		}
		section.Count, section.Red = len(all), all[0].ended
		section.Table = endingTable(known, all[:min(len(all), 5)])
		return section, true, nil
	}
}
