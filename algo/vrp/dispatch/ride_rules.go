package dispatch

import (
	"slices"

	"kith/algo/vrp"
)

// ruled judges what hangs neither on time nor on loads: who may take what, what is kept
// apart, pairs and where the vehicle loads again.
func (r *ride) ruled(route vrp.Route) *Broken {
	trips := 1
	for i, call := range route {
		var b *Broken
		switch {
		case call == vrp.Reload:
			trips++
			if i >= len(r.v.Driven) && (i == 0 || i == len(route)-1 || route[i-1] == vrp.Reload || trips > r.v.Trips) {
				b = r.broken(call, Trips, int32(max(trips-r.v.Trips, 0)))
			}
		case i >= len(r.v.Driven):
			b = r.may(route, i)
		}
		if b != nil {
			return b
		}
	}
	return r.paired(route)
}

// may judges whether the vehicle may take a stop, beside the others on the route.
func (r *ride) may(route vrp.Route, i int) *Broken {
	call := route[i]
	s := &r.p.Stops[call]
	lacks := s.Skills &^ r.v.Skills
	switch {
	case slices.Contains(r.free.who, call):
	case lacks != 0:
		b := r.broken(call, Skill, 0)
		b.Skills = lacks
		return b
	case len(s.Only) > 0 && !slices.Contains(s.Only, r.vehicle), slices.Contains(s.Never, r.vehicle):
		return r.broken(call, NotAllowed, 0)
	}
	if r.free.apart {
		return nil
	}
	for _, other := range r.ties.apart[call] {
		if slices.Contains(route, int(other)) {
			b := r.broken(call, KeptApart, 0)
			b.With = int(other)
			return b
		}
	}
	return nil
}

// paired judges that what is brought was fetched before, on the same trip.
func (r *ride) paired(route vrp.Route) *Broken {
	for i, call := range route {
		if call == vrp.Reload || r.ties.partner(call) < 0 {
			continue
		}
		other := slices.Index(route, r.ties.partner(call))
		from, to := i, other
		if r.ties.fetches[call] >= 0 {
			from, to = other, i
		}
		if max(from, to) < len(r.v.Driven) {
			continue
		}
		if other < 0 || from > to || slices.Contains(route[from:to], vrp.Reload) {
			b := r.broken(call, Paired, 0)
			b.With = r.ties.partner(call)
			return b
		}
	}
	return nil
}

// overload judges the load on each leg that is still to be driven.
func (r *ride) overload(route vrp.Route) *Broken {
	if r.free.loads {
		return nil
	}
	for first := 0; first <= len(route); {
		last := first
		for last < len(route) && route[last] != vrp.Reload {
			last++
		}
		if b := r.trip(route, first, last); b != nil {
			return b
		}
		first = last + 1
	}
	return nil
}

func (r *ride) trip(route vrp.Route, first, last int) *Broken {
	if last <= len(r.v.Driven) {
		return nil
	}
	on := r.loaded(route[first:last])
	if first >= len(r.v.Driven) && first < last {
		if b := r.room(on, route[first]); b != nil {
			return b
		}
	}
	for i := first; i < last; i++ {
		r.handOver(&on, route[i])
		if i >= len(r.v.Driven)-1 {
			if b := r.room(on, route[i]); b != nil {
				return b
			}
		}
	}
	return nil
}

// loaded is what is on board as a trip begins.
func (r *ride) loaded(trip vrp.Route) (on vrp.Load) {
	for _, call := range trip {
		if r.ties.fetches[call] < 0 {
			on = on.Plus(r.p.Stops[call].Load, 1)
		}
	}
	return on
}

// handOver is what changes on board at a stop.
func (r *ride) handOver(on *vrp.Load, call int) {
	*on = on.Plus(r.p.Stops[call].Load, -1).Plus(r.p.Stops[call].Collect, 1)
	if to := r.ties.brings[call]; to >= 0 {
		*on = on.Plus(r.p.Stops[to].Load, 1)
	}
}

// room judges what is on board on leaving for a stop, or from one.
func (r *ride) room(on vrp.Load, call int) *Broken {
	if !on.Over(r.v.Capacity) {
		return nil
	}
	b := r.broken(call, TooFull, 0)
	for m := range on {
		if b.More[m] = max(on[m]-r.v.Capacity[m], 0); b.More[m] > b.More[b.Measure] {
			b.Measure = m
		}
	}
	b.By = b.More[b.Measure]
	return b
}

func (r *ride) broken(stop int, why Reason, by int32) *Broken {
	return &Broken{Verdict: Verdict{Vehicle: r.vehicle, Reason: why, By: by, With: -1}, Stop: stop, p: r.p}
}
