package dispatch

import (
	"slices"

	"kith/algo/vrp"
)

// opening is a place on a round: before the call at that index, or the end.
type opening struct {
	vehicle, at int
	guess       int64 // what it costs more, as far as that shows at a glance
	tight       bool  // it does not fit with the breaks where they are, or not at a glance
}

// How many openings are judged in full: of those that fit at a glance, and of the others if
// none of them does.
const (
	likelyMost  = 12
	tightMost   = 300
	pairLanes   = 5
	pairOpening = 8
)

// cheapest finds the vehicle and its new route where a group costs least, or -1.
func (l *Live) cheapest(group []int) (vehicle int, route vrp.Route) {
	if len(group) == 2 {
		return l.cheapestPair(group)
	}
	var likely, tight []opening
	for v := range l.lanes {
		likely, tight = l.openings(v, group[0], likely, tight)
	}
	if v, route := l.judged(group[0], likely, likelyMost); v >= 0 {
		return v, route
	}
	return l.judged(group[0], append(tight, likely[min(likelyMost, len(likely)):]...), tightMost)
}

// openings adds those of one round for a stop.
func (l *Live) openings(v, s int, likely, tight []opening) (_, _ []opening) {
	one := l.lanes[v]
	r := one.r
	if !l.may(v, s) {
		return likely, tight
	}
	stop := &l.p.Stops[s]
	asks := r.asks(s)
	base := l.dislike(s, v)
	if len(one.route) == 0 {
		base += r.v.Fixed + r.v.PerDistance*int64(one.dist[0])
	}
	at := r.v.Start
	if done := len(r.v.Driven); done > 0 {
		at = r.place(one.route[done-1])
	}
	for i := len(r.v.Driven); i <= len(one.route); i++ {
		next := r.v.End
		if i < len(one.route) {
			next = r.place(one.route[i])
		}
		in, inFar, ok := r.leg(at, stop.Place)
		out, outFar, way := r.leg(stop.Place, next)
		at = next
		if !ok || !way {
			continue
		}
		arrive := one.leave[i] + inFar
		begin := max(arrive, asks.early)
		o := opening{vehicle: v, at: i}
		o.guess = base + r.v.PerDistance*(int64(in)+int64(out)-int64(one.dist[i])) + r.v.PerTime*(int64(inFar)+int64(outFar)-int64(one.far[i])+int64(asks.dur))
		o.tight = !asks.ok() || begin > asks.late || int64(begin)+int64(asks.dur)+int64(outFar) > int64(one.late[i]) ||
			one.plain && stop.Load.Over(one.spare[min(i, len(one.spare)-1)])
		if o.tight {
			tight = append(tight, o)
		} else {
			likely = append(likely, o)
		}
	}
	return likely, tight
}

// may reports whether a vehicle may take a stop beside what it has.
func (l *Live) may(v, s int) bool {
	one := l.lanes[v]
	stop := &l.p.Stops[s]
	if stop.Skills&^one.r.v.Skills != 0 || len(stop.Only) > 0 && !slices.Contains(stop.Only, v) || slices.Contains(stop.Never, v) {
		return false
	}
	return !slices.ContainsFunc(l.ties.apart[s], func(other int32) bool { return l.on[other] == v })
}

// judged judges the openings that look cheapest in full, and returns the cheapest that holds.
func (l *Live) judged(s int, all []opening, most int) (vehicle int, route vrp.Route) {
	all = first(all, most)
	vehicle, least := -1, int64(0)
	for _, o := range all {
		one := l.lanes[o.vehicle]
		l.tried(o, s, func(with vrp.Route) {
			cost, ok := one.r.fits(with)
			if more := cost - one.bare + l.dislike(s, o.vehicle); ok && (vehicle < 0 || more < least) {
				vehicle, least, route = o.vehicle, more, with
			}
		})
		if o.tight && vehicle >= 0 {
			break // what does not fit at a glance is dear to judge: the first that holds will do
		}
	}
	return vehicle, route
}

// first are the openings that look cheapest, in order.
func first(all []opening, most int) []opening {
	slices.SortFunc(all, func(a, b opening) int {
		switch {
		case a.guess != b.guess && a.guess < b.guess:
			return -1
		case a.guess != b.guess:
			return 1
		case a.vehicle != b.vehicle:
			return a.vehicle - b.vehicle
		}
		return a.at - b.at
	})
	return all[:min(most, len(all))]
}

// tried makes the routes of an opening: with the stop put in, and where that is tight with
// loading again before or after it.
func (l *Live) tried(o opening, s int, try func(vrp.Route)) {
	one := l.lanes[o.vehicle]
	with := slices.Insert(slices.Clone(one.route), o.at, s)
	try(with)
	if o.tight {
		x := &trial{r: one.r}
		x.reloading(with, o.at, try)
	}
}

// cheapestPair finds where a pair costs least: on the rounds where each of its stops by itself
// costs little, at the places where each does.
func (l *Live) cheapestPair(group []int) (vehicle int, route vrp.Route) {
	var lanes []opening
	for v := range l.lanes {
		if from, to := l.likelyFor(v, group); len(from) > 0 && len(to) > 0 {
			lanes = append(lanes, opening{vehicle: v, guess: from[0].guess + to[0].guess})
		}
	}
	vehicle, least := -1, int64(0)
	for _, o := range first(lanes, pairLanes) {
		found, cost := l.bestOn(o.vehicle, group)
		if more := cost - l.lanes[o.vehicle].cost; found != nil && (vehicle < 0 || more < least) {
			vehicle, least, route = o.vehicle, more, found
		}
	}
	return vehicle, route
}

// likelyFor are the best openings of one round for each stop of a pair.
func (l *Live) likelyFor(v int, group []int) (from, to []opening) {
	var likely, tight []opening
	likely, tight = l.openings(v, group[0], nil, nil)
	from = first(append(likely, tight...), pairOpening)
	likely, tight = l.openings(v, group[1], nil, nil)
	return from, first(append(likely, tight...), pairOpening)
}

// bestOn is the route of one vehicle with a group where it costs least, and what it costs
// then; nil where it does not fit.
func (l *Live) bestOn(v int, group []int) (route vrp.Route, cost int64) {
	one := l.lanes[v]
	extra := one.cost - one.bare
	for _, s := range group {
		extra += l.dislike(s, v)
	}
	try := func(with vrp.Route) {
		if c, ok := one.r.fits(with); ok && (route == nil || c+extra < cost) {
			route, cost = with, c+extra
		}
	}
	if len(group) == 1 {
		likely, _ := l.openings(v, group[0], nil, nil)
		for _, o := range first(likely, likelyMost) {
			l.tried(o, group[0], try)
		}
		return route, cost
	}
	from, to := l.likelyFor(v, group)
	for _, a := range from {
		with := slices.Insert(slices.Clone(one.route), a.at, group[0])
		for _, b := range to {
			if b.at >= a.at {
				try(slices.Insert(slices.Clone(with), b.at+1, group[1]))
			}
		}
	}
	return route, cost
}
