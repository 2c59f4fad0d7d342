package boardweb

import (
	"fmt"
	"slices"
	"time"

	"kith/internal/plat/govuk"
	"kith/internal/work/board"
	"kith/internal/work/needs"
)

func (s *screen) columns() []govuk.Column {
	if s.opened() {
		return []govuk.Column{{Text: "Who"}, {Text: "What"}, {Text: "Due"}}
	}
	columns := []govuk.Column{{Text: "Who"}, {Text: "What"}, {Text: "Why now"}, {Text: "Due"}, {Text: "Who has it"}, {Text: "Age"}}
	if s.manyHubs() {
		columns = slices.Insert(columns, 1, govuk.Column{Text: "Hub"})
	}
	return columns
}

func (s *screen) table() govuk.Table {
	table := govuk.Table{
		Caption: s.filter.View.Label() + ", " + s.title(), CaptionHidden: true, RowHeader: true, Columns: s.columns(),
		Empty: s.empty(),
	}
	for _, row := range s.page.Rows {
		table.Rows = append(table.Rows, s.row(row))
	}
	return table
}

// empty says what would be here, or that the filters leave nothing.
func (s *screen) empty() govuk.Empty {
	bare := board.Filter{Hub: s.filter.Hub, View: s.filter.View}
	if s.filter != bare {
		return govuk.Empty{Text: "No task of this view is left with these filters.", Link: govuk.Link{Label: "Clear filters", Href: to("/board", bare)}}
	}
	return govuk.Empty{Text: s.filter.View.Empty()}
}

func (s *screen) row(r board.Row) govuk.Row {
	now := s.page.Now
	if s.opened() {
		return s.shortRow(r)
	}
	row := govuk.Row{
		Value: choiceValue(r), Label: r.What + " for " + r.Who,
		Cells: []govuk.Cell{
			{Content: whoCell(r)},
			{Content: whatCell(s, r)},
			{Content: whyCell(r.Why(now))},
			{Content: govuk.Due(r.DueAt, now)},
			{Content: hasCell(s, r)},
			{Content: age(r, now)},
		},
	}
	if s.manyHubs() {
		row.Cells = slices.Insert(row.Cells, 1, govuk.Cell{Text: s.hub(r.Hub)})
	}
	return row
}

// shortRow is a row beside an open task, which says the rest.
func (s *screen) shortRow(r board.Row) govuk.Row {
	return govuk.Row{
		Current: string(r.ID) == s.selected.id,
		Cells:   []govuk.Cell{{Content: whoCell(r)}, {Content: whatCell(s, r)}, {Content: dueCell(r, s.page.Now)}},
	}
}

func age(r board.Row, now time.Time) govuk.Moment { return govuk.Ago(r.OpenedAt, now) }

// colour marks a reason; its words say the same.
func colour(c board.Cause) govuk.Colour {
	switch c {
	case board.IsLate, board.IsEmergency:
		return govuk.Red
	case board.IsRefused:
		return govuk.Orange
	case board.IsLater:
		return govuk.Grey
	case board.IsTried:
		return govuk.Purple
	}
	return govuk.Yellow
}

// flags are the labels a board shows: as flags, never what they are about. Whoever rings
// must find an interpreter first, so that is one too.
func flags(r board.Row) govuk.Badges {
	var all govuk.Badges
	if r.Interpreter != "" {
		all = append(all, govuk.Badge{Text: r.Interpreter, Colour: govuk.Purple})
	}
	for _, l := range r.Labels {
		switch l {
		case needs.Restricted:
			all = append(all, govuk.Badge{Text: "Restricted", Colour: govuk.Red})
		case needs.AddressWithheld:
			all = append(all, govuk.Badge{Text: "Address withheld", Colour: govuk.Purple})
		case needs.Hidden:
			all = append(all, govuk.Badge{Text: "Hidden visit", Colour: govuk.Red})
		case needs.Safeguarding:
			all = append(all, govuk.Badge{Text: "Safeguarding", Colour: govuk.Orange})
		}
	}
	return all
}

// choiceValue names a row in a form as it was seen.
func choiceValue(r board.Row) string { return fmt.Sprintf("%s@%d", r.ID, r.Version) }
