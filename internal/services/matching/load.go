package matching

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/work/tasks"
)

// did is a task somebody has, or had.
type did struct {
	kind     tasks.AssigneeKind
	id       string
	record   string
	category string
	since    time.Time // when they were given it
	closed   time.Time // zero while it is open
}

// past is who did what, lately, and has what now.
type past struct {
	all  []did
	last map[string]string   // who did something of a category for a record last
	with map[string][]string // who has something for a record now
	// awaited are those who were asked for something for a record and have not answered yet.
	awaited map[string][]string
	// offers are how many unanswered offers each volunteer has.
	offers map[string]int
}

func lastKey(record, category string) string { return record + " " + category }

// week counts what each helper had.
type week struct {
	now  time.Time
	past map[string]had
}

// had is what somebody had: since Monday, in this month, and in hand now with what they are
// offered.
type had struct {
	thisWeek, thisMonth, inHand int
	offered                     int // of those in hand, what they have not answered
	idle                        int // whole days since they last had something
}

// monday is the first day of a day's week.
func monday(d day.Date) day.Date { return d.AddDays(-((int(d.Weekday()) + 6) % 7)) }

// weekOf counts what each helper had until now. Work in hand counts for the week it is in,
// whenever it was given.
func weekOf(now time.Time, p *past) *week {
	today := day.Of(now)
	begin, month := monday(today).Start(), day.New(today.Year(), today.Month(), 1).Start()
	w := &week{now: now, past: map[string]had{}}
	for _, d := range p.all {
		key := string(d.kind) + " " + d.id
		h, known := w.past[key]
		at := d.closed
		switch {
		case at.IsZero():
			h.inHand++
			h.thisWeek++
			h.thisMonth++
			at = now
		default:
			if !at.Before(begin) {
				h.thisWeek++
			}
			if !at.Before(month) {
				h.thisMonth++
			}
		}
		if idle := int(now.Sub(at) / (24 * time.Hour)); !known || idle < h.idle {
			h.idle = idle
		}
		w.past[key] = h
	}
	for id, n := range p.offers {
		key := string(tasks.ToVolunteer) + " " + id
		h, known := w.past[key]
		if !known {
			h.idle = int(memory / (24 * time.Hour))
		}
		h.inHand, h.offered = h.inHand+n, n
		w.past[key] = h
	}
	return w
}

func (w *week) of(kind tasks.AssigneeKind, id string) had {
	if h, ok := w.past[string(kind)+" "+id]; ok {
		return h
	}
	return had{idle: int(memory / (24 * time.Hour))}
}
