package paper

import (
	"cmp"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/tasks"
)

// PackID names a pack.
type PackID = ident.ID[Pack]

// Pack is what a hub has on paper of a day.
type Pack struct {
	ID      PackID
	Hub     string // "" is the coordination point
	Day     day.Date
	MadeAt  time.Time
	MadeBy  string // an account, or the name of what makes packs by itself
	Lines   int64  // people to reach
	LeftOff int64  // pieces of work that may not be named on paper
	Pages   int64
}

// Morning reports whether the pack was made by itself.
func (p Pack) Morning() bool { return p.MadeBy == byItself }

// Called is what the pack is called as a file: by hub and day, and by nobody's name.
func (p Pack) Called() string { return cmp.Or(p.Hub, "coordination") + "-" + p.Day.String() }

// byItself is who makes the packs of the morning.
const byItself = "paper.morning"

// Kept is for how many days a pack is kept, its own day among them.
const Kept = 7

// Line is one numbered line of a pack, and what was entered of it since.
type Line struct {
	Number     int64
	Record     people.RecordID
	Task       tasks.ID // "" where there is nothing to enter
	Version    int64    // of the task as it was printed
	Addressed  bool     // an address stands beside it
	Outcome    string   // "" until something was entered
	HappenedAt time.Time
	EnteredAt  time.Time
	EnteredBy  string
}

// Entered reports whether something was entered from the line.
func (l Line) Entered() bool { return !l.EnteredAt.IsZero() }
