package govuk

import "github.com/a-h/templ"

// SummaryList shows what is known or was answered, one row each.
type SummaryList struct {
	Rows []SummaryRow
	// Title makes a card of the list, with its own actions.
	Title   string
	Actions []Link
	Plain   bool // no lines between the rows
}

// SummaryRow is one answer. Text keeps its line breaks.
type SummaryRow struct {
	Key     string
	Text    string
	Content templ.Component // instead of Text; may be nil
	Change  string          // where it is changed; "" is no change link
	// ChangeWhat is said after "Change" to screen readers; "" is the key.
	ChangeWhat string
	Actions    []Link // besides the change link
}

func (l SummaryList) anyActions() bool {
	for _, r := range l.Rows {
		if r.Change != "" || len(r.Actions) > 0 {
			return true
		}
	}
	return false
}

// actions are the links of a row, the change link first.
func (r SummaryRow) actions(w *Words) []hiddenLink {
	var links []hiddenLink
	what := r.ChangeWhat
	if what == "" {
		what = r.Key
	}
	if r.Change != "" {
		links = append(links, hiddenLink{Link{Label: w.Change, Href: r.Change}, what})
	}
	for _, link := range r.Actions {
		links = append(links, hiddenLink{link, what})
	}
	return links
}

// hiddenLink is a link whose label is completed for screen readers.
type hiddenLink struct {
	Link
	hidden string
}

// TaskList shows the parts of a long piece of work and how each stands.
type TaskList struct {
	Name  string // makes the ids unique when a page has more than one
	Items []TaskItem
}

// TaskItem is one part. Without Href it cannot be started yet.
type TaskItem struct {
	Title  string
	Href   string
	Hint   string
	Status string // in a word or two
	Colour Colour
	Done   bool // the status is plain text, as for a finished task
}

func (l TaskList) name() string {
	if l.Name == "" {
		return "task-list"
	}
	return l.Name
}
