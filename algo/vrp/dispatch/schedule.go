package dispatch

import (
	"fmt"
	"slices"

	"kith/algo/vrp"
)

// Timetable is when a vehicle is where. Times and distances are in the problem's units.
type Timetable struct {
	Calls         []Call
	Leave, Return int32 // from its start, and at its end; an open round returns as its last service ends
	Rest          int32 // breaks taken at the start before leaving, which are no part of the duration
	Duration      int32 // from Leave to Return, the least there can be
	Distance      int64
	Driving       int64    // time between places
	Cost          int64    // of the vehicle, without preferences
	Peak          vrp.Load // the most on board at once, in each measure by itself
}

// Call is one entry of a route. What was driven has no times but when the vehicle was free.
type Call struct {
	Stop                 int // or Reload
	Arrive, Begin, Leave int32
	OnBoard              vrp.Load // after it
	Break                int32    // rest taken on arriving, before service
	Slack                int32    // how much later it could be reached with all that follows in time
}

// Schedule says when each vehicle is where: one timetable for each, empty where it stays. A
// round takes as little time as it can, and of all that take so little leaves the earliest. A
// route that breaks a rule is a [*Broken]; a plan that does not fit the problem, with a stop
// twice or one that is not there, is another error. What the plan leaves out is not looked at.
func Schedule(p *vrp.Problem, plan *vrp.Plan) ([]Timetable, error) {
	if err := once(p, plan); err != nil {
		return nil, err
	}
	t := tiesOf(p)
	all := make([]Timetable, len(p.Vehicles))
	for v, route := range plan.Routes {
		r := newRide(p, t, v)
		if b := r.judge(route); b != nil {
			return nil, b
		}
		all[v] = r.timetable(route)
	}
	return all, nil
}

// once reports what is not on the plan as it should be.
func once(p *vrp.Problem, plan *vrp.Plan) error {
	if len(plan.Routes) != len(p.Vehicles) {
		return fmt.Errorf("dispatch: the plan has %d routes for %d vehicles", len(plan.Routes), len(p.Vehicles))
	}
	on := make([]bool, len(p.Stops))
	for v, route := range plan.Routes {
		for _, s := range route {
			switch {
			case s == vrp.Reload:
			case s < 0 || s >= len(p.Stops):
				return fmt.Errorf("dispatch: the route of %s has stop %d, which is not there", vehicleName(p, v), s)
			case on[s]:
				return fmt.Errorf("dispatch: %s is on the plan twice", stopName(p, s))
			default:
				on[s] = true
			}
		}
	}
	return nil
}

// judge returns the first rule that a route breaks, or nil.
func (r *ride) judge(route vrp.Route) *Broken {
	if done := len(r.v.Driven); len(route) < done || !slices.Equal([]int(route[:done]), r.v.Driven) {
		return r.broken(r.v.Driven[0], Driven, 0)
	}
	if len(route) == len(r.v.Driven) {
		return nil // what was driven is judged for nothing
	}
	if b := r.ruled(route); b != nil {
		return b
	}
	if b := r.overload(route); b != nil {
		return b
	}
	distance, stuck, ok := r.length(route)
	switch most := int64(r.v.MaxDistance); {
	case !ok:
		return r.broken(route[min(stuck, len(route)-1)], Unreachable, 0)
	case most > 0 && distance > most:
		return r.broken(route[len(route)-1], TooFar, int32(min(distance-most, vrp.Horizon)))
	}
	return r.late(route)
}

// late says where time runs out on a route.
func (r *ride) late(route vrp.Route) *Broken {
	best, stuck := r.drive(route)
	if best >= 0 {
		if long := r.courses[best].dur - r.v.MaxDuration; r.v.MaxDuration > 0 && long > 0 {
			return r.broken(route[len(route)-1], TooLong, long)
		}
		return nil
	}
	at := route[min(stuck, len(route)-1)]
	if r.restless(route) {
		return r.broken(at, NoBreak, resting(r.v.Breaks))
	}
	if stuck == len(route) {
		return r.broken(at, TooLong, r.overtime(route))
	}
	by := int32(0)
	if w := r.windowOf(at); w.Open <= w.Close {
		by = r.lateness(route, stuck)
	}
	return r.broken(at, TooLate, by)
}

// restless reports whether a route could be driven in time without its breaks.
func (r *ride) restless(route vrp.Route) bool {
	if len(r.v.Breaks) == 0 {
		return false
	}
	breaks := r.v.Breaks
	r.v.Breaks = nil
	best, _ := r.drive(route)
	r.v.Breaks = breaks
	return best >= 0
}

// resting is how long breaks are together.
func resting(breaks []vrp.Break) (sum int32) {
	for _, b := range breaks {
		sum += b.Length
	}
	return sum
}

// overtime is by how much the shift is too short for a route, at least 1.
func (r *ride) overtime(route vrp.Route) int32 {
	close := r.v.Shift.Close
	defer func() { r.v.Shift.Close = close }()
	return least(vrp.Horizon-close, func(by int32) bool {
		r.v.Shift.Close = close + by
		best, _ := r.drive(route)
		return best >= 0
	})
}

// lateness is by how much a stop's window closes too early for a route up to there.
func (r *ride) lateness(route vrp.Route, stuck int) int32 {
	stop, window := r.stop, r.window
	r.stop, r.window = route[stuck], r.windowOf(route[stuck])
	defer func() { r.stop, r.window = stop, window }()
	close := r.window.Close
	return least(vrp.Horizon-close, func(by int32) bool {
		r.window.Close = close + by
		_, at := r.drive(route)
		return at != stuck
	})
}

// least is the smallest number from 1 to most that is enough, or most if none is. Whatever is
// above one that is enough must be so too.
func least(most int32, enough func(int32) bool) int32 {
	low, high := int32(1), max(most, 1)
	for low < high {
		if middle := low + (high-low)/2; enough(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
