package tasksweb

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/work/needs"
)

// story is what people changed about a need since a version, oldest first.
func (p *pages) story(ctx context.Context, n needs.Need, since int64) (govuk.Table, error) {
	table := govuk.Table{
		Caption: "What has been changed", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "Was"}, {Text: "Became"}, {Text: "Changed by"}},
		Empty:   govuk.Empty{Text: "Nothing has been changed since triage."},
	}
	steps, err := p.needs.Story(ctx, n.ID, since)
	for _, step := range steps {
		for _, d := range needs.Differences([]needs.Step[needs.Stand]{step}) {
			row, err := p.needRow(ctx, d)
			if err != nil {
				return table, err
			}
			table.Rows = append(table.Rows, row)
		}
	}
	return table, err
}

// needChanged is what others did to a need since the form that was sent was drawn. It hands
// on why the form could not be taken.
func (p *pages) needChanged(ctx context.Context, n needs.Need, seen int64, why error) (govuk.Table, error) {
	steps, err := p.needs.Story(ctx, n.ID, seen)
	if err != nil {
		return govuk.Table{}, err
	}
	table := govuk.Table{
		Caption: "What has changed since you opened it", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "When you opened it"}, {Text: "Now"}, {Text: "Changed by"}},
	}
	for _, d := range needs.Differences(steps) {
		row, err := p.needRow(ctx, d)
		if err != nil {
			return govuk.Table{}, err
		}
		table.Rows = append(table.Rows, row)
	}
	return table, why
}

func (p *pages) needRow(ctx context.Context, d needs.Difference[needs.Stand]) (govuk.Row, error) {
	what, was, now := "State", d.Was.State.Label(), d.Now.State.Label()
	switch d.Field {
	case needs.PriorityField:
		what, was, now = "Priority", priorityLabel(d.Was.Priority), priorityLabel(d.Now.Priority)
	case needs.DueField:
		what, was, now = "Due", govuk.Moment{At: d.Was.DueAt}.Exact(), govuk.Moment{At: d.Now.DueAt}.Exact()
	case needs.StartField:
		what, was, now = "Not before", begins(d.Was.StartOn), begins(d.Now.StartOn)
	case needs.RouteField:
		what, was, now = "Way to help", p.around.RouteName(ctx, d.Was.Route), p.around.RouteName(ctx, d.Now.Route)
	case needs.HubField:
		var err error
		what = "With"
		if was, err = p.hubName(ctx, d.Was.Hub); err != nil {
			return govuk.Row{}, err
		}
		if now, err = p.hubName(ctx, d.Now.Hub); err != nil {
			return govuk.Row{}, err
		}
	}
	return govuk.Row{Cells: []govuk.Cell{
		{Text: what},
		{Text: was},
		{Text: now},
		{Content: byWhom(p.around.AccountName(ctx, d.Last.By), govuk.Ago(d.Last.At, p.around.Now()), d.Last.Reason)},
	}}, nil
}

func begins(on day.Date) string {
	if on.IsZero() {
		return "At once"
	}
	return on.Long()
}
