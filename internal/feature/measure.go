package feature

import (
	"net/url"
	"strings"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// Measure is one figure that a feature defines, once, for every page that shows it.
// The figure always opens the rows it was made from.
type Measure struct {
	// Name is "<package>.<what is counted>" and never changes: "needs.requests".
	Name string
	// Label stands beside the figure: "Requests received".
	Label string
	// Meaning says in a sentence what is counted and what is not.
	Meaning string
	// Unit says what the figure is: a number of things, or a length of time.
	Unit Unit
	// Kind is what the figure can be told apart by, and the query parameter that
	// narrows Rows to one kind: "channel". It is empty when there are no kinds.
	Kind string
	// Count makes the figure for every neighbourhood and every kind in one reading,
	// in the borough of the reader.
	Count func(r db.Reader, during Period) (Tally, error)
	// People gives the rows of the figure with whom each is about, so that it can be told by
	// where and how people live. It is nil where rows are about nobody, or the figure is not
	// told in such ways. It gives the same rows as Count.
	People func(r db.Reader, during Period) ([]Row, error)
	// Shared figures count somebody in every neighbourhood they occur in and once in all: the
	// neighbourhoods may add up to more than the borough, and weeks to more than a month.
	Shared bool
	// Rows is the address of the page that lists exactly the rows of the figure:
	// "/board?view=overdue". Address adds the scope.
	Rows string
	// Readers are who may open that page; others are shown the figure alone.
	Readers []access.Role
	// Dated measures count what happened during the period; the others count how
	// things stand and take no notice of it.
	Dated bool
}

// Unit is what a figure is a number of.
type Unit string

// The units. The zero Unit is Things.
const (
	Things  Unit = ""
	Seconds Unit = "seconds" // a length of time
	Minutes Unit = "minutes" // time that was given, added up; told in hours
	Percent Unit = "percent" // how many of a hundred
)

// Period is a stretch of time, from the first moment up to but without the second.
// Either may be zero, which leaves that end open.
type Period struct{ From, Until time.Time }

// Bounds are the ends of the period as a query takes them: open ends lie before and
// after everything that is kept.
func (p Period) Bounds() (from, until time.Time) {
	from, until = p.From, p.Until
	if from.IsZero() {
		from = time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	if until.IsZero() {
		until = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return from, until
}

// Queue names the coordination queue, where things without a neighbourhood wait, in a
// Scope and in addresses. No neighbourhood may be called this.
const Queue = "coordination"

// Scope narrows a figure. The zero Scope is the whole borough and every kind.
type Scope struct {
	Neighbourhood string // id, or Queue; empty means the whole borough
	Kind          string // empty means every kind
	Period        Period
}

// Address is where the rows of the figure are listed: Rows with the scope as the query
// parameters hub, from and until (RFC 3339), and the measure's own for the kind.
func (m Measure) Address(within Scope) string {
	query := url.Values{}
	set(query, "hub", within.Neighbourhood)
	if m.Kind != "" {
		set(query, m.Kind, within.Kind)
	}
	if m.Dated {
		setTime(query, "from", within.Period.From)
		setTime(query, "until", within.Period.Until)
	}
	switch {
	case len(query) == 0:
		return m.Rows
	case strings.Contains(m.Rows, "?"):
		return m.Rows + "&" + query.Encode()
	}
	return m.Rows + "?" + query.Encode()
}

// Opens reports whether somebody may open the rows of a scope. The rows of the whole
// borough and of the coordination queue need a role for the whole borough: a list that
// showed only a part would not be what was counted.
func (m Measure) Opens(who access.Principal, within Scope) bool {
	if within.Neighbourhood == "" || within.Neighbourhood == Queue {
		return who.HasFor("", m.Readers...)
	}
	return who.HasFor(within.Neighbourhood, m.Readers...)
}

// Home is the neighbourhood of a list whose address names none: "", the whole borough, for
// those who may open its rows, and the first of theirs for everybody else.
func (m Measure) Home(who access.Principal) string {
	if held, all := who.Neighbourhoods(m.Readers...); !all && len(held) > 0 {
		return held[0]
	}
	return ""
}

func set(query url.Values, key, value string) {
	if value != "" {
		query.Set(key, value)
	}
}

func setTime(query url.Values, key string, at time.Time) {
	if !at.IsZero() {
		query.Set(key, at.UTC().Format(time.RFC3339))
	}
}
