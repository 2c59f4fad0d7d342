package needs

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/registers/people"
)

// NeedID names a need.
type NeedID = ident.ID[Need]

// Need is one thing that is needed, with what triage decided about it and why.
type Need struct {
	ID            NeedID
	Request       RequestID
	Record        people.RecordID
	Category      string
	Neighbourhood string
	Decision      Result   // what triage said
	Priority      Priority // as it is now: triage's, unless somebody has changed it
	StartOn       day.Date // not before this day; zero when it has begun
	State         NeedState
	Outcome       string // how it ended, in a code the task recorded; "" while open
	DueAt         time.Time
	OpenedAt      time.Time
	ClosedAt      time.Time
	Version       int64
}

// NeedState is where a need stands.
type NeedState string

// The states of a need.
const (
	NeedOpen     NeedState = "open"
	NeedInHand   NeedState = "in-hand"  // somebody has taken the work on
	NeedMet      NeedState = "met"      // the help was given
	NeedNotMet   NeedState = "not-met"  // it could not be given, and why is recorded
	NeedReferred NeedState = "referred" // a named service with its own duty has it
	NeedGone     NeedState = "gone"     // they no longer need it
)

// Ended reports whether nothing more will be done about the need.
func (s NeedState) Ended() bool {
	return s == NeedMet || s == NeedNotMet || s == NeedReferred || s == NeedGone
}

// Label is the state in words.
func (s NeedState) Label() string {
	switch s {
	case NeedOpen:
		return "Open"
	case NeedInHand:
		return "In hand"
	case NeedMet:
		return "Met"
	case NeedNotMet:
		return "Not met"
	case NeedReferred:
		return "Referred on"
	case NeedGone:
		return "No longer needed"
	}
	return string(s)
}
