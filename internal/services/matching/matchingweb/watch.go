package matchingweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/services/matching"
	"kith/internal/work/board/boardview"
)

// few is how many tasks stand at the head of a board.
const few = 5

// Watch is the part at the head of boards and of the coordination page about work for which no volunteer
// is left to ask.
func Watch(s *matching.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "nobody-left", Title: "Nobody is left to ask", All: plannerPath, Href: plannerPath,
			Lead: "No volunteer who may do it said yes. Give it to staff or to a group, or ring somebody.",
			None: "Volunteers are left to ask for everything they were asked for.",
		}
		if !access.From(ctx).Has(matching.Planners()...) {
			return section, false, nil
		}
		all, err := s.Searches(ctx, matching.Nobody)
		if err != nil || len(all) == 0 {
			return section, true, err
		}
		names, _, err := p.names(ctx)
		section.Count, section.First = len(all), "who does “"+all[0].Title+"” in "+all[0].Area
		section.Table = govuk.Table{Caption: "Work that no volunteer took", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "What"}, {Text: "Where"}, {Text: "Since"}}}
		for _, one := range all[:min(few, len(all))] {
			section.Table.Rows = append(section.Table.Rows, govuk.Row{Cells: []govuk.Cell{
				{Text: one.Title, Href: askedPath + "/" + string(one.Task)}, {Text: one.Area + ", " + names.hoodName(one.Hood)}, {Content: govuk.Ago(one.BeganAt, around.Now())},
			}})
		}
		return section, true, err
	}
}
