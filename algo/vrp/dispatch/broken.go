package dispatch

import (
	"fmt"

	"kith/algo/vrp"
)

// Reason is a rule that stands between a vehicle and a stop.
type Reason uint8

// The reasons.
const (
	Fits        Reason = iota // none does
	Skill                     // the vehicle lacks Verdict.Skills
	NotAllowed                // by Stop.Only or Stop.Never
	KeptApart                 // Verdict.With is on the round
	TooFull                   // Verdict.More is too much
	TooLate                   // the window closes By too early; where With is a stop, it is that one's
	TooEarly                  // the window opens By too late, in the same way
	TooLong                   // the shift, or the time it may be out, is By too short
	TooFar                    // the distance it may go is By too short
	NoBreak                   // with its breaks there is no time; By is how long they are together
	Unreachable               // there is no way
	Paired                    // it is not on one trip with Verdict.With, fetched first and then brought
	Trips                     // it would load more often than it may
	Driven                    // the stop has been driven to, or the route does not begin as it was driven
)

// String is the reason in a word or two.
func (r Reason) String() string {
	return [...]string{
		"fits", "skill", "not allowed", "kept apart", "capacity", "closes too early", "opens too late", "shift", "distance",
		"break", "unreachable", "pair", "trips", "driven",
	}[r]
}

// Verdict says whether a vehicle can take a stop, and if not what would have to give.
type Verdict struct {
	Vehicle int
	Reason  Reason
	// Enough says that the stop fits once this one rule gives way, by so much. Without it more
	// than one stands in the way, and Reason is the first.
	Enough  bool
	By      int32    // what is lacking: time, distance, or of the load in Measure
	Measure int      // of the load, for TooFull: the one that lacks most
	More    vrp.Load // what is lacking in each measure, for TooFull
	Skills  uint64
	With    int // another stop, or -1
	// Route is the vehicle's with the stop put in where it costs least, as it can be driven then,
	// and Cost what that costs more than its route without the stop, or than nothing where that
	// breaks a rule; where neither Fits nor Enough, nothing.
	Route vrp.Route
	Cost  int64
}

// Broken is the error of a route that breaks a rule.
type Broken struct {
	Verdict
	Stop int // where it does, or Reload
	p    *vrp.Problem
}

// Error names the vehicle, the stop and the rule.
func (b *Broken) Error() string {
	at := "loading again"
	if b.Stop != vrp.Reload {
		at = stopName(b.p, b.Stop)
	}
	return fmt.Sprintf("dispatch: on the route of %s, %s breaks a rule: %s", vehicleName(b.p, b.Vehicle), at, b.said())
}

func (b *Broken) said() string {
	switch b.Reason {
	case Skill:
		return fmt.Sprintf("it asks for the skills %b that are missing", b.Skills)
	case NotAllowed:
		return "it may not go with this vehicle"
	case KeptApart:
		return "it is kept apart from " + stopName(b.p, b.With)
	case TooFull:
		return fmt.Sprintf("the load is %d too much in measure %d", b.By, b.Measure)
	case TooLate:
		return fmt.Sprintf("its window closes %d too early", b.By)
	case TooEarly:
		return fmt.Sprintf("its window opens %d too late", b.By)
	case TooLong:
		return fmt.Sprintf("the round takes %d too long", b.By)
	case TooFar:
		return fmt.Sprintf("the round is %d too far", b.By)
	case NoBreak:
		return "there is no time for the breaks"
	case Unreachable:
		return "there is no way there or on"
	case Paired:
		return "it is not on one trip with " + stopName(b.p, b.With) + ", fetched first and then brought"
	case Trips:
		return "it is not between two stops, or one too many"
	}
	return "the route does not begin with what was driven"
}

func stopName(p *vrp.Problem, s int) string {
	if id := p.Stops[s].ID; id != "" {
		return fmt.Sprintf("stop %d (%s)", s, id)
	}
	return fmt.Sprintf("stop %d", s)
}

func vehicleName(p *vrp.Problem, v int) string {
	if id := p.Vehicles[v].ID; id != "" {
		return fmt.Sprintf("vehicle %d (%s)", v, id)
	}
	return fmt.Sprintf("vehicle %d", v)
}
