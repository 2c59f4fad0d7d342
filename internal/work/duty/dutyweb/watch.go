package dutyweb

import (
	"context"

	"kith/internal/plat/govuk"
	"kith/internal/work/board/boardview"
	"kith/internal/work/duty"
)

// firstFew is how many lines stand on the coordination page; the rest are on the page of
// the duty team.
const firstFew = 10

// Watch is the part of the coordination page about what the duty team gave back, or did
// not, and no hub has acknowledged.
func Watch(s *duty.Service, around Around) boardview.Watch {
	p := &pages{duty: s, around: around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "duty", Title: "From the duty team, not acknowledged",
			Lead: "The hub reads each line and acknowledges it. What was not given back nobody may have done: ring the duty team.",
			None: "Everything from the duty team is acknowledged.",
			Href: home + "#back", All: home + "#back",
			Table: govuk.Table{
				Caption: "From the duty team, not acknowledged", CaptionHidden: true, RowHeader: true,
				Columns: []govuk.Column{{Text: "What"}, {Text: "Hub"}, {Text: "How it stands"}, {Text: "What was done"}, {Text: "What to do", Hidden: true}},
			},
		}
		all, now, err := p.duty.Waiting(ctx)
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		known, err := p.words(ctx, now)
		if err != nil {
			return section, true, err
		}
		page := &screen{words: known, Tonight: duty.Tonight{Now: now}}
		section.Count = len(all)
		for _, l := range all {
			if l.Missing(now) {
				section.Red, section.Note = true, "some were not given back"
			}
		}
		section.First = "what the duty team has: " + all[0].What + ", " + all[0].Who
		for _, l := range all[:min(len(all), firstFew)] {
			section.Table.Rows = append(section.Table.Rows, watchRow(page, l))
		}
		p.saw(ctx, worksOf(all[:min(len(all), firstFew)])...)
		return section, true, nil
	}
}

func watchRow(s *screen, l duty.Line) govuk.Row {
	return govuk.Row{Cells: []govuk.Cell{
		{Text: l.What + ", " + l.Who, Href: address(l.ID)},
		{Text: s.hub(l.Hub)},
		{Content: govuk.Tag{Text: l.Standing(s.now), Colour: colour(s, l)}},
		{Text: l.Outcome},
		{Content: watchDeed(s, l)},
	}}
}
