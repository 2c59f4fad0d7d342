package boardreport

import (
	"fmt"
	"strings"

	"kith/internal/feature"
	"kith/internal/insight/measures"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports"
	"kith/internal/kernel/day"
	"kith/internal/plat/document"
)

// writer puts figures into sentences, charts and tables.
type writer struct {
	until              day.Date
	now, before, since measures.Told
	demand             []measures.Typed
	weeks              []measures.Point
	names              reports.Names
	reach              measures.Reach
	priorities         []priorities.Priority
}

func (w writer) sections() []document.Section {
	return []document.Section{
		w.short(), w.challenge(), w.outcomes(), w.reduction(), w.reached(), w.equality(), w.recovery(), w.done(), w.places(), w.others(), w.reading(), w.definitions(),
	}
}

// line is a figure with its values.
type line struct {
	measures.Figure
	now, before, since measures.Value
}

func (w writer) line(id string) (l line, found bool) {
	l.Figure, found = w.now.Catalogue.Find(id)
	l.now, l.before, l.since = w.now.In(id, ""), w.before.In(id, ""), w.since.In(id, "")
	return l, found
}

func (w writer) lines(groups ...measures.Group) (all []line) {
	for _, g := range groups {
		for _, f := range w.now.Catalogue.In(g) {
			l, _ := w.line(f.ID)
			all = append(all, l)
		}
	}
	return all
}

func (l line) change() string { return measures.Change(l.now, l.before, measures.Four) }

