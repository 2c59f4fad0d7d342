package feature

import (
	"net/url"
	"strings"
	"time"

	"kith/internal/plat/db"
)

// Measure is one count that a feature defines, once, for every page that shows it.
// The number always opens the rows it counts.
type Measure struct {
	// Name is "<package>.<what is counted>" and never changes: "needs.open".
	Name string
	// Label stands beside the number: "Needs open".
	Label string
	// Meaning says in a sentence what is counted and what is not.
	Meaning string
	// Count counts within the scope, in the borough of the reader.
	Count func(r db.Reader, within Scope) (int64, error)
	// Rows is the address of the page that lists exactly what Count counts, with
	// its filter: "/board?state=open". Address adds the scope.
	Rows string
	// Dated measures count what happened between From and Until; the others
	// count how things stand and take no notice of them.
	Dated bool
}

// Scope narrows a count. The zero Scope is the whole borough and all time.
type Scope struct {
	Neighbourhood string    // id; empty means the whole borough
	From, Until   time.Time // from the first, up to but without the second; zero means open
}

// Address is where the rows behind the number are listed: Rows with the scope as
// the query parameters neighbourhood, from and until (RFC 3339).
func (m Measure) Address(within Scope) string {
	query := url.Values{}
	if within.Neighbourhood != "" {
		query.Set("neighbourhood", within.Neighbourhood)
	}
	if m.Dated {
		setTime(query, "from", within.From)
		setTime(query, "until", within.Until)
	}
	switch {
	case len(query) == 0:
		return m.Rows
	case strings.Contains(m.Rows, "?"):
		return m.Rows + "&" + query.Encode()
	}
	return m.Rows + "?" + query.Encode()
}

func setTime(query url.Values, key string, at time.Time) {
	if !at.IsZero() {
		query.Set(key, at.UTC().Format(time.RFC3339))
	}
}
