package boardweb

import (
	"net/url"
	"strings"

	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// asked reads a list from an address. What is no view, kind or priority is passed over:
// an old bookmark still opens the board.
func asked(query url.Values) (f board.Filter, err error) {
	f = board.Filter{
		Hub: query.Get("hub"), View: board.Known(query.Get("view")), Category: query.Get("category"),
		Kind: tasks.Kind(query.Get("kind")), Priority: needs.Priority(query.Get("priority")),
	}
	kind, id, _ := strings.Cut(query.Get("assignee"), ":")
	f.Assignee = tasks.Assignee{Kind: tasks.AssigneeKind(kind), ID: id}
	f.After, err = board.ParseCursor(query.Get("after"))
	return f, err
}

// query is the list as it stands in an address.
func query(f board.Filter) string {
	values := url.Values{}
	for name, value := range map[string]string{
		"hub": f.Hub, "view": string(f.View), "category": f.Category, "kind": string(f.Kind),
		"priority": string(f.Priority), "assignee": assigneeValue(f.Assignee), "after": f.After.String(),
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values.Encode()
}

// to is the address of a page that shows the list.
func to(path string, f board.Filter) string { return path + "?" + query(f) }

// with changes a list and begins it from its first row.
func with(f board.Filter, change func(*board.Filter)) board.Filter {
	f.After = board.Cursor{}
	change(&f)
	return f
}

// assigneeValue names a helper in forms and addresses; "" is nobody.
func assigneeValue(a tasks.Assignee) string {
	if a.IsZero() {
		return ""
	}
	return string(a.Kind) + ":" + a.ID
}
