package routing

import (
	"kith/algo/vrp"
)

// drive goes along a route with one vehicle: it is what [Plain] judges routes by.
type drive struct {
	p       *vrp.Problem
	v       *vrp.Vehicle
	vehicle int
	pairs   map[int]int // From to To
	rests   int         // breaks taken
	table   Timetable
}

// along is when the vehicle is where on a route, or the first rule it breaks.
func along(p *vrp.Problem, vehicle int, route vrp.Route) (Timetable, *Broken) {
	d := &drive{p: p, v: &p.Vehicles[vehicle], vehicle: vehicle, pairs: pairsOf(p)}
	if len(route) == 0 {
		return d.table, nil
	}
	if b := d.fits(route); b != nil {
		return d.table, b
	}
	b := d.onward(route)
	return d.table, b
}

func pairsOf(p *vrp.Problem) map[int]int {
	m := make(map[int]int, len(p.Pairs))
	for _, one := range p.Pairs {
		m[one.From] = one.To
	}
	return m
}

func (d *drive) broken(stop int, why Reason, by int32) *Broken {
	return &Broken{Verdict{Vehicle: d.vehicle, Broken: why, By: by}, stop}
}

// fits judges what does not hang on time: who may take what, pairs and the load.
func (d *drive) fits(route vrp.Route) *Broken {
	from := make(map[int]bool)
	for i, s := range route {
		if s == vrp.Reload {
			from = map[int]bool{}
			continue
		}
		if i >= len(d.v.Driven) {
			if b := d.may(s); b != nil {
				return b
			}
		}
		from[s] = true
		for f, t := range d.pairs {
			if t == s && !from[f] {
				return d.broken(s, PairLost, 0)
			}
		}
	}
	for f, t := range d.pairs {
		if contains(route, f) != contains(route, t) {
			return d.broken(f, PairLost, 0)
		}
	}
	return d.carries(route)
}

func contains(route []int, s int) bool {
	for _, one := range route {
		if one == s {
			return true
		}
	}
	return false
}

// may judges whether the vehicle may take a stop at all.
func (d *drive) may(s int) *Broken {
	stop := &d.p.Stops[s]
	switch {
	case stop.Skills&^d.v.Skills != 0:
		return d.broken(s, NoSkill, 0)
	case len(stop.Only) > 0 && !contains(stop.Only, d.vehicle), contains(stop.Never, d.vehicle):
		return d.broken(s, NotGiven, 0)
	}
	return nil
}

// carries judges the load on each leg.
func (d *drive) carries(route vrp.Route) *Broken {
	to := map[int]bool{}
	for _, t := range d.pairs {
		to[t] = true
	}
	for first := 0; first <= len(route); {
		last := first
		for last < len(route) && route[last] != vrp.Reload {
			last++
		}
		if b := d.trip(route[first:last], to); b != nil {
			return b
		}
		first = last + 1
	}
	return nil
}

func (d *drive) trip(trip []int, to map[int]bool) *Broken {
	var on vrp.Load
	add := func(l vrp.Load, sign int32) {
		for m := range on {
			on[m] += sign * l[m]
		}
	}
	for _, s := range trip {
		if !to[s] {
			add(d.p.Stops[s].Load, 1)
		}
	}
	if b := d.holds(on, trip); b != nil {
		return b
	}
	for _, s := range trip {
		add(d.p.Stops[s].Load, -1)
		add(d.p.Stops[s].Collect, 1)
		if t, ok := d.pairs[s]; ok {
			add(d.p.Stops[t].Load, 1)
		}
		if b := d.holds(on, []int{s}); b != nil {
			return b
		}
	}
	return nil
}

func (d *drive) holds(on vrp.Load, at []int) *Broken {
	for m, n := range on {
		d.table.Peak[m] = max(d.table.Peak[m], n)
		if n > d.v.Capacity[m] && len(at) > 0 {
			b := d.broken(at[len(at)-1], TooFull, n-d.v.Capacity[m])
			b.Measure = m
			return b
		}
	}
	return nil
}

