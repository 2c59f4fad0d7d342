package rounds

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// RoundID names a round.
type RoundID = ident.ID[Round]

// Round is one vehicle's way through a day as its driver has it.
type Round struct {
	ID            RoundID
	Plan          PlanID
	Number        int64 // on the day and plan: Round 3
	Day           day.Date
	Neighbourhood string // of the plan; "" is the whole borough
	Shift         fleet.ShiftID
	Vehicle       string
	Kind          fleet.Kind
	Driver        fleet.Driver
	Depot         string
	State         RoundState
	LeaveAt       time.Time // as planned
	ReturnAt      time.Time
	UntilAt       time.Time // when the shift ends
	Metres        int64
	LineSeconds   int64 // on the way as planned, before any calibration
	PlanNumber    int64 // the version of the plan it is published from
	LeftAt        time.Time
	BackAt        time.Time
	ClosedAt      time.Time
	ClosedBy      string
	DroveSeconds  int64
	Version       int64
}

// RoundState is where a round stands.
type RoundState string

// The states of a round.
const (
	RoundReady  RoundState = "published" // its driver has it
	RoundOut    RoundState = "out"
	RoundBack   RoundState = "back" // at the base, with what was not handed over
	RoundClosed RoundState = "closed"
)

// Label is the state in words.
func (s RoundState) Label() string {
	switch s {
	case RoundReady:
		return "To go"
	case RoundOut:
		return "Under way"
	case RoundBack:
		return "Back at the base"
	}
	return "Closed"
}

// StopID names a stop.
type StopID = ident.ID[Stop]

// Stop is one stop of a round, and what came of it.
type Stop struct {
	ID            StopID
	Round         RoundID
	Plan          PlanID
	Position      int64 // from 1
	Task          routing.Task
	routing.Ref   // what is brought; zero for a reload
	Record        people.RecordID
	Neighbourhood string
	ArriveAt      time.Time // as planned
	BeginAt       time.Time
	LeaveAt       time.Time
	Load          deliveries.Load
	State         StopState
	SaidAt        time.Time // when it happened
	SaidBy        string
	Received      string // who took it: which neighbour
	Note          string
	Concern       string
	Unopened      bool // the last box stood there unopened
	Back          bool // it is at the base again
	Key           string
	Version       int64
}

// StopState is what came of a stop.
type StopState string

// The states of a stop.
const (
	Planned   StopState = "planned"
	Handed    StopState = "handed"    // to the person, or whoever was named
	Neighbour StopState = "neighbour" // to a neighbour, as they agreed
	NoReply   StopState = "no-reply"  // nobody opened: it comes back
	Refused   StopState = "refused"   // they did not want it: it comes back
	Collected StopState = "collected" // fetched at the pharmacy, or loaded again
	NotThere  StopState = "not-there" // it could not be fetched
	TakenOff  StopState = "taken-off" // the plan was changed

	Seen     StopState = "seen"      // visited, and well
	NoAnswer StopState = "no-answer" // visited, and nobody opened
	Wrong    StopState = "wrong"     // nobody opened, and it looks wrong
	Worried  StopState = "worried"   // visited, and whoever saw them is worried
)

// Outcomes are what may be said of a stop with a task, the likeliest first.
func Outcomes(t routing.Task) []StopState {
	if t == routing.Bring {
		return []StopState{Handed, Neighbour, NoReply, Refused}
	}
	if t == routing.Visit {
		return []StopState{Seen, NoAnswer, Wrong, Worried}
	}
	return []StopState{Collected, NotThere}
}

// Label is the state in words.
func (s StopState) Label() string {
	switch s {
	case Handed:
		return "Handed to them"
	case Neighbour:
		return "Left with a neighbour, as agreed"
	case NoReply:
		return "No reply: brought back"
	case Refused:
		return "They did not want it: brought back"
	case Collected:
		return "Fetched"
	case NotThere:
		return "Could not be fetched"
	case TakenOff:
		return "Taken off the round"
	case Seen:
		return "I saw them: safe and well"
	case NoAnswer:
		return "Nobody opened"
	case Wrong:
		return "Nobody opened, and it looks wrong: say what you saw"
	case Worried:
		return "I saw them, and am worried: say why"
	}
	return "To do"
}

// Done reports whether something came of the stop.
func (s StopState) Done() bool { return s != Planned && s != TakenOff }

// Returns reports whether what was to be handed over comes back.
func (s StopState) Returns() bool { return s == NoReply || s == Refused }

// leads are the states each state of a round may be followed by.
var leads = map[RoundState][]RoundState{
	RoundReady: {RoundOut}, RoundOut: {RoundBack}, RoundBack: {RoundClosed, RoundOut}, RoundClosed: {},
}

// next is the state if it may follow, or [fault.Conflict].
func (s RoundState) next(to RoundState) error {
	for _, one := range leads[s] {
		if one == to {
			return nil
		}
	}
	return fault.New(fault.Conflict, "rounds.not-now", "This cannot be done now: the round is "+map[RoundState]string{
		RoundReady: "not under way yet", RoundOut: "under way", RoundBack: "back at the base", RoundClosed: "closed",
	}[s]+". Look at it again, then decide.")
}
