package govuk

import "github.com/a-h/templ"

// StatTiles are the numbers of a page. Each number opens its rows.
type StatTiles []StatTile

// StatTile is one number.
type StatTile struct {
	Label  string
	Value  string
	Href   string // its rows; "" only where there are none to show
	Note   string // such as "3 more than last week"
	Colour Colour // of the edge; the label says the same
}

// Timeline is what happened, newest first.
type Timeline struct {
	Items []TimelineItem
	Empty Empty // instead of a timeline without items
}

// TimelineItem is one thing that happened.
type TimelineItem struct {
	Title   string
	By      string // who; "" is not said
	When    Moment
	Text    string
	Content templ.Component // after Text; may be nil
}

// IdentityBar says who a page is about. The name is the page's h1.
type IdentityBar struct {
	Name    string
	Facts   []string // such as the age and the neighbourhood
	Flags   Badges
	Actions []Button
}

// Filter narrows a list: see FilterPanel. It gets its own address, so that a
// filtered list can be kept and shared.
type Filter struct {
	Action string // the list's address
	Chosen []ChosenFilter
	Clear  string // the address without filters
	Hidden []HiddenValue
}

// ChosenFilter is a filter in force.
type ChosenFilter struct {
	Text   string
	Remove string // the address without it
}

// HiddenValue is kept in the address beside the filters, such as the order.
type HiddenValue struct{ Name, Value string }

// Steps are the way a piece of work goes, the current step filled.
type Steps struct {
	Label string // what screen readers call it
	Items []Step
}

// Step is one step of a way.
type Step struct {
	Text    string
	Done    bool
	Current bool
}

// Map draws GeoJSON from an address. A page with a map sets Layout.Map, and
// shows the same in a table.
type Map struct {
	GeoJSON string // address
	Label   string // what it shows, in a sentence
}
