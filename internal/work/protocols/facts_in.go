package protocols

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/steps"
)

// needIn reads the need a run is for; the zero need where it serves none.
func needIn(tx *db.Tx, r Run) (needs.Need, error) {
	if r.Need == "" {
		return needs.Need{}, nil
	}
	return needs.NeedIn(tx, r.Need)
}

// factsIn is what the engine is told of a run and its need: when work is done just now, and
// how it is safe to reach the person.
func (b Book) factsIn(tx *db.Tx, r Run, n needs.Need) (steps.Facts, error) {
	working, err := b.workingOf(tx, r, n)
	if err != nil {
		return steps.Facts{}, err
	}
	f := steps.Facts{
		Working: working.Working(), Parts: working.DayParts(), NeedDue: r.Work.DueAt,
		Answers: b.answers(r.Work.Destination), Every: r.Work.Every,
	}
	if n.ID != "" {
		f.NeedDue = n.DueAt
	}
	reach, err := people.ReachIn(tx, r.Record)
	if err != nil {
		return f, err
	}
	b.reach(&f, reach, tx.Now())
	return f, nil
}

// workingOf is when work is done where the run is worked on.
func (b Book) workingOf(tx *db.Tx, r Run, n needs.Need) (steps.WorkingTime, error) {
	if b.levels == nil || n.ID != "" {
		return b.workingIn(tx, n.Neighbourhood)
	}
	request, err := needs.RequestIn(tx, r.Request)
	if err != nil {
		return b.working, err
	}
	return b.workingIn(tx, request.Neighbourhood)
}

// ways are the ways of contact of the steps, as the gate of all contacts names them.
var ways = []struct {
	way    steps.Way
	method contacts.Method
}{{steps.ByCall, contacts.Phone}, {steps.ByVisit, contacts.Visit}, {steps.ByLetter, contacts.Letter}}

// reach asks the gate that all contacts go through which ways are safe, and when.
func (b Book) reach(f *steps.Facts, reach people.Reach, now time.Time) {
	for _, w := range ways {
		v := contacts.May(contacts.Known{Now: now, Reach: reach, Rules: b.rules}, contacts.Wish{Method: w.method, Urgent: true})
		if v.For(contacts.WayNotSafe) || v.For(contacts.NoCallsAsked) || v.For(contacts.AskedToStop) || v.For(contacts.MovedAway) {
			f.Unsafe |= w.way
		}
	}
	hours := contacts.ReadHours(reach.Times)
	if hours.Any() || hours.InWords != "" {
		return
	}
	f.Times = safeParts(f.Parts, hours, now)
	if f.Times == 0 {
		f.Unsafe |= steps.ByCall // no part of the day is safe
	}
}

// safeParts are the parts of the day, within a week, in which a time is safe.
func safeParts(d steps.DayParts, hours contacts.Hours, now time.Time) (bits uint8) {
	for i, p := range d {
		middle := (p.From + p.Until) / 2
		for on := range 7 {
			if hours.Safe(day.Of(now).AddDays(on).At(middle/60, middle%60)) {
				bits |= 1 << i
			}
		}
	}
	return bits
}
