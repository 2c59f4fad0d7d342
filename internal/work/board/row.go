package board

import (
	"fmt"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Row is one task as the board lists it.
type Row struct {
	ID      tasks.ID
	Version int64
	Kind    tasks.Kind
	State   tasks.State
	Record  people.RecordID // "" when the caller may not be told who it is for
	Who     string          // first name and initial
	What    string
	Area    string // as coarse as may be told before somebody accepts
	// Interpreter says that one is needed to speak with them, and in which language;
	// empty when none is.
	Interpreter string
	Hub         string // "" is the coordination queue

	Category  string
	Priority  needs.Priority
	Labels    []needs.Label
	Assignee  tasks.Assignee
	DueAt     time.Time
	StartOn   day.Date  // not before this day; zero when it may be done now
	NotBefore time.Time // nor before this moment
	OpenedAt  time.Time
	Attempts  int
	Refused   string // why the last one asked could not; "" when nobody refused
	OnPhone   string // who is on the telephone with them now, and since when; "" nobody
}

// Cursor is the row's place in its list.
func (r Row) Cursor() Cursor { return Cursor{Due: r.DueAt, ID: string(r.ID)} }

// Late reports whether the row's time has passed.
func (r Row) Late(now time.Time) bool { return r.DueAt.Before(now) }

// shownTo takes out of the row what a reader may not know. That there is work stays: a
// list that hid it would let it be forgotten.
func (r Row) shownTo(p access.Principal) Row {
	own := r.Assignee.Kind == tasks.ToStaff && r.Assignee.ID == p.Account
	if own || needs.MayName(p, r.Labels) {
		return r
	}
	r.Record, r.Who, r.What, r.Area, r.Category, r.Refused, r.Interpreter = "", "Restricted", "Restricted task", "", "", "", ""
	r.Labels = []needs.Label{needs.Restricted}
	return r
}

// Told reports whether the caller may know who the row is for.
func (r Row) Told() bool { return r.Record != "" }

// Why says why a row needs somebody now, most pressing first; empty when it can wait.
func (r Row) Why(now time.Time) []Reason {
	var all []Reason
	if r.Late(now) {
		all = append(all, Reason{IsLate, "Late"})
	}
	if r.OnPhone != "" {
		all = append(all, Reason{IsRung, r.OnPhone})
	}
	if r.Priority == needs.Emergency {
		all = append(all, Reason{IsEmergency, "Emergency"})
	}
	if r.Refused != "" {
		all = append(all, Reason{IsRefused, "Refused: " + r.Refused})
	}
	if r.Attempts > 0 {
		all = append(all, Reason{IsTried, tries(r.Attempts)})
	}
	if r.StartOn.After(day.Of(now)) {
		return append(all, Reason{IsLater, "Not before " + r.StartOn.Short()})
	}
	if r.NotBefore.After(now) {
		return append(all, Reason{IsLater, "Not before " + clockOf(r.NotBefore, now)})
	}
	if !r.Late(now) && day.Of(r.DueAt) == day.Of(now) {
		all = append(all, Reason{IsDueToday, "Due today"})
	}
	return all
}

// clockOf is a moment as a list says it: the time of today, else the day.
func clockOf(at, now time.Time) string {
	if day.Of(at) == day.Of(now) {
		return at.In(day.London).Format("3:04pm")
	}
	return day.Of(at).Short()
}

func tries(n int) string {
	if n == 1 {
		return "1 try, no answer"
	}
	return fmt.Sprintf("%d tries, no answer", n)
}

// Reason is why a task needs somebody now.
type Reason struct {
	Cause Cause
	Text  string
}

// Cause is the sort of a reason.
type Cause string

// The causes.
const (
	IsLate      Cause = "late"
	IsDueToday  Cause = "due-today"
	IsLater     Cause = "later" // it is not to be done yet
	IsRefused   Cause = "refused"
	IsTried     Cause = "tried"
	IsEmergency Cause = "emergency"
	IsRung      Cause = "on-the-phone"
)
