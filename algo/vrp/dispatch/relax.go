package dispatch

import (
	"slices"

	"kith/algo/vrp"
)

// relaxed looks for the one rule that would have to give for a route to be driven, and by how
// much. Which it may be follows from the first that is broken.
func (x *trial) relaxed(route vrp.Route) {
	r := x.r
	if r.ruled(route) != nil {
		return
	}
	distance, _, ok := r.length(route)
	long := r.v.MaxDistance > 0 && distance > int64(r.v.MaxDistance)
	full := r.overload(route) != nil
	switch {
	case !ok || full && long:
	case full:
		x.larger(route)
	case long:
		x.further(route, distance)
	default:
		for _, s := range x.group {
			x.wider(route, s)
		}
		x.longer(route)
		x.restless(route)
	}
}

// larger lets the load be more than the vehicle holds.
func (x *trial) larger(route vrp.Route) {
	x.r.free.loads = true
	cost, ok := x.r.fits(route)
	x.r.free.loads = false
	if !ok {
		return
	}
	v := x.r.broken(x.of, TooFull, 0).Verdict
	capacity := x.r.v.Capacity
	for b := x.r.overload(route); b != nil; b = x.r.overload(route) {
		v.More = v.More.Plus(b.More, 1)
		x.r.v.Capacity = x.r.v.Capacity.Plus(b.More, 1)
	}
	x.r.v.Capacity = capacity
	for m, more := range v.More {
		if more > v.By {
			v.By, v.Measure = more, m
		}
	}
	v.Enough, v.Cost = true, cost-x.was
	x.keep(v, v.price(x.r.p), route)
}

// further lets the round be longer.
func (x *trial) further(route vrp.Route, distance int64) {
	most := x.r.v.MaxDistance
	x.r.v.MaxDistance = 0
	cost, ok := x.r.fits(route)
	x.r.v.MaxDistance = most
	if by := distance - int64(most); ok && by <= vrp.Horizon {
		v := x.r.broken(x.of, TooFar, int32(by)).Verdict
		v.Enough, v.Cost = true, cost-x.was
		x.keep(v, v.price(x.r.p), route)
	}
}

// wider lets a stop's window close later, or open earlier.
func (x *trial) wider(route vrp.Route, s int) {
	w := x.r.p.Stops[s].Window
	x.r.stop = s
	x.least(route, TooLate, s, vrp.Horizon-w.Close, func(by int32) { x.r.window = vrp.Window{Open: w.Open, Close: w.Close + by} })
	x.least(route, TooEarly, s, w.Open, func(by int32) { x.r.window = vrp.Window{Open: w.Open - by, Close: w.Close} })
	x.r.stop = -1
}

// longer lets the shift end later, and the round take as much longer.
func (x *trial) longer(route vrp.Route) {
	v := x.r.v
	x.least(route, TooLong, x.of, vrp.Horizon-v.Shift.Close, func(by int32) {
		x.r.v.Shift.Close = v.Shift.Close + by
		if v.MaxDuration > 0 {
			x.r.v.MaxDuration = v.MaxDuration + by
		}
	})
	x.r.v.Shift, x.r.v.MaxDuration = v.Shift, v.MaxDuration
}

// restless does without the breaks.
func (x *trial) restless(route vrp.Route) {
	breaks := x.r.v.Breaks
	if len(breaks) == 0 {
		return
	}
	x.r.v.Breaks = nil
	if cost, ok := x.r.fits(route); ok {
		v := x.r.broken(x.of, NoBreak, resting(breaks)).Verdict
		v.Enough, v.Cost = true, cost-x.was
		x.keep(v, v.price(x.r.p), route)
	}
	x.r.v.Breaks = breaks
}