// onward goes along the route in time.
func (d *drive) onward(route vrp.Route) *Broken {
	now, at, i := d.start(route)
	for ; i < len(route); i++ {
		s := route[i]
		place, service, window := d.at(s)
		if b := d.move(&now, at, place, s); b != nil {
			return b
		}
		t := Timing{Stop: s, Arrive: now}
		after := service
		if i+1 < len(route) {
			next, _, _ := d.at(route[i+1])
			_, far := d.leg(place, next)
			after += max(far, 0)
		} else {
			_, far := d.leg(place, d.v.End)
			after += max(far, 0)
		}
		if b := d.rest(&now, &t, after, i+1 == len(route)); b != nil {
			return b
		}
		if now > window.Close {
			return d.broken(s, TooLate, now-window.Close)
		}
		t.Begin = max(now, window.Open)
		now = t.Begin + service
		t.Leave, at = now, place
		d.table.Calls = append(d.table.Calls, t)
	}
	return d.end(now, at)
}

// start is when and where the part of the route begins that is still to be driven.
func (d *drive) start(route vrp.Route) (now int32, at, i int) {
	if n := len(d.v.Driven); n > 0 {
		for _, s := range route[:n] {
			d.table.Calls = append(d.table.Calls, Timing{Stop: s, Arrive: d.v.At, Begin: d.v.At, Leave: d.v.At})
		}
		last, _, _ := d.at(route[n-1])
		d.table.Leave = d.v.Shift.Open
		return d.v.At, last, n
	}
	now = d.v.Shift.Open
	if first := route[0]; first != vrp.Reload {
		if _, far := d.leg(d.v.Start, d.p.Stops[first].Place); far >= 0 {
			now = max(now, d.p.Stops[first].Window.Open-far)
		}
	}
	d.table.Leave = now
	return now, d.v.Start, 0
}

func (d *drive) at(s int) (place int, service int32, window vrp.Window) {
	if s == vrp.Reload {
		return d.v.Start, d.v.Reload, vrp.Always
	}
	stop := &d.p.Stops[s]
	return stop.Place, stop.Service, stop.Window
}

func (d *drive) leg(from, to int) (distance, duration int32) {
	if from == vrp.Nowhere || to == vrp.Nowhere {
		return 0, 0
	}
	return d.p.Travel[d.v.Profile].Between(from, to)
}

func (d *drive) move(now *int32, from, to, stop int) *Broken {
	distance, duration := d.leg(from, to)
	if distance < 0 || duration < 0 {
		return d.broken(stop, NoWay, 0)
	}
	d.table.Distance += int64(distance)
	d.table.Driving += int64(duration)
	*now += duration
	return nil
}

// rest takes a break on arrival where it is time for one, or where later would be too late.
func (d *drive) rest(now *int32, t *Timing, after int32, last bool) *Broken {
	for d.rests < len(d.v.Breaks) {
		b := d.v.Breaks[d.rests]
		due := *now >= b.Window.Open || *now+after > b.Window.Close
		if !due || last && *now+after <= b.Window.Close {
			return nil
		}
		if *now > b.Window.Close {
			return d.broken(t.Stop, NoBreak, *now-b.Window.Close)
		}
		*now = max(*now, b.Window.Open) + b.Length
		t.Break += b.Length
		d.rests++
	}
	return nil
}

func (d *drive) end(now int32, at int) *Broken {
	if b := d.move(&now, at, d.v.End, vrp.Reload); b != nil {
		return b
	}
	d.table.Return = now
	if now > d.v.Shift.Close {
		return d.broken(lastStop(d.table.Calls), TooLong, now-d.v.Shift.Close)
	}
	if long := now - d.table.Leave; d.v.MaxDuration > 0 && long > d.v.MaxDuration {
		return d.broken(lastStop(d.table.Calls), TooLong, long-d.v.MaxDuration)
	}
	d.slacken()
	d.table.Cost = d.v.Fixed + d.v.PerDistance*d.table.Distance + d.v.PerTime*int64(d.table.Return-d.table.Leave)
	return nil
}

func lastStop(all []Timing) int {
	if len(all) == 0 {
		return vrp.Reload
	}
	return all[len(all)-1].Stop
}

// slacken says of each stop how much later it could be reached.
func (d *drive) slacken() {
	room := d.v.Shift.Close - d.table.Return
	for i := len(d.table.Calls) - 1; i >= 0; i-- {
		t := &d.table.Calls[i]
		_, _, window := d.at(t.Stop)
		room += t.Begin - t.Arrive - t.Break // waiting can be used up
		room = min(room, window.Close-t.Begin+t.Begin-t.Arrive-t.Break)
		t.Slack = max(room, 0)
	}
}
