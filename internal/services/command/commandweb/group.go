package commandweb

import (
	"fmt"
	"net/http"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/command"
)

func (p *pages) groups(w http.ResponseWriter, r *http.Request) error {
	all, err := p.command.Groups(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Command", Section: section, Wide: true, Body: groupsPage(all)})
}

// view is what a group keeps; an administrator who may not read it is sent to its members.
func (p *pages) view(r *http.Request) (command.View, error) {
	v, err := p.command.View(r.Context(), r.PathValue("group"))
	if err == nil && !v.Read {
		err = fault.New(fault.Forbidden, "command.not-member", "What "+v.Name+" keeps is for its members. You may see who sits in it.")
	}
	return v, err
}

func (p *pages) group(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: v.Name, Section: section, Back: home, Wide: true, Body: groupPage(v)})
}

func (p *pages) print(w http.ResponseWriter, r *http.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: v.Name + ": record", Section: section, Back: address(v.ID), Wide: true, Body: printPage(v)})
}

// lead is what waits for a group, in a sentence.
func lead(v command.View) string {
	open := 0
	for _, a := range v.Actions {
		if a.State == command.Open {
			open++
		}
	}
	switch late := len(v.Late()); {
	case late == 1:
		return fmt.Sprintf("1 action is late; %s open.", govuk.Counted(open, "action is", "actions are"))
	case late > 1:
		return fmt.Sprintf("%d actions are late; %d are open.", late, open)
	case open > 0:
		return fmt.Sprintf("Nothing is late. %s open.", govuk.Counted(open, "action is", "actions are"))
	}
	return "Nothing is open."
}

// state is how an action stands, in words.
func state(a command.Action, today day.Date) (words string, colour govuk.Colour) {
	switch {
	case a.Late(today):
		return govuk.Counted(today.DaysSince(a.Due), "day", "days") + " late", govuk.Red
	case a.State == command.Done:
		return "Done", govuk.Green
	case a.State == command.Dropped:
		return "Dropped", govuk.Grey
	}
	return "Open", govuk.Blue
}

func actionsTable(v command.View, links bool) govuk.Table {
	t := govuk.Table{
		Caption: "Actions, late ones first", Stacks: true,
		Columns: []govuk.Column{{Text: "Number", Numeric: true}, {Text: "What"}, {Text: "Who"}, {Text: "Due"}, {Text: "How it stands"}, {Text: "What came of it"}},
		Empty:   govuk.Empty{Text: "Nobody was asked to do anything yet. Actions appear here with who does them and by when."},
	}
	for _, a := range v.Actions {
		href := ""
		if links && v.Write && a.State == command.Open {
			href = address(v.ID, "actions", string(a.ID))
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: number(a.Number), Numeric: true}, {Text: a.What + from(a.Decision), Href: href}, {Text: a.Owner}, {Text: a.Due.Long()}, {Content: stateTag(a, v.Today)}, {Text: a.Note},
		}})
	}
	return t
}

func from(decision int64) string {
	if decision == 0 {
		return ""
	}
	return fmt.Sprintf(" (decision %d)", decision)
}

func decisionsTable(v command.View) govuk.Table {
	t := govuk.Table{
		Caption: "Decision log, the latest first", Stacks: true,
		Columns: []govuk.Column{{Text: "Number", Numeric: true}, {Text: "Decided on"}, {Text: "What"}, {Text: "Why"}, {Text: "Options considered"}, {Text: "Who was there"}, {Text: "Written by"}},
		Empty:   govuk.Empty{Text: "No decision is logged yet."},
	}
	for _, d := range v.Decisions {
		what := d.What
		if d.Corrects > 0 {
			what = fmt.Sprintf("Corrects decision %d: %s", d.Corrects, what)
		}
		if d.CorrectedBy > 0 {
			what += fmt.Sprintf(" (Corrected by decision %d.)", d.CorrectedBy)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: number(d.Number), Numeric: true}, {Text: d.On.Long()}, {Text: what}, {Text: d.Reasons}, {Text: d.Options}, {Text: d.Present}, {Text: d.ByName + ", " + d.At.In(day.London).Format("2 January, 15:04")},
		}})
	}
	return t
}

func reportsTable(v command.View) govuk.Table {
	t := govuk.Table{
		Caption: "Situation reports", Columns: []govuk.Column{{Text: "Report"}, {Text: "Of"}, {Text: "How it stands"}, {Text: "What stands out"}}, Stacks: true,
		Empty: govuk.Empty{Text: "No situation report was made yet."},
	}
	for _, r := range v.Reports {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{{Text: "Report " + number(r.Number), Href: address(v.ID, "reports", number(r.Number))}, {Text: r.On.Long()}, {Text: sent(r)}, {Text: r.Notes}}})
	}
	return t
}

func sent(r command.Report) string {
	if !r.Sent {
		return "Draft"
	}
	return "Sent " + r.SentAt.In(day.London).Format("2 January 2006, 15:04")
}

func figuresTable(r command.Report) govuk.Table {
	t := govuk.Table{Caption: "Figures of " + r.On.Long(), RowHeader: true, Columns: []govuk.Column{{Text: "What"}, {Text: "Figure"}, {Text: "What it counts"}}}
	for _, f := range r.Figures {
		t.Rows = append(t.Rows, govuk.Cells(f.Label, f.Value, f.Note))
	}
	return t
}

// seats say who sits in a group, in a sentence.
func seats(v command.View) string {
	if len(v.Members) == 0 {
		return "Nobody sits in it yet. Until somebody does, whoever manages the whole borough acts for it."
	}
	var names []string
	for _, m := range v.Members {
		name := m.Name
		if m.Part != "" {
			name += " (" + m.Part + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ") + "."
}
