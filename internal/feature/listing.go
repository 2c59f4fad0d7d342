package feature

import "time"

// Listing asks for the rows behind a figure, the latest first, a page at a time.
type Listing struct {
	Scope
	After Mark // go on behind this row; the zero Mark begins
	Limit int  // rows at most
}

// Mark is the place of a row in a list: when it counted, and its id.
type Mark struct {
	At time.Time
	ID string
}

// IsZero reports whether the mark is before the first row.
func (m Mark) IsZero() bool { return m == Mark{} }

// Bounds are what a query needs: rows that counted at or after from and before until;
// of those, if at and id mark a row, the ones behind it.
func (l Listing) Bounds() (from, until, at time.Time, id string) {
	from, until = l.Period.Bounds()
	if l.After.IsZero() {
		return from, until, until, ""
	}
	return from, until, l.After.At, l.After.ID
}

// Place is the neighbourhood as rows have it, where "" is the coordination queue; any
// is true for the whole borough.
func (s Scope) Place() (id string, any bool) {
	if s.Neighbourhood == Queue {
		return "", false
	}
	return s.Neighbourhood, s.Neighbourhood == ""
}
