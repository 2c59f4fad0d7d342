package reportsweb

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kith/internal/insight/reports"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

func (p *pages) dashboard(w http.ResponseWriter, r *http.Request) error {
	d, err := p.reports.Dashboard(r.Context(), r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	who := access.From(r.Context())
	s := figuresScreen{Dashboard: d, types: reports.MayType(who), keeps: who.Has(reports.Keepers()...), reaches: d.Hub.ID == "" && reports.ReadsEquality(who)}
	if s.outside, err = p.reports.External(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: title(d.Hub), Section: section, Wide: true, Body: dashboardPage(s),
	})
}

// figuresScreen is a dashboard as it is drawn, with the figures from outside.
type figuresScreen struct {
	reports.Dashboard
	outside []reports.External
	types   bool // the reader may type such figures in
	keeps   bool // and see what members are told of requests
	reaches bool // and see whom the borough reaches
}

func title(h reports.Hub) string {
	if h.ID == "" {
		return "Dashboard: whole borough"
	}
	return "Dashboard: " + h.Name
}

func address(h reports.Hub) string {
	if h.ID == "" {
		return "/dashboard"
	}
	return "/dashboard?" + url.Values{"hub": {h.ID}}.Encode()
}

// exportOf is the address of a dashboard as a file.
func exportOf(h reports.Hub) string {
	return strings.Replace(address(h), "/dashboard", "/dashboard"+exportPath, 1)
}

// What a dashboard says about its figures.
const (
	weekNote   = "This week is from Monday's midnight until now. It is compared with last week until the same hour of the same day."
	hiddenNote = "So that nobody can be recognised, figures of 1 to 7 are shown as * and others are rounded to the nearest 5."
)

// choices are the hubs whose dashboard may be chosen; none when there is but one.
func choices(d reports.Dashboard) []govuk.Link {
	if len(d.Hubs) < 2 {
		return nil
	}
	var links []govuk.Link
	for _, h := range d.Hubs {
		links = append(links, govuk.Link{Label: h.Name, Href: address(h), Current: h.ID == d.Hub.ID})
	}
	return links
}

// leading are the six figures a dashboard begins with, on a phone all that is seen first.
var leading = []string{
	"tasks.overdue", "needs.not-accepted", "tasks.open", "needs.requests", "tasks.people-supported", "needs.first-contact",
}

func tiles(d reports.Dashboard) govuk.StatTiles {
	var all govuk.StatTiles
	for _, name := range leading {
		l := d.Line(name)
		n, note := l.Now, "now"
		if l.Dated {
			n, note = l.Week, "this week"
			if change := l.Change(); change != "" {
				note += ", " + change
			}
		}
		all = append(all, govuk.StatTile{Label: l.Label, Value: n.Brief(), Href: n.Rows, Note: note, Colour: pressing(name, n)})
	}
	return all
}

// pressing colours what waits for somebody; the sentence above says the same.
func pressing(name string, n reports.Number) govuk.Colour {
	if (name == "tasks.overdue" || name == "needs.not-accepted") && (n.Value > 0 || n.Hidden) {
		return govuk.Red
	}
	return govuk.Blue
}

// spanColumns head the figures of a dated measure.
func spanColumns(first string) []govuk.Column {
	return []govuk.Column{
		{Text: first},
		{Text: "Today", Numeric: true},
		{Text: "This week so far", Numeric: true},
		{Text: "Same part of last week", Numeric: true},
	}
}

func cell(n reports.Number) govuk.Cell {
	return govuk.Cell{Text: n.Short(), Href: n.Rows, Numeric: true}
}

func weekTable(d reports.Dashboard) govuk.Table {
	t := govuk.Table{Caption: "This week against last week", RowHeader: true, Columns: append(spanColumns("What"), govuk.Column{Text: "In words"})}
	for _, l := range d.Lines {
		if l.Dated {
			t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
				{Text: l.Label}, cell(l.Today), cell(l.Week), cell(l.Last), {Text: capital(l.Change())},
			}})
		}
	}
	return t
}

// partTable shows a measure by its kinds, with a bar for each figure of this week.
func partTable(caption, first string, parts []reports.Part, empty string) govuk.Table {
	t := govuk.Table{
		Caption: caption, RowHeader: true, Empty: govuk.Empty{Text: empty},
		Columns: append(spanColumns(first), govuk.Column{Text: "This week as a bar", Hidden: true}),
	}
	most := int64(1)
	for _, p := range parts {
		most = max(most, p.Week.Value)
	}
	for _, p := range parts {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: p.Label}, cell(p.Today), cell(p.Week), cell(p.Last), {Content: bar(p.Week.Value, most)},
		}})
	}
	return t
}

func hubTable(d reports.Dashboard) govuk.Table {
	t := govuk.Table{
		Caption: "Hubs", RowHeader: true, Sortable: true,
		Columns: []govuk.Column{
			{Text: "Hub"},
			{Text: "Tasks open", Numeric: true},
			{Text: "Overdue", Numeric: true},
			{Text: "Requests not accepted", Numeric: true},
			{Text: "Tasks done today", Numeric: true},
		},
	}
	for _, p := range d.Places {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: p.Name, Href: address(p.Hub)}, cell(p.Open), cell(p.Overdue), cell(p.NotAccepted), cell(p.DoneToday),
		}})
	}
	return t
}

// standTable is who helps, as it stands now.
func standTable(all []reports.Stand) govuk.Table {
	t := govuk.Table{Caption: "Volunteers and shifts, as they stand now", RowHeader: true, Columns: []govuk.Column{{Text: "What"}, {Text: "Now", Numeric: true}}}
	for _, s := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: s.Label}, cell(s.Now)}})
	}
	return t
}

// helpingTable is who helps, by hub.
func helpingTable(all []reports.Helping) govuk.Table {
	t := govuk.Table{
		Caption: "Volunteers and shifts, by hub", RowHeader: true, Sortable: true,
		Columns: []govuk.Column{
			{Text: "Hub"},
			{Text: "Active volunteers", Numeric: true},
			{Text: "Time they gave this week so far", Numeric: true},
			{Text: "Same part of last week", Numeric: true},
			{Text: "Shifts filled this week", Numeric: true},
			{Text: "Shifts open this week", Numeric: true},
		},
	}
	for _, h := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: h.Name, Href: address(h.Hub)}, cell(h.Active), timed(h.Hours), timed(h.HoursLast), cell(h.Filled), cell(h.Open),
		}})
	}
	return t
}

// timed is time that was given, sorted by minutes.
func timed(n reports.Number) govuk.Cell {
	c := cell(n)
	c.Sort = strconv.FormatInt(n.Value, 10)
	return c
}

func definitions(d reports.Dashboard) govuk.SummaryList {
	var l govuk.SummaryList
	for _, line := range d.Lines {
		l.Rows = append(l.Rows, govuk.SummaryRow{Key: line.Label, Text: line.Meaning})
	}
	return l
}
