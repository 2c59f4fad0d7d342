package routing

import (
	"kith/algo/vrp"
)

// Kernel judges rounds. [Plain] does.
type Kernel interface {
	// Schedule says when each vehicle is where. A route that breaks a rule is an error that
	// [Broken] describes.
	Schedule(p *vrp.Problem, plan *vrp.Plan) ([]Timetable, error)
	// Why says for each vehicle what keeps it from taking a stop as things stand.
	Why(p *vrp.Problem, plan *vrp.Plan, stop int) []Verdict
}

// Timetable is when a vehicle is where.
type Timetable struct {
	Calls         []Timing
	Leave, Return int32
	Distance      int64 // decimetres
	Driving       int64 // seconds between places
	Cost          int64
	Peak          vrp.Load // the most on board at once
}

// Timing is one entry of a route.
type Timing struct {
	Stop                 int // or vrp.Reload
	Arrive, Begin, Leave int32
	Break                int32 // rest taken on arrival
	Slack                int32 // how much later it could be reached
}

// Verdict says what keeps a vehicle from a stop, and by how much that would have to give.
type Verdict struct {
	Vehicle int
	Broken  Reason
	By      int32 // what is lacking: seconds or an amount, as the reason has it
	Measure int   // of the load, for [TooFull]
}

// Reason is why a vehicle cannot take a stop.
type Reason string

// The reasons. [None] says that it can.
const (
	None     Reason = ""
	NoSkill  Reason = "skill"
	NotGiven Reason = "not-given" // somebody chose so, or it is loaded elsewhere
	TooFull  Reason = "full"
	TooLate  Reason = "late"  // its time is over before the vehicle comes
	TooLong  Reason = "shift" // the shift would end before the round does
	NoBreak  Reason = "break"
	NoWay    Reason = "no-way"
	PairLost Reason = "pair" // it is fetched somewhere first
)

// Broken is the error of a route that breaks a rule.
type Broken struct {
	Verdict
	Stop int
}

// Error says it in the program's words.
func (b *Broken) Error() string {
	return "routing: the route breaks a rule: " + string(b.Verdict.Broken)
}
