package staff

import (
	"slices"

	"kith/internal/kernel/fault"
)

// Standing is how far somebody has come.
type Standing string

// The standings.
const (
	Offered     Standing = "offered"     // their service lends them
	Inducting   Standing = "inducting"   // learning what they need before a first shift
	Ready       Standing = "ready"       // may be given shifts
	Deployed    Standing = "deployed"    // has been given shifts
	Resting     Standing = "resting"     // is given none for now
	Repatriated Standing = "repatriated" // back at their own service
	Reserve     Standing = "reserve"     // back, and may be called up again
)

// Standings lists them in the order people go through them.
func Standings() []Standing {
	return []Standing{Offered, Inducting, Ready, Deployed, Resting, Repatriated, Reserve}
}

// Label is the standing in words.
func (s Standing) Label() string {
	switch s {
	case Offered:
		return "Offered"
	case Inducting:
		return "In induction"
	case Ready:
		return "Ready"
	case Deployed:
		return "Deployed"
	case Resting:
		return "Resting"
	case Repatriated:
		return "Back at their service"
	case Reserve:
		return "On the reserve list"
	}
	return string(s)
}

// Works reports whether somebody who stands so may be given shifts.
func (s Standing) Works() bool { return s == Ready || s == Deployed }

// Lent reports whether somebody who stands so is lent to the response.
func (s Standing) Lent() bool { return s != Repatriated && s != Reserve }

// moves says what each standing may become.
var moves = map[Standing][]Standing{
	Offered:     {Inducting, Repatriated},
	Inducting:   {Ready, Repatriated},
	Ready:       {Deployed, Resting, Repatriated, Reserve},
	Deployed:    {Resting, Repatriated, Reserve},
	Resting:     {Ready, Repatriated, Reserve},
	Repatriated: {Offered},
	Reserve:     {Inducting, Ready, Repatriated},
}

// Moves are what the standing may become.
func (s Standing) Moves() []Standing { return slices.Clone(moves[s]) }

// guard refuses a move that is not in the table, in words.
func (s Standing) guard(to Standing) error {
	if slices.Contains(moves[s], to) {
		return nil
	}
	return fault.New(fault.Conflict, "staff.no-move", "This cannot be done now: they stand as “"+s.Label()+"”. Look at their page again, then decide.")
}