// sentence is a figure in a sentence: "People supported: 410, 35 more than the four weeks before."
func (l line) sentence() string {
	if l.now.Why != "" {
		return l.Name + ": " + lower(l.now.Why)
	}
	text := l.Name + ": " + l.now.String()
	if change := l.change(); change != "" {
		text += ", " + change
	}
	return text + "."
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// short is what a reader has time for.
func (w writer) short() document.Section {
	s := document.Section{Title: "In short"}
	for _, id := range []string{"people", "requests", "parcels", "first-contact", "sorted", "demand-reduction"} {
		if l, found := w.line(id); found {
			s.Says = append(s.Says, l.sentence())
		}
	}
	if len(w.weeks) > 0 {
		c := document.Chart{Caption: "People supported, week by week", First: "People supported"}
		for _, p := range w.weeks {
			if p.Hidden || !p.Known {
				c.Caption = "People supported, week by week, where it can be told"
				continue
			}
			c.Bars = append(c.Bars, document.ChartBar{Label: p.Monday.Short(), First: p.Value.Value})
		}
		s.Charts = append(s.Charts, c)
	}
	return s
}

// challenge is what the board ought to ask: targets that are not met, what cannot be told, and
// what changed most.
func (w writer) challenge() document.Section {
	s := document.Section{Title: "Check and challenge"}
	var unmet, untold, moved []string
	for _, l := range w.lines(measures.Groups()...) {
		switch l.Against(l.now) {
		case measures.NotMet:
			unmet = append(unmet, fmt.Sprintf("%s is %s. The target is %s.", l.Name, l.now.String(), l.Target.Says(l.now.Unit)))
		case measures.Unknown:
			untold = append(untold, l.Name+" has a target and cannot be told.")
		}
		if l.now.Why != "" && (l.Outside != nil || l.Reduction != nil) {
			untold = append(untold, l.Name+": "+lower(l.now.Why))
		}
		if by := swing(l); by >= 50 {
			moved = append(moved, fmt.Sprintf("%s: %s.", l.Name, l.change()))
		}
	}
	s.Says = append(s.Says, part("Targets that are not met.", unmet, "Every target that can be told is met.")...)
	s.Says = append(s.Says, part("What cannot be told.", untold, "")...)
	s.Says = append(s.Says, part("What changed by half or more.", moved, "Nothing changed by half or more.")...)
	return s
}

// swing is by how many of a hundred a count changed; small counts swing by chance.
func swing(l line) int64 {
	if l.now.Unit != feature.Things || !l.now.Known || !l.before.Known || l.now.Hidden || l.before.Hidden || l.before.Value < 20 || l.Outside != nil {
		return 0
	}
	return 100 * max(l.now.Value-l.before.Value, l.before.Value-l.now.Value) / l.before.Value
}

func part(head string, all []string, none string) []string {
	if len(all) == 0 {
		if none == "" {
			return nil
		}
		return []string{none}
	}
	return []string{head + " " + strings.Join(all, " ")}
}

func (w writer) outcomes() document.Section {
	all := w.lines(measures.Outcomes)
	s := document.Section{Title: "Outcomes", Says: []string{"How the help went, as it was recorded, and as people said when they were asked."}}
	s.Tables = []document.Table{w.table("Outcomes", all, true)}
	return s
}

// reduction says what is lacking where it cannot be told.
func (w writer) reduction() document.Section {
	s := document.Section{Title: "Reduction in demand"}
	l, found := w.line("demand-reduction")
	if !found {
		s.Says = []string{"The borough's catalogue has no such figure."}
		return s
	}
	s.Says = append(s.Says, l.sentence())
	c := document.Chart{Caption: "Contacts of the duty team, by the week that ended on", First: "This year", Second: "The year before"}
	for _, t := range w.demand[max(0, len(w.demand)-12):] {
		if t.Baseline != nil {
			c.Bars = append(c.Bars, document.ChartBar{Label: t.AsAt.Short(), First: t.Value, Second: *t.Baseline})
		}
	}
	if len(c.Bars) > 0 {
		s.Charts = append(s.Charts, c)
		last := w.demand[len(w.demand)-1]
		s.Says = append(s.Says, "Source: "+last.Source+", typed or handed in by "+last.TypedName+" on "+day.Of(last.TypedAt).Long()+".")
	}
	s.Says = append(s.Says, "A fall beside the year before does not show that the response brought it about. Other things changed as well.")
	return s
}

func (w writer) reached() document.Section {
	return document.Section{
		Title: "Whom we reached", Says: []string{"People are counted once, however often they were helped. Lists are as they stand."},
		Tables: []document.Table{w.table("Whom we reached", w.lines(measures.Reached), false)},
	}
}

func (w writer) done() document.Section {
	return document.Section{
		Title: "What was asked, given, and by whom", Says: []string{"What the council, groups and food banks gave stands together."},
		Tables: []document.Table{w.table("Asked", w.lines(measures.Asked), false), w.table("Given", w.lines(measures.Given), false), w.table("Helpers", w.lines(measures.Helpers), false)},
	}
}

// table compares two stretches; with targets there is a column for them.
func (w writer) table(caption string, all []line, targets bool) document.Table {
	t := document.Table{Caption: caption, Columns: []document.TableColumn{
		{Title: "Figure", Share: 3}, {Title: "Four weeks", Numeric: true, Share: 1.5}, {Title: "Four before", Numeric: true, Share: 1.5}, {Title: "In words", Share: 2.7}, {Title: "Since the beginning", Numeric: true, Share: 1.6},
	}}
	if targets {
		t.Columns = append(t.Columns, document.TableColumn{Title: "Target", Share: 1.8})
	}
	for _, l := range all {
		row := []document.TableCell{text(l.Name), cell(l.now), cell(l.before), text(words(l)), cell(l.since)}
		if targets {
			row = append(row, text(goal(l)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func words(l line) string {
	if l.now.Why != "" {
		return l.now.Why
	}
	return l.change()
}

func goal(l line) string {
	if l.Target == nil {
		return "none"
	}
	return l.Target.Says(l.now.Unit) + ": " + strings.ToLower(string(l.Against(l.now)))
}

func text(s string) document.TableCell { return document.TableCell{Text: s} }

// cell is a value as it is read, and as a spreadsheet reckons with it: time in hours.
func cell(v measures.Value) document.TableCell {
	c := document.TableCell{Text: v.Short()}
	if v.Known && !v.Hidden {
		n := float64(v.Value)
		switch v.Unit {
		case feature.Seconds:
			n /= 3600
		case feature.Minutes:
			n /= 60
		}
		c.Number = &n
	}
	return c
}

// places are the figures that are published, by neighbourhood.
func (w writer) places() document.Section {
	s := document.Section{Title: "By neighbourhood", Says: []string{
		"A * stands for figures of 1 to 7, and for those from which one of them could be reckoned. Others are rounded to the nearest 5. Somebody helped in two neighbourhoods counts in both, and once in the borough.",
	}}
	t := document.Table{Caption: "Four weeks, by neighbourhood", Columns: []document.TableColumn{{Title: "Neighbourhood", Share: 2.2}}}
	var shown []measures.Figure
	for _, f := range w.now.Catalogue.Figures {
		if f.Public && f.Outside == nil && len(shown) < 6 {
			shown = append(shown, f)
			t.Columns = append(t.Columns, document.TableColumn{Title: f.Name, Numeric: true, Share: 1.2})
		}
	}
	row := func(name, place string) {
		cells := []document.TableCell{text(name)}
		for _, f := range shown {
			cells = append(cells, cell(w.now.In(f.ID, place)))
		}
		t.Rows = append(t.Rows, cells)
	}
	for _, place := range w.now.Places {
		row(w.names.Hub(place), place)
	}
	row("Whole borough", "")
	s.Tables = []document.Table{t}
	return s
}

func (w writer) others() document.Section {
	s := document.Section{Title: "What others count", Says: []string{"These are figures of others, as they were typed in. They are in no sum with ours."}}
	t := document.Table{Caption: "What others count", Columns: []document.TableColumn{{Title: "Figure", Share: 2}, {Title: "Value", Numeric: true}, {Title: "As at", Share: 1.3}, {Title: "Source", Share: 1.6}}}
	for _, l := range w.lines(measures.Groups()...) {
		if l.Outside == nil {
			continue
		}
		at := l.now.Why
		if l.now.Known {
			at = day.Of(l.now.AsAt).Long()
		}
		t.Rows = append(t.Rows, []document.TableCell{text(l.Name), cell(l.now), text(at), text(l.Outside.Source)})
	}
	s.Tables = []document.Table{t}
	return s
}

// reading is what must be known to read the figures rightly.
func (w writer) reading() document.Section {
	counted := "Nothing was counted of these weeks yet."
	if !w.now.CountedAt.IsZero() {
		counted = "Counted at " + w.now.CountedAt.In(day.London).Format("3:04pm on Monday 2 January 2006") + "."
	}
	return document.Section{Title: "How to read this report", Says: []string{
		counted + " What is noted late is counted the next day, so a report made later may differ a little.",
		"Four whole weeks, Monday to Sunday, are held against the four before. Few events differ by chance alone: do not read much into small changes.",
		"Figures count what was recorded. Help that neighbours gave each other is not in them.",
		"Shares of people who answered are of those who were asked and chose to answer.",
		"A median is the middle one: half took less time, half took more.",
	}}
}

func (w writer) definitions() document.Section {
	t := document.Table{Caption: "What each figure counts", Columns: []document.TableColumn{{Title: "Figure", Share: 1.6}, {Title: "What it counts", Share: 3.6}, {Title: "Who answers for it", Share: 1.4}}}
	for _, f := range w.now.Catalogue.Figures {
		t.Rows = append(t.Rows, []document.TableCell{text(f.Name), text(f.Says), text(w.now.Titles[f.Owner])})
	}
	return document.Section{Title: "Definitions", Tables: []document.Table{t}}
}
