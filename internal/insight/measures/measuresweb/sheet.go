package measuresweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"kith/internal/insight/measures"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/tabular"
	"kith/internal/plat/web"
)

// sheetScreen is all figures of a week as they are drawn.
type sheetScreen struct {
	measures.Sheet
	board bool // the reader may make the report to the board
}

// asked reads which week an address asks for; none is the latest whole one.
func asked(query url.Values) (of measures.Stretch, err error) {
	text := query.Get("week")
	if text == "" {
		return of, nil
	}
	from, err := day.ParseDate(text)
	if err != nil {
		return of, fault.New(fault.NotFound, "measures.week", "That is no week. Choose one from the page of figures.")
	}
	return measures.Stretch{Span: measures.Week, From: measures.Monday(from)}, nil
}

func (p *pages) sheet(w http.ResponseWriter, r *http.Request) error {
	of, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	sheet, err := p.measures.Sheet(r.Context(), of, r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	s := sheetScreen{sheet, access.From(r.Context()).HasFor("", access.Analyst, access.Manager, access.Governance, access.PublicHealth)}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Figures: " + where(s.Hub), Section: section, Wide: true, Body: sheetPage(s)})
}

func where(h reports.Hub) string {
	if h.ID == "" {
		return "whole borough"
	}
	return h.Name
}

// What the pages say about figures that may not be told as they are.
const hiddenNote = "So that nobody can be recognised, a * stands for figures of 1 to 7, and for those from which one of them could be reckoned. Others are rounded to the nearest 5."

// leading are the figures of the sentence that the page begins with.
func (s sheetScreen) lead() string {
	line := func(id string) string {
		for _, l := range s.Lines {
			if l.ID == id && l.Now.Known {
				return l.Now.String()
			}
		}
		return ""
	}
	var said []string
	for _, one := range []struct{ id, after string }{
		{"requests", "requests came in"}, {"people", "people were supported"}, {"parcels", "parcels and meals were given"}, {"comfort-calls", "comfort calls were made"},
	} {
		if n := line(one.id); n != "" {
			said = append(said, n+" "+one.after)
		}
	}
	if len(said) == 0 {
		return "This week was not counted yet."
	}
	last := said[len(said)-1]
	if len(said) > 1 {
		return strings.Join(said[:len(said)-1], ", ") + " and " + last + " in the week of " + s.Of.String() + "."
	}
	return last + " in the week of " + s.Of.String() + "."
}

// asAt says when the figures were counted.
func (s sheetScreen) asAt() string {
	if s.CountedAt.IsZero() {
		return "Not counted yet. Figures are counted every ten minutes."
	}
	return "Counted at " + s.CountedAt.In(day.London).Format("3:04pm on Monday 2 January 2006") + ". What is noted late is counted the next day."
}

func (s sheetScreen) choices() (links []govuk.Link) {
	if len(s.Hubs) < 2 {
		return nil
	}
	for _, h := range s.Hubs {
		links = append(links, govuk.Link{Label: h.Name, Href: address(home, s.shown(), h), Current: h.ID == s.Hub.ID})
	}
	return links
}

// shown is the week for an address: none for the latest, so that the address stays right.
func (s sheetScreen) shown() measures.Stretch {
	if s.Of.From == s.Latest {
		return measures.Stretch{}
	}
	return s.Of
}

func (s sheetScreen) earlier() string {
	if !s.Of.From.After(s.Earliest) {
		return ""
	}
	return address(home, s.Of.Before(), s.Hub)
}

func (s sheetScreen) later() string {
	next := measures.Stretch{Span: measures.Week, From: s.Of.End()}
	switch {
	case s.Of.From == s.Latest:
		return ""
	case next.From == s.Latest:
		return address(home, measures.Stretch{}, s.Hub)
	}
	return address(home, next, s.Hub)
}

// table are the figures of a group.
func (s sheetScreen) table(g measures.Group) govuk.Table {
	t := govuk.Table{
		Caption: g.Label(), RowHeader: true, Stacks: true,
		Columns: []govuk.Column{{Text: "Figure"}, {Text: "That week", Numeric: true}, {Text: "Week before", Numeric: true}, {Text: "In words"}, {Text: "Target"}, {Text: "Since the beginning", Numeric: true}},
	}
	for _, l := range s.Lines {
		if l.Group != g {
			continue
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: l.Name, Href: address(home+"/"+l.ID, s.shown(), s.Hub)},
			number(l.Now), number(l.Before),
			{Text: inWords(l)},
			{Text: goal(l)},
			number(l.Since),
		}})
	}
	return t
}

func (s sheetScreen) has(g measures.Group) bool { return len(s.table(g).Rows) > 0 }

func number(v measures.Value) govuk.Cell {
	return govuk.Cell{Text: v.Short(), Sort: strconv.FormatInt(v.Value, 10), Numeric: true}
}

// inWords is how a line compares, or why it cannot be told.
func inWords(l measures.Line) string {
	if l.Now.Why != "" {
		return l.Now.Why
	}
	return capital(l.Change())
}

func goal(l measures.Line) string {
	if l.Target == nil {
		return "None"
	}
	return capital(l.Goal()) + ". " + string(l.Standing())
}

func capital(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func (p *pages) export(w http.ResponseWriter, r *http.Request) error {
	of, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	s, err := p.measures.ExportSheet(r.Context(), of, r.URL.Query().Get("hub"))
	if err != nil {
		return err
	}
	about := []tabular.About{
		{Name: "What", Text: "Figures: " + where(s.Hub)},
		{Name: "When", Text: "The week of " + s.Of.String()},
		{Name: "As at", Text: sheetScreen{Sheet: s}.asAt()},
		{Name: "Taken by", Text: access.From(r.Context()).Name},
	}
	if !s.Exact {
		about = append(about, tabular.About{Name: "Small figures", Text: hiddenNote})
	}
	return web.SendTable(w, r, web.Table{
		Name: "figures-" + s.Of.From.String(), About: about,
		Columns: []string{"Group", "Figure", "That week", "Week before", "Since the beginning", "Unit", "As at", "Target", "Standing", "Owner", "What it counts"},
		Next: func(context.Context) (rows [][]string, more bool, err error) {
			for _, l := range s.Lines {
				rows = append(rows, []string{
					l.Group.Label(), l.Name, raw(l.Now), raw(l.Before), raw(l.Since), unitOf(l), asAt(l.Now), l.Goal(), string(l.Standing()), l.OwnerTitle, l.Says,
				})
			}
			return rows, false, nil
		},
	})
}

func asAt(v measures.Value) string {
	if v.AsAt.IsZero() {
		return ""
	}
	return v.AsAt.In(day.London).Format("2006-01-02 15:04")
}
