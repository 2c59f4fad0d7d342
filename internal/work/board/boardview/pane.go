package boardview

import (
	"context"

	"github.com/a-h/templ"
)

// Pane is the selected task beside the list: the sections of its page under a title of
// their own, which the page draws.
type Pane struct {
	Title string
	Body  templ.Component
}

// From is the list a task was opened from.
type From struct {
	List string // its address, with its filters and its page
	Next string // the id of the task behind it; "" when it is the last
}

// Selected shows a task beside the list, with forms that lead back to it. It answers
// [fault.NotFound] or [fault.Forbidden] for a task the caller may not see. That the caller
// looked is noted as on the task's page.
type Selected func(ctx context.Context, task string, from From) (Pane, error)
