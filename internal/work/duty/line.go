package duty

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// LineID names a line of the hand-over list.
type LineID = ident.ID[Line]

// Work is a task as the duty team's lists show it.
type Work struct {
	Task        tasks.ID
	Kind        tasks.Kind
	Request     needs.RequestID
	Record      people.RecordID // "" when the caller may not be told who it is for
	Who         string          // first name and initial
	What        string
	Instruction string
	Area        string
	Hub         string // that has the task now; "" is the coordination queue
	Priority    needs.Priority
	Labels      []needs.Label
	Assignee    tasks.Assignee
	DueAt       time.Time
	OpenedAt    time.Time
	Finished    bool // how it went was recorded on the task
}

func (w Work) task() tasks.Task {
	return tasks.Task{ID: w.Task, Kind: w.Kind, Neighbourhood: w.Hub, Labels: w.Labels, Assignee: w.Assignee}
}

// Told reports whether the caller may know what the work is and who it is for.
func (w Work) Told() bool { return w.Record != "" }

// shownTo takes out of the work what a reader may not know. That there is work stays.
func (w Work) shownTo(who access.Principal) Work {
	if w.task().Named(who) {
		return w
	}
	w.Record, w.Who, w.What, w.Instruction, w.Area = "", "Restricted", "Restricted task", "", ""
	w.Labels = []needs.Label{needs.Restricted}
	return w
}

// Line is one task that was handed to the duty team for a night.
type Line struct {
	Work
	ID      LineID
	FromHub string   // that handed it over
	Night   day.Date // the day the night began on
	OpensAt time.Time
	Why     string // it cannot wait until morning
	Ask     string // what the duty team is to do
	State   State

	HandedAt time.Time
	HandedBy string // account, as all of these
	TakenAt  time.Time
	TakenBy  string
	DoneAt   time.Time
	DoneBy   string
	Outcome  string // what was done, in words
	GoOn     bool   // the hub must go on with it
	ClosedAt time.Time
	ClosedBy string
	Version  int64
}

func (l Line) shownTo(who access.Principal) Line {
	if l.Work = l.Work.shownTo(who); !l.Told() {
		l.Why, l.Ask, l.Outcome = "", "", ""
	}
	return l
}

// State is where a line stands.
type State string

// The states of a line.
const (
	Handed    State = "handed"    // nobody of the duty team has acknowledged it
	Taken     State = "taken"     // somebody has
	Done      State = "done"      // given back with what was done
	Seen      State = "seen"      // the hub has read what came back
	Withdrawn State = "withdrawn" // the hub took it off the list
)

// Open reports whether somebody still has to do something about the line.
func (s State) Open() bool { return s == Handed || s == Taken || s == Done }

// Missing reports whether the line should have been given back by now and was not.
func (l Line) Missing(now time.Time) bool {
	return (l.State == Handed || l.State == Taken) && !l.OpensAt.After(now)
}

// Back reports whether the line waits for its hub: it was given back, or was not in time.
func (l Line) Back(now time.Time) bool { return l.State == Done || l.Missing(now) }

// Standing is where the line stands at a time, in words.
func (l Line) Standing(now time.Time) string {
	switch {
	case l.Missing(now):
		return "Not given back"
	case l.State == Handed:
		return "Not acknowledged yet"
	case l.State == Taken:
		return "Acknowledged"
	case l.State == Withdrawn:
		return "Taken off the list"
	case l.DoneAt.IsZero():
		return "Not given back, and the hub went on itself"
	case l.GoOn:
		return "Given back: the hub must go on"
	}
	return "Given back: nothing more to do"
}
