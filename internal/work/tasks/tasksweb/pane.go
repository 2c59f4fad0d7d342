package tasksweb

import (
	"context"
	"net/url"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/work/board/boardview"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Selected shows a task beside the list of the board: what stands on its page, in one column.
func Selected(s *tasks.Service, n *needs.Service, around Around) boardview.Selected {
	p := &pages{tasks: s, needs: n, around: around}
	return func(ctx context.Context, task string, from boardview.From) (boardview.Pane, error) {
		id, err := ident.Parse[tasks.Task](task)
		if err != nil {
			return boardview.Pane{}, err
		}
		t, err := p.tasks.Task(ctx, id)
		if err != nil {
			return boardview.Pane{}, err
		}
		f, err := p.actions(ctx, t)
		if err != nil {
			return boardview.Pane{}, err
		}
		f.From.set(from.List, from.Next)
		v, err := p.view(ctx, t)
		if err != nil {
			return boardview.Pane{}, err
		}
		return boardview.Pane{Title: v.Task.Title, Body: pane(v, f)}, nil
	}
}

// from is the list of the board that the forms of a task lead back to; the zero from leads
// back to the task's own page.
type from struct{ list, next forms.Hidden }

func newFrom() from {
	return from{list: forms.Hidden{Name: "list"}, next: forms.Hidden{Name: "next"}}
}

// set names the list. What is no list of the board is passed over: a form leads nowhere else.
func (f *from) set(list, next string) {
	at, err := url.Parse(list)
	if err != nil || at.IsAbs() || at.Host != "" || at.Path != board || !strings.HasPrefix(list, board) {
		return
	}
	f.list.Set(list)
	if _, err := ident.Parse[tasks.Task](next); err == nil {
		f.next.Set(next)
	}
}

// read takes the list from a form that was sent.
func (f *from) read(values url.Values) { f.set(values.Get(f.list.Name), values.Get(f.next.Name)) }

// back is where a task's page leads back to.
func (f *from) back() string {
	if f.list.Raw == "" {
		return board
	}
	return f.list.Raw
}

// after is where somebody is led once they have done something about a task: where it came
// from a list, to the next of it when the work goes on without them, else to the same.
func (f *from) after(id tasks.ID, a tasks.Action) string {
	selected := string(id)
	if a == tasks.Record || a == tasks.Decline {
		selected = f.next.Raw
	}
	switch {
	case f.list.Raw == "":
		return "/tasks/" + string(id)
	case selected == "":
		return f.list.Raw
	case strings.Contains(f.list.Raw, "?"):
		return f.list.Raw + "&task=" + selected + "#selected"
	}
	return f.list.Raw + "?task=" + selected + "#selected"
}
