package inbox

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Item is one task as the organisation that was asked sees it.
type Item struct {
	ID          tasks.ID
	Version     int64
	Kind        tasks.Kind
	State       tasks.State
	Title       string
	Instruction string // what to bring and to mind, such as extras and diet
	Area        string
	Priority    needs.Priority
	DueAt       time.Time
	Attempts    int            // tries that reached nobody
	Endings     []tasks.Ending // what can come of it
	Person      *Person        // nil until the task is accepted, and again once it is done
}

func itemOf(r db.Reader, t tasks.Task) (Item, error) {
	said, err := needs.ToHelpers(r, t.Need, t.Instruction)
	return Item{
		ID: t.ID, Version: t.Version, Kind: t.Kind, State: t.State, Title: t.Title, Instruction: said,
		Area: t.Area, Priority: t.Priority, DueAt: t.DueAt, Attempts: t.Attempts, Endings: t.Endings(),
	}, err
}

// Box is an organisation's inbox at one moment, soonest due first.
type Box struct {
	Asked    []Item // waiting for its yes or no
	Accepted []Item // to be done
	More     bool   // there are more than are shown
	Now      time.Time
}

// Today parts the accepted tasks that are due today, or late, from how many come after.
func (b Box) Today() (due []Item, later int) {
	today := day.Of(b.Now)
	for _, i := range b.Accepted {
		if day.Of(i.DueAt).After(today) {
			later++
			continue
		}
		due = append(due, i)
	}
	return due, later
}

// hidden reports whether a task may not be in any inbox: its kind of need is one that only
// named staff may know of.
func hidden(t tasks.Task) bool {
	return needs.Guarded(t.Labels)
}
