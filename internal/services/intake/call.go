package intake

import (
	"slices"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// CallID names a call. It is the idempotency key of the request the call becomes.
type CallID = ident.ID[Call]

// Call is one conversation, on the telephone or at a desk, written down while it is held.
type Call struct {
	ID        CallID
	Agent     string // account of whoever took it
	AgentName string
	Channel   needs.Channel // [needs.Phone], or [needs.WalkIn] of somebody at the desk
	Place     string        // where they came to, of a walk-in
	Blueprint string        // the version its questions came from
	Draft
	State      CallState
	Outcome    CallOutcome // "" until it has ended
	CallBackAt time.Time   // zero unless they are to be rung back
	Request    needs.RequestID
	// Registration is of a call that ended with somebody being registered who needs nothing.
	Registration ident.ID[Registration]
	SavedBy      string // name of whoever saved last
	StartedAt    time.Time
	TouchedAt    time.Time
	EndedAt      time.Time // zero while it is open
	Version      int64
}

// Draft is what has been written down so far, right or wrong.
type Draft struct {
	Caller Caller
	Record people.RecordID // who needs the help, when they were found; "" otherwise
	Safe   string          // "yes" or "no": is it safe to talk now; "" is not asked yet
	// Setting is the care home, school or other setting the call is for; who is named then
	// leads it or asks for it. "" is a call for a person.
	Setting organisations.ID
	Answers answers.Answers
}

// Caller says how far it is known who needs the help.
type Caller string

// The kinds of caller.
const (
	CallerOpen     Caller = ""         // nobody has looked yet
	CallerKnown    Caller = "known"    // found among the people
	CallerNew      Caller = "new"      // to be added
	CallerNameless Caller = "nameless" // they give no name
)

// CallState is where a call stands.
type CallState string

// The states of a call.
const (
	CallOpen    CallState = "open"
	CallWaiting CallState = "waiting" // they are to be rung back
	CallEnded   CallState = "ended"
)

// CallOutcome is how a call ended.
type CallOutcome string

// The outcomes of a call, in the order they are offered.
const (
	RequestTaken CallOutcome = "request"
	Registers    CallOutcome = "registered" // they want to be known and need nothing today
	Answered     CallOutcome = "answered"   // on the spot: counted, no record of anybody
	WrongNumber  CallOutcome = "wrong-number"
	RangOff      CallOutcome = "rang-off"
	SafeExit     CallOutcome = "safe-exit"
	CallBack     CallOutcome = "call-back"
)

// CallOutcomes lists every outcome.
func CallOutcomes() []CallOutcome {
	return []CallOutcome{RequestTaken, Registers, Answered, WrongNumber, RangOff, SafeExit, CallBack}
}

// Label is the outcome in words.
func (o CallOutcome) Label() string {
	switch o {
	case RequestTaken:
		return "Request taken"
	case Registers:
		return "Register them: nothing needed today"
	case Answered:
		return "Answered on the spot"
	case WrongNumber:
		return "Wrong number"
	case RangOff:
		return "The caller rang off"
	case SafeExit:
		return "Ended safely: it was not safe to talk"
	case CallBack:
		return "Ring back later"
	}
	return string(o)
}

// callers may take calls.
var callers = []access.Role{access.Agent, access.Coordinator, access.Manager}

// Callers are the roles that may take calls.
func Callers() []access.Role { return slices.Clone(callers) }

// Unfinished is how long nothing is written down before a call counts as dropped.
const Unfinished = 30 * time.Minute

// Dropped reports whether a call was left open: the line broke, or the browser.
func (c Call) Dropped(now time.Time) bool {
	return c.State == CallOpen && now.Sub(c.TouchedAt) >= Unfinished
}

// Due reports whether somebody should be rung back by now.
func (c Call) Due(now time.Time) bool { return c.State == CallWaiting && !c.CallBackAt.After(now) }

// MayResume reports whether the call can be gone on with: what was written is still there.
func (c Call) MayResume() bool {
	return c.State == CallWaiting || c.State == CallEnded && c.Outcome == RangOff && c.Answers != nil
}

// Name is the caller's short name as far as it was written down.
func (c Call) Name() string {
	return people.ShortName(c.Answers.First(answers.AskFirstName), c.Answers.First(answers.AskLastName))
}

func (c Call) key() string { return "call " + string(c.ID) }

// asking is the request the call becomes.
func (c Call) asking() Asking {
	return Asking{
		Channel: c.Channel, Blueprint: c.Blueprint, Answers: c.Answers.Given(), Key: c.key(),
		Record: c.Record, Setting: c.Setting, Nameless: c.Caller == CallerNameless,
		Arrival: Arrival{Place: c.Place},
	}
}

// Described is what answers say of who needs the help.
func Described(a answers.Answers) people.Described { return described(a) }

// Asks reports whether a page of questions is asked in the call: of who rings only once it
// was said how far they are known, and no name of somebody who gives none.
func (c Call) Asks(p answers.Page) bool {
	return c.Caller != CallerNameless || !slices.ContainsFunc(p.Questions, func(q answers.Question) bool { return q.ID == answers.AskFirstName })
}