// least keeps the smallest amount by which a rule gives way enough, if that is less than what
// is known already.
func (x *trial) least(route vrp.Route, why Reason, s int, most int32, give func(by int32)) {
	v := x.r.broken(s, why, most).Verdict
	if s != x.of {
		v.With = s
	}
	if x.price >= 0 {
		most = min(most, int32(min((x.price-1)/v.hour(), vrp.Horizon)))
	}
	enough := func(by int32) bool {
		give(by)
		_, ok := x.r.fits(route)
		return ok
	}
	if most < 1 || !enough(most) {
		return
	}
	v.By = least(most, enough)
	give(v.By)
	cost, _ := x.r.fits(route)
	v.Enough, v.Cost = true, cost-x.was
	x.keep(v, v.price(x.r.p), route)
}

// What rules that are not about time count beside seconds of a window.
const (
	priceWhole     = 8 * 3600 // a vehicle's whole load, or way, more
	priceBreak     = 2 * 3600
	priceApart     = 12 * 3600
	priceSkill     = 16 * 3600
	priceForbidden = 20 * 3600
)

// hour is what a unit of time counts: an hour of a shift as two of a window.
func (v *Verdict) hour() int64 {
	if v.Reason == TooLong {
		return 2
	}
	return 1
}

// price is how dear it is for a rule to give way. It says nothing but which of several gives
// most easily.
func (v *Verdict) price(p *vrp.Problem) (sum int64) {
	vehicle := &p.Vehicles[v.Vehicle]
	switch v.Reason {
	case TooFull:
		for m, more := range v.More {
			sum += int64(more) * priceWhole / int64(max(vehicle.Capacity[m], 1))
		}
		return max(sum, 1)
	case TooFar:
		return max(int64(v.By)*priceWhole/int64(vehicle.MaxDistance), 1)
	case TooLate, TooEarly, TooLong:
		return v.hour() * int64(v.By)
	case NoBreak:
		return priceBreak + int64(v.By)
	case KeptApart:
		return priceApart
	case Skill:
		return priceSkill
	case NotAllowed:
		return priceForbidden
	}
	return 0
}

// Cheapest is the verdict that asks for least: one that fits at least cost; or else one whose
// rule alone would do, and gives most easily: seconds of a window, or half as many of a shift,
// before a load or a way that is a large part too much, before a break, before what is kept
// apart, before skills, before what somebody has forbidden. False where no rule alone would do.
func Cheapest(p *vrp.Problem, all []Verdict) (best Verdict, found bool) {
	least := int64(0)
	for _, v := range all {
		price := v.price(p)
		if v.Reason != Fits && !v.Enough {
			continue
		}
		if !found || price < least || price == least && v.Cost < best.Cost {
			best, least, found = v, price, true
		}
	}
	return best, found
}

// Given is a problem in which the verdict's rule gives way for a stop: the verdict's route can
// be driven in it where the stop Fits or the rule is Enough. It shares what is not changed.
func (v Verdict) Given(p *vrp.Problem, stop int) *vrp.Problem {
	q := *p
	q.Stops, q.Vehicles, q.Apart = slices.Clone(p.Stops), slices.Clone(p.Vehicles), slices.Clone(p.Apart)
	vehicle, t := &q.Vehicles[v.Vehicle], tiesOf(p)
	group := t.group(p, stop)
	if v.With >= 0 && v.Reason != KeptApart {
		stop = v.With
	}
	window := &q.Stops[stop].Window
	switch v.Reason {
	case Skill:
		vehicle.Skills |= v.Skills
	case NotAllowed:
		for _, s := range group {
			q.Stops[s].Only, q.Stops[s].Never = nil, nil
		}
	case KeptApart:
		q.Apart = slices.DeleteFunc(q.Apart, func(a [2]int) bool {
			return slices.Contains(a[:], v.With) && (slices.Contains(group, a[0]) || slices.Contains(group, a[1]))
		})
	case TooFull:
		vehicle.Capacity = vehicle.Capacity.Plus(v.More, 1)
	case TooLate:
		window.Close += v.By
	case TooEarly:
		window.Open -= v.By
	case TooLong:
		vehicle.Shift.Close += v.By
		if vehicle.MaxDuration > 0 {
			vehicle.MaxDuration += v.By
		}
	case TooFar:
		vehicle.MaxDistance += v.By
	case NoBreak:
		vehicle.Breaks = nil
	}
	return &q
}
