package deploymentweb

import (
	"fmt"
	"net/http"
	"slices"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/deployment"
)

// weekPage is the cover of a week, by hub.
type weekPage struct {
	words
	week deployment.Week
	late int // check-ins
	wait int // needs that were said and not seen to
}

func (p *pages) week(w http.ResponseWriter, r *http.Request) error {
	k, err := p.words(r)
	if err != nil {
		return err
	}
	page := &weekPage{words: k}
	if page.week, err = p.deployment.Week(r.Context(), k.monday, ""); err != nil {
		return err
	}
	dues, err := p.deployment.CheckIns(r.Context())
	if err != nil {
		return err
	}
	for _, d := range dues {
		if d.Overdue() {
			page.late++
		}
		if d.Last.Waits() {
			page.wait++
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Cover of the week", Wide: true, Section: section, Body: weekBody(page)})
}

func every(deployment.Cover) bool { return true }

func (p *weekPage) tiles() govuk.StatTiles {
	n := p.week.Of(every)
	tiles := govuk.StatTiles{
		{Label: "Shifts filled", Value: fmt.Sprintf("%d of %d", n.Filled, n.Needed), Href: "#hubs"},
		{Label: "Open", Value: fmt.Sprint(n.Open), Href: to(home+"/plan", p.monday), Colour: red(n.Open)},
		{Label: "At risk", Value: fmt.Sprint(n.AtRisk), Href: "#risk", Note: "who has it may not be able to", Colour: orange(n.AtRisk)},
		{Label: "Check-ins late", Value: fmt.Sprint(p.late), Href: home + "/check-ins", Colour: red(p.late)},
		{Label: "Needs to see to", Value: fmt.Sprint(p.wait), Href: home + "/check-ins", Colour: orange(p.wait)},
	}
	return tiles
}

func red(n int) govuk.Colour {
	if n > 0 {
		return govuk.Red
	}
	return govuk.Green
}

func orange(n int) govuk.Colour {
	if n > 0 {
		return govuk.Orange
	}
	return govuk.Green
}

// hubs is a row for each hub: how many of each day's shifts are filled.
func (p *weekPage) hubs() govuk.Table {
	t := govuk.Table{
		Caption: "Shifts filled, by hub and day", RowHeader: true, Columns: []govuk.Column{{Text: "Hub"}},
		Empty: govuk.Empty{Text: "The posts of the blueprint's establishment.yaml appear here, with how many shifts of each day are filled."},
	}
	for d := range 7 {
		t.Columns = append(t.Columns, govuk.Column{Text: p.monday.AddDays(d).Start().In(day.London).Format("Mon 2 Jan")})
	}
	t.Columns = append(t.Columns, govuk.Column{Text: "Open", Numeric: true}, govuk.Column{Text: "At risk", Numeric: true})
	for _, hub := range p.week.Hubs {
		n := p.week.Of(func(c deployment.Cover) bool { return c.Hub == hub })
		if n.Needed == 0 {
			continue
		}
		row := govuk.Row{Cells: []govuk.Cell{{Text: p.hub(hub), Href: to(home+"/hubs/"+hubPath(hub), p.monday)}}}
		for d := range 7 {
			on := p.monday.AddDays(d)
			row.Cells = append(row.Cells, cell(p.week.Of(func(c deployment.Cover) bool { return c.Hub == hub && c.Day == on })))
		}
		row.Cells = append(row.Cells,
			govuk.Cell{Text: fmt.Sprint(n.Open), Numeric: true, Href: planHref(n.Open, to(home+"/plan", p.monday, "hub", hubPath(hub)))},
			govuk.Cell{Text: fmt.Sprint(n.AtRisk), Numeric: true})
		t.Rows = append(t.Rows, row)
	}
	return t
}

func planHref(open int, href string) string {
	if open == 0 {
		return ""
	}
	return href
}

// cell is a day of a hub: what is not full stands out.
func cell(n deployment.Counts) govuk.Cell {
	switch {
	case n.Needed == 0:
		return govuk.Cell{Text: "–"}
	case n.Open == 0:
		return govuk.Cell{Text: fmt.Sprintf("%d of %d", n.Filled, n.Needed)}
	case n.Filled == 0:
		return govuk.Cell{Content: govuk.Tag{Text: fmt.Sprintf("0 of %d", n.Needed), Colour: govuk.Red}}
	}
	return govuk.Cell{Content: govuk.Tag{Text: fmt.Sprintf("%d of %d", n.Filled, n.Needed), Colour: govuk.Yellow}}
}

// risks are the seats whose holder may not be able to work them.
func (p *weekPage) risks() govuk.Table {
	t := govuk.Table{
		Caption: "At risk", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "When"}, {Text: "Hub"}, {Text: "Post"}, {Text: "Who"}, {Text: "Why it is at risk"}},
		Empty:   govuk.Empty{Text: "Shifts appear here whose holder may not be able to work them: their dates, free times or instructions have changed since they were given them."},
	}
	at := slices.DeleteFunc(slices.Clone(p.week.Seats), func(c deployment.Cover) bool { return c.AtRisk == "" })
	slices.SortStableFunc(at, func(a, b deployment.Cover) int { return a.From.Compare(b.From) })
	for _, c := range at {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: on(c.From) + ", " + clocks(c.From, c.To), Href: shiftAddress(c.Held.ID)}, {Text: p.hub(c.Hub)}, {Text: c.Name}, {Text: c.Held.Who}, {Text: c.AtRisk},
		}})
	}
	return t
}

func shiftAddress(id deployment.HeldID) string { return home + "/shifts/" + string(id) }

// truth is the week in a sentence.
func (p *weekPage) truth() string {
	n := p.week.Of(every)
	must := p.week.Of(func(c deployment.Cover) bool { return c.Weight == deployment.Must })
	if n.Needed == 0 {
		return "The blueprint asks for no shifts here."
	}
	if n.Open == 0 {
		return fmt.Sprintf("All %d shifts are filled.", n.Needed)
	}
	return fmt.Sprintf("%d of %d shifts are filled, %d are open, of which %d must be filled.", n.Filled, n.Needed, n.Open, must.Open)
}
