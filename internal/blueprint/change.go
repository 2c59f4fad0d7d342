package blueprint

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// ChangeKind says what became of a value between two versions.
type ChangeKind string

// The kinds of change.
const (
	Added   ChangeKind = "added"
	Removed ChangeKind = "removed"
	Altered ChangeKind = "altered"
	Moved   ChangeKind = "moved"  // the same entries in another order
	Layout  ChangeKind = "layout" // the file says the same, in other comments or spacing
)

// Change is one difference between two versions of a blueprint.
type Change struct {
	File string
	// Where says in words what it is part of, "category food, route"; empty at the
	// top of the file.
	Where string
	// Key is what changed there: a key, or the text of a letter. It is empty when
	// all of Where, or without one all of the file, was added or removed.
	Key           string
	Kind          ChangeKind
	Before, After string // whole, as text; empty where there was or is nothing
}

// longest is how much of a value a line shows before it is only called reworded.
const longest = 60

// String is the line people read: "needs.yaml: category food: due_hours 4 → 2".
func (c Change) String() string {
	what := c.What()
	if c.Where == "" && c.Key == "" {
		return c.File + " " + what
	}
	return c.File + ": " + what
}

// What is the line without the file: "category food: due_hours 4 → 2".
func (c Change) What() string {
	subject := c.Where
	if c.Key != "" && subject != "" {
		subject += ": "
	}
	return strings.TrimSpace(subject + c.Key + " " + c.became())
}

func (c Change) became() string {
	short := fits(c.Before) && fits(c.After)
	switch {
	case c.Kind == Moved:
		return "in another order"
	case c.Kind == Layout:
		return "changed in comments or layout only"
	case c.Kind == Altered && short:
		return fmt.Sprintf("%s → %s", c.Before, c.After)
	case c.Kind == Altered && strings.Contains(c.Before+c.After, "\n"):
		added, removed := lineCounts(c.Before, c.After)
		return fmt.Sprintf("reworded (%s added, %s removed)", lines(added), lines(removed))
	case c.Kind == Altered:
		return "reworded"
	case c.Key != "" && short:
		return fmt.Sprintf("%s: %s", c.Kind, c.Before+c.After)
	}
	return string(c.Kind)
}

func fits(text string) bool {
	return utf8.RuneCountInString(text) <= longest && !strings.Contains(text, "\n")
}

func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// lineCounts tells how many lines one text has that the other has not.
func lineCounts(before, after string) (added, removed int) {
	count := map[string]int{}
	for line := range strings.Lines(strings.TrimRight(after, "\n") + "\n") {
		count[line]++
	}
	for line := range strings.Lines(strings.TrimRight(before, "\n") + "\n") {
		count[line]--
	}
	for _, n := range count {
		added += max(n, 0)
		removed += max(-n, 0)
	}
	return added, removed
}
