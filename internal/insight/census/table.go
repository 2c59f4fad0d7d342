package census

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
)

// ID names a table.
type ID = ident.ID[Table]

// State is how far a table came.
type State string

// The states. One table of a question is in use at most.
const (
	Draft  State = "draft"  // handed in, its categories not placed yet
	InUse  State = "in-use" // who was reached is held against it
	Former State = "former" // another took its place
)

// About is what is said of a table by whoever hands it in.
type About struct {
	Question string   // of equality.yaml
	Source   string   // who counted it, and in which table: "ONS Census 2021, TS021"
	AsAt     day.Date // the day of the census or estimate
	Invented bool     // made up for a demonstration
}

// Table is a table of counts of who lives here.
type Table struct {
	ID ID
	About
	State      State
	File       string // its name
	Of         string // whose counts make up the borough: "the borough, E08000010", "its 25 wards"
	Others     int64  // areas in the file that are not the borough's, left out
	TakenAt    time.Time
	TakenBy    string // the account
	ByName     string
	Categories []Category
}

// Category is a line of a table: how many people of the borough are of it, and which of our
// groups that is.
type Category struct {
	Name   string
	People int64
	Choice string // of the question; "" is left out, as totals are
}

// Group is how many people who live here are of one of our groups.
type Group struct {
	Choice, Name string
	People       int64
}

// Lives is who lives here by the answers to a question: the table in use.
type Lives struct {
	Table
	Groups []Group // those with a category, in the order of the question
	People int64   // of all groups
}

// Total is how many people a table says live here, where it has a line for all of them.
func (t Table) Total() (n int64, known bool) {
	for _, c := range t.Categories {
		if isTotal(c.Name) {
			return c.People, true
		}
	}
	return 0, false
}

// Placed is how many people are of a category that was given a group.
func (t Table) Placed() (n int64) {
	for _, c := range t.Categories {
		if c.Choice != "" {
			n += c.People
		}
	}
	return n
}
