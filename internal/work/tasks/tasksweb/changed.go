package tasksweb

import (
	"context"

	"kith/internal/plat/govuk"
	"kith/internal/work/tasks"
)

// changed is what others did to a task since the form that was sent was drawn: what it was
// then, what it is now, who did it and when.
func (p *pages) changed(ctx context.Context, t tasks.Task, seen int64) (govuk.Table, error) {
	table := govuk.Table{
		Caption: "What has changed since you opened it", RowHeader: true,
		Columns: []govuk.Column{{Text: "What"}, {Text: "When you opened it"}, {Text: "Now"}, {Text: "Changed by"}},
	}
	served, err := p.needsOf(ctx, t)
	if err != nil {
		return table, err
	}
	all, err := p.tasks.Since(ctx, t.ID, seen, labelsOf(served, t.Need)...)
	if err != nil {
		return table, err
	}
	for _, d := range all {
		what, was, now, err := p.said(ctx, t, d)
		if err != nil {
			return table, err
		}
		table.Rows = append(table.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: what}, {Text: was}, {Text: now}, {Content: byWhom(p.around.AccountName(ctx, d.By), govuk.Ago(d.At, p.around.Now()), d.Reason)},
		}})
	}
	return table, nil
}

// said is a difference in words.
func (p *pages) said(ctx context.Context, t tasks.Task, d tasks.Difference) (what, was, now string, err error) {
	switch d.Field {
	case tasks.StateField:
		return "State", d.Was.State.Label(), d.Now.State.Label(), nil
	case tasks.HolderField:
		return "Who has it", orNobody(d.Was.Holder), orNobody(d.Now.Holder), nil
	case tasks.DueField:
		return "Due", govuk.Moment{At: d.Was.DueAt}.Exact(), govuk.Moment{At: d.Now.DueAt}.Exact(), nil
	case tasks.PriorityField:
		return "Priority", priorityLabel(d.Was.Priority), priorityLabel(d.Now.Priority), nil
	case tasks.OutcomeField:
		return "How it went", orNothing(t.LabelOf(d.Was.Outcome)), orNothing(t.LabelOf(d.Now.Outcome)), nil
	case tasks.NoteField:
		return "Note", orNothing(d.Was.Note), orNothing(d.Now.Note), nil
	}
	if was, err = p.hubName(ctx, d.Was.Hub); err != nil {
		return "", "", "", err
	}
	now, err = p.hubName(ctx, d.Now.Hub)
	return "With", was, now, err
}

func orNobody(name string) string {
	if name == "" {
		return "Nobody"
	}
	return name
}

func orNothing(text string) string {
	if text == "" {
		return "Nothing"
	}
	return text
}
