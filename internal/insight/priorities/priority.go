package priorities

import (
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
)

// ID names a priority.
type ID = ident.ID[Priority]

// Wish is what somebody writes of a priority.
type Wish struct {
	Name    string
	Why     string   // what the assessment found
	Owner   string   // who answers for it, by name and role
	Measure string   // of [Measure.ID]
	Target  int64    // in the unit of the measure
	Most    bool     // at most so much; else at least
	Due     day.Date // by when; zero where nobody said
}

// Priority is one of them.
type Priority struct {
	ID ID
	Wish
	Version int64
	MadeAt  time.Time
	ByName  string
	Ended   time.Time // zero while it is tracked
	EndWhy  string
	Notes   []Note // the latest first
	Now     Now
}

// Open reports whether it is tracked.
func (p Priority) Open() bool { return p.Ended.IsZero() }

// Late reports whether it should have been met before a day, and is not.
func (p Priority) Late(today day.Date) bool {
	return p.Open() && !p.Due.IsZero() && p.Due.Before(today) && p.Now.Standing != Met
}

// Note is what somebody wrote of how it goes.
type Note struct {
	At   time.Time
	By   string // the account
	Name string
	Text string
}

// How long what is written may be, in characters.
const (
	LongestName  = 120
	LongestOwner = 120
	LongestWhy   = 600
	LongestNote  = 1000
)

func (w Wish) trimmed() Wish {
	w.Name, w.Why, w.Owner = strings.TrimSpace(w.Name), strings.TrimSpace(w.Why), strings.TrimSpace(w.Owner)
	return w
}

func (w Wish) check() error {
	switch {
	case w.Name == "":
		return invalid("Say what the priority is, such as “Reach more Asian families in Leigh”.")
	case w.Owner == "":
		return invalid("Name who answers for the priority. Without a name nobody does.")
	case w.Why == "":
		return invalid("Say what was found, so that whoever takes over knows why it is a priority.")
	case utf8.RuneCountInString(w.Name) > LongestName || utf8.RuneCountInString(w.Owner) > LongestOwner || utf8.RuneCountInString(w.Why) > LongestWhy:
		return invalid("The name or the owner has more than 120 characters, or the reason more than 600. Shorten it.")
	case w.Target < 0:
		return invalid("A target is nought or more.")
	}
	return nil
}

func invalid(words string) error { return fault.New(fault.Invalid, "priorities.invalid", words) }
