package boardweb

import (
	"context"
	"net/url"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/work/board"
	"kith/internal/work/board/boardview"
	"kith/internal/work/tasks"
)

// selection is the task that is open beside the list.
type selection struct {
	id   string
	pane boardview.Pane
	gone bool // it can no longer be shown
}

// opened reports whether something stands beside the list.
func (s *screen) opened() bool { return s.selected.id != "" }

// pick is the address of a task: that of the list with the task open beside it, or its own
// page where rows stand elsewhere. The heading of the open task is named, so that the
// keyboard goes on from there.
func (s *screen) pick(id tasks.ID) string {
	if !s.picks {
		return "/tasks/" + string(id)
	}
	return to("/board", s.filter) + "&task=" + url.QueryEscape(string(id)) + "#selected"
}

// open puts a task beside the list. One that cannot be shown any more, because it went to
// another hub or the caller may not see it, leaves the list as it is.
func (p *pages) open(ctx context.Context, s *screen, id string) (err error) {
	if id == "" || p.Selected == nil {
		return nil
	}
	s.selected.id = id
	s.selected.pane, err = p.Selected(ctx, id, boardview.From{List: to("/board", s.filter), Next: s.behind(id)})
	switch fault.KindOf(err) {
	case fault.NotFound, fault.Forbidden, fault.Invalid:
		s.selected.pane, s.selected.gone = boardview.Pane{Title: "This task cannot be shown"}, true
		return nil
	}
	return err
}

// behind is the task that stands behind another in the list, and may be opened; "" when
// there is none on this page. Behind one that has left the list stands its first.
func (s *screen) behind(id string) string {
	at := slices.IndexFunc(s.page.Rows, func(r board.Row) bool { return string(r.ID) == id })
	for _, row := range s.page.Rows[at+1:] {
		if row.Told() && string(row.ID) != id {
			return string(row.ID)
		}
	}
	return ""
}
