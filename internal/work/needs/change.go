package needs

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Change is something somebody does to one need, whatever becomes of the rest of its
// request.
type Change string

// The changes.
const (
	Reprioritise Change = "priority" // it is more or less pressing than triage said
	Postpone     Change = "start"    // it begins on a later day
	Withdraw     Change = "withdraw" // it is no longer wanted
	TakeUp       Change = "reopen"   // it is wanted after all, or again
	Reroute      Change = "route"    // it is met in another way than triage said
	ReferOn      Change = "refer"    // a service is to have it as well
)

// Changes lists every change.
func Changes() []Change { return []Change{Reprioritise, Postpone, Withdraw, TakeUp, Reroute, ReferOn} }

// Can reports whether a change can be made to a need in this state: one that has ended can
// only be taken up again.
func (s NeedState) Can(c Change) bool {
	return slices.Contains(Changes(), c) && s.Ended() == (c == TakeUp)
}

// Check holds that a change can be made to a need, and is [fault.Conflict] otherwise.
func (s NeedState) Check(c Change) error {
	if s.Can(c) {
		return nil
	}
	return fault.New(fault.Conflict, "needs.not-now", "This cannot be done now: the need is "+strings.ToLower(s.Label())+". Reload the page to see where it stands.")
}

// CheckReason holds that somebody has said why.
func CheckReason(reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "needs.say-why", "Say why, so that the next person knows.")
	}
	return nil
}

// CheckPriority holds that a priority is one there is, and another than now.
func CheckPriority(now, to Priority) error {
	switch {
	case !slices.Contains(Priorities(), to):
		return fault.New(fault.Invalid, "needs.no-priority", "Choose a priority from the list.")
	case now == to:
		return fault.New(fault.Invalid, "needs.same-priority", "It has this priority already. Choose another.")
	}
	return nil
}

// longestWait is how far ahead a need may begin, in days.
const longestWait = 366

// CheckStart holds that a need may begin on a day: a later one than today, within a year,
// and another than now. The zero day begins it at once.
func CheckStart(now, to, today day.Date) error {
	switch {
	case to == now && to.IsZero():
		return fault.New(fault.Invalid, "needs.started", "It has begun already. Enter a later day, or leave it.")
	case to == now:
		return fault.New(fault.Invalid, "needs.same-start", "It begins on this day already. Enter another.")
	case !to.IsZero() && !to.After(today):
		return fault.New(fault.Invalid, "needs.start-past", "Enter a day after today, or begin it now.")
	case to.After(today.AddDays(longestWait)):
		return fault.New(fault.Invalid, "needs.start-far", "Enter a day within the next year.")
	}
	return nil
}

// opensAt is the hour at which the work of a day begins.
const opensAt = 9

// DueFrom is when help is due that begins on a day and has so many hours; on the zero day
// it begins now.
func DueFrom(start day.Date, hours int, now time.Time) time.Time {
	if !start.IsZero() {
		now = start.At(opensAt, 0)
	}
	return now.Add(time.Duration(hours) * time.Hour)
}

// SetPriority gives a need another priority than it has, in the caller's transaction,
// which holds the request; the request is as pressing as the most pressing need left.
func SetPriority(tx *db.Tx, n Need, to Priority, reason string) (err error) {
	defer fault.Wrap(&err, "priority of need %s", n.ID)
	if err := setPriority(tx, n, to, reason); err != nil {
		return err
	}
	if err := recordChange(tx, n, "changed how pressing a need is", "needs.reprioritised", map[string]any{"from": n.Priority, "priority": to}); err != nil {
		return err
	}
	return raiseRequest(tx, n.Request)
}

// SetStart lets a need begin on a day, or now on the zero day, in the caller's transaction.
func SetStart(tx *db.Tx, n Need, on day.Date, due time.Time) (err error) {
	defer fault.Wrap(&err, "start of need %s", n.ID)
	if err := setStart(tx, n, on, due); err != nil {
		return err
	}
	return recordChange(tx, n, "changed when a need begins", "needs.postponed", map[string]any{"from": n.StartOn.String(), "start": on.String()})
}

// Because keeps why a need is about to be changed, in the caller's transaction.
func Because(tx *db.Tx, n Need, reason string) error { return keepNeed(tx, n.ID, reason) }

func recordChange(tx *db.Tx, n Need, verb, topic string, more map[string]any) error {
	more["neighbourhood"], more["category"] = n.Neighbourhood, shown(n)
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: topic, Subject: n.subject(), Data: more,
		Objects: []journal.Object{{Kind: "need", ID: string(n.ID)}, {Kind: "request", ID: string(n.Request)}},
	})
}

// raiseRequest makes a request as pressing as the most pressing of its needs that have not
// ended and are not another's alone.
func raiseRequest(tx *db.Tx, id RequestID) error {
	all, err := needsOfRequest(tx, id)
	if err != nil {
		return err
	}
	most := Priority("")
	for _, n := range all {
		if !n.State.Ended() && n.Decision.StraightTo == "" && n.Priority.Rank() < most.Rank() {
			most = n.Priority
		}
	}
	if most == "" {
		return nil
	}
	return setRequestPriority(tx, id, most)
}
