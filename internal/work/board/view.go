package board

import (
	"slices"
	"time"

	"kith/internal/kernel/day"
)

// View is a list of the board that people keep coming back to.
type View string

// The views. Each shows open tasks only, soonest due first.
const (
	Unassigned View = "unassigned" // nobody has it
	DueToday   View = "due-today"
	Overdue    View = "overdue"
	TurnedDown View = "turned-down" // the last one asked could not
	Waiting    View = "waiting"     // somebody else was asked, and has not said how it went
	Mine       View = "mine"        // the caller has it
	All        View = "all"
)

// Views lists every view in the order they are shown.
func Views() []View { return []View{Unassigned, DueToday, Overdue, TurnedDown, Waiting, Mine, All} }

// Known returns the view of this name, or the first for a name that is none.
func Known(name string) View {
	if v := View(name); slices.Contains(Views(), v) {
		return v
	}
	return Unassigned
}

// Label is the view in words.
func (v View) Label() string {
	switch v {
	case Unassigned:
		return "Unassigned"
	case DueToday:
		return "Due today"
	case Overdue:
		return "Overdue"
	case TurnedDown:
		return "Turned down"
	case Waiting:
		return "Waiting on others"
	case Mine:
		return "Mine"
	case All:
		return "All open"
	}
	return string(v)
}

// Meaning says which open tasks the view has, for whoever reads the list elsewhere.
func (v View) Meaning() string {
	switch v {
	case Unassigned:
		return "Open tasks that nobody has."
	case DueToday:
		return "Open tasks that are due on this day, those whose hour has passed among them."
	case Overdue:
		return "Open tasks that are past the time they were due."
	case TurnedDown:
		return "Open tasks that the last one asked could not do, while nobody else has been asked."
	case Waiting:
		return "Open tasks that somebody else was asked to do and has not said how they went."
	case Mine:
		return "Open tasks that you have."
	}
	return "Every open task."
}

// Empty says what would be in the view when nothing is.
func (v View) Empty() string {
	switch v {
	case Unassigned:
		return "Nothing waits for somebody to take it. New tasks appear here until they are given to a helper."
	case DueToday:
		return "Nothing is due today. Tasks appear here on the day they are due."
	case Overdue:
		return "Nothing is late. Tasks appear here once their time has passed."
	case TurnedDown:
		return "Nobody has turned a task down. Tasks that the last one asked could not do appear here until somebody else is asked."
	case Waiting:
		return "Nobody else has been asked for anything. Tasks you give to a helper appear here until they are done."
	case Mine:
		return "You have no tasks. Tasks you take, or are given, appear here."
	}
	return "There are no open tasks. A request for help opens the first."
}

// span is when the tasks of the view are due: at or after from, and before until. Zero
// times leave an end open.
func (v View) span(now time.Time) (from, until time.Time) {
	switch v {
	case DueToday:
		today := day.Of(now)
		return today.At(0, 0), today.AddDays(1).At(0, 0)
	case Overdue:
		return time.Time{}, now
	}
	return time.Time{}, time.Time{}
}
