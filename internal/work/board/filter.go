package board

import (
	"encoding/base64"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// The number of rows on a page of a list, and the most that may be asked for at once,
// as for print.
const (
	PageSize = 50
	Most     = 200
)

// Filter says which rows a list has. The zero Filter is everything the caller may see.
type Filter struct {
	Hub      string // id of a neighbourhood, feature.Queue, or "" for every one the caller works for
	View     View   // "" is All
	Category string
	Kind     tasks.Kind
	Priority needs.Priority
	Assignee tasks.Assignee // whose work; the name does not count
	After    Cursor         // go on behind this row
	Limit    int            // rows at most; 0 is PageSize
}

// limit is how many rows are asked for.
func (f Filter) limit() int {
	if f.Limit <= 0 {
		return PageSize
	}
	return min(f.Limit, Most)
}

// Cursor is the place of a row in a list: when it is due, or was to be accepted, and its
// id. The zero Cursor is before the first.
type Cursor struct {
	Due time.Time
	ID  string
}

// IsZero reports whether the cursor is before the first row.
func (c Cursor) IsZero() bool { return c.ID == "" }

// String gives the cursor as it stands in an address; "" for the zero Cursor.
func (c Cursor) String() string {
	if c.IsZero() {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(c.Due.UTC().Format(time.RFC3339Nano) + " " + c.ID))
}

// ParseCursor reads a cursor from an address; "" is the zero Cursor. Anything that is
// no cursor is [fault.Invalid].
func ParseCursor(s string) (Cursor, error) {
	if s == "" {
		return Cursor{}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return Cursor{}, badCursor()
	}
	due, id, _ := strings.Cut(string(text), " ")
	at, err := time.Parse(time.RFC3339Nano, due)
	if err != nil {
		return Cursor{}, badCursor()
	}
	row, err := ident.Parse[Row](id)
	if err != nil {
		return Cursor{}, badCursor()
	}
	return Cursor{Due: at, ID: string(row)}, nil
}

func badCursor() error {
	return fault.New(fault.Invalid, "board.cursor", "This page of the list cannot be found. Open the board again from its first page.")
}
