package vrp

import "slices"

// Why says for each vehicle whether it can take a stop as the plan stands, and where it costs
// least; or what keeps it, and by how much that would have to give. Every place on its route
// is tried, with loading again before and after where it has trips left, and a stop of a pair
// together with the other. A stop that is on the plan is taken off first. What relaxes least
// is told: see [Cheapest]. A plan that does not fit the problem, or a stop that is not there,
// has no verdicts.
func (p *Problem) Why(plan *Plan, stop int) []Verdict {
	if p.once(plan) != nil || !p.stop(stop) {
		return nil
	}
	t := tiesOf(p)
	all := make([]Verdict, len(p.Vehicles))
	for v := range all {
		all[v] = p.verdict(t, plan, v, stop)
	}
	return all
}

// verdict is that of one vehicle.
func (p *Problem) verdict(t *ties, plan *Plan, vehicle, stop int) Verdict {
	r := newRide(p, t, vehicle)
	if p.drivenTo(stop) {
		return r.broken(stop, Driven, 0).Verdict
	}
	group := t.group(p, stop)
	route := plan.Routes[vehicle].without(group, len(r.v.Driven))
	was, _ := r.fits(route)
	x := &trial{r: r, of: stop, group: group, was: was - p.dislikes(group, vehicle), best: r.broken(stop, Fits, 0).Verdict, price: -1}
	lacks := x.lacks(route)
	if len(lacks) > 0 {
		r.free.who, r.free.apart = group, true
	}
	x.each(route, x.strict)
	switch {
	case len(lacks) > 0:
		return x.oneOf(lacks)
	case x.price < 0:
		x.each(route, x.relaxed)
	}
	if x.price < 0 {
		return x.hopeless(route)
	}
	return x.best
}

func (p *Problem) drivenTo(stop int) bool {
	return slices.ContainsFunc(p.Vehicles, func(v Vehicle) bool { return slices.Contains(v.Driven, stop) })
}

// group is a stop, with the other of its pair where that is still to be done, in order.
func (t *ties) group(p *Problem, stop int) []int {
	other := t.partner(stop)
	switch {
	case other < 0 || p.drivenTo(other):
		return []int{stop}
	case t.fetches[stop] >= 0:
		return []int{other, stop}
	}
	return []int{stop, other}
}

// dislikes is what some stops cost on a vehicle that they do not prefer.
func (p *Problem) dislikes(group []int, vehicle int) (sum int64) {
	for _, f := range p.Prefer {
		if f.Vehicle != vehicle && slices.Contains(group, f.Stop) {
			sum += f.Cost
		}
	}
	return sum
}

// without is a route without some stops, after what was driven.
func (r Route) without(stops []int, driven int) Route {
	rest := slices.DeleteFunc(slices.Clone(r), func(s int) bool { return s != Reload && slices.Contains(stops, s) })
	return rest.Tidied(driven)
}

// Tidied is a route without loading again where nothing follows, or nothing goes before; what
// was driven stays as it is.
func (r Route) Tidied(driven int) Route {
	for i := len(r) - 1; i >= driven; i-- {
		if r[i] == Reload && (i == len(r)-1 || i == 0 || r[i-1] == Reload) {
			r = slices.Delete(r, i, i+1)
		}
	}
	return r
}

// trial tries a stop everywhere on a vehicle's route.
type trial struct {
	r     *ride
	of    int   // the stop that is asked about
	group []int // with the other of its pair
	was   int64 // cost without it
	best  Verdict
	price int64 // of the best; -1: there is none
	room  Route
}

// each makes every route with the group put in.
func (x *trial) each(route Route, try func(Route)) {
	for i := len(x.r.v.Driven); i <= len(route); i++ {
		with := slices.Insert(append(x.room[:0], route...), i, x.group[0])
		x.room = with
		if len(x.group) == 1 {
			try(with)
			x.reloading(with, i, try)
			continue
		}
		for j := i + 1; j <= len(with); j++ {
			if route := slices.Insert(slices.Clone(with), j, x.group[1]); !slices.Contains(route[i:j], Reload) {
				try(route)
			}
		}
	}
}

// reloading loads again before or after the stop at i, where the vehicle has trips left.
func (x *trial) reloading(with Route, i int, try func(Route)) {
	trips := 1
	for _, call := range with {
		if call == Reload {
			trips++
		}
	}
	if trips >= x.r.v.Trips {
		return
	}
	for _, at := range [2]int{i, i + 1} {
		if at > max(len(x.r.v.Driven)-1, 0) && at < len(with) && with[at-1] != Reload && with[at] != Reload {
			try(slices.Insert(slices.Clone(with), at, Reload))
		}
	}
}

// keep keeps what is cheaper than the best, in what has to give and then in cost.
func (x *trial) keep(v Verdict, price int64, route Route) {
	if x.price >= 0 && (price > x.price || price == x.price && v.Cost >= x.best.Cost) {
		return
	}
	v.Route = slices.Clone(route)
	x.best, x.price = v, price
}

// strict keeps a route that keeps every rule.
func (x *trial) strict(route Route) {
	if cost, ok := x.r.fits(route); ok {
		v := x.r.broken(x.of, Fits, 0).Verdict
		v.Cost = cost - x.was
		x.keep(v, 0, route)
	}
}

// lacks are the rules that keep the vehicle from the group wherever it would go.
func (x *trial) lacks(route Route) (all []Verdict) {
	r := x.r
	skill, never := r.broken(x.of, Skill, 0).Verdict, false
	for _, s := range x.group {
		stop := &r.p.Stops[s]
		skill.Skills |= stop.Skills &^ r.v.Skills
		never = never || len(stop.Only) > 0 && !slices.Contains(stop.Only, r.vehicle) || slices.Contains(stop.Never, r.vehicle)
	}
	if skill.Skills != 0 {
		all = append(all, skill)
	}
	if never {
		all = append(all, r.broken(x.of, NotAllowed, 0).Verdict)
	}
	for _, s := range x.group {
		for _, other := range r.ties.apart[s] {
			if slices.Contains(route, int(other)) || slices.Contains(x.group, int(other)) {
				v := r.broken(s, KeptApart, 0).Verdict
				v.With = int(other)
				all = append(all, v)
			}
		}
	}
	return all
}

// oneOf is the first of the rules that keep the vehicle; it alone would do where there is no
// other and the stop fits but for it.
func (x *trial) oneOf(lacks []Verdict) Verdict {
	v := lacks[0]
	if v.Enough = len(lacks) == 1 && x.price >= 0; v.Enough {
		v.Route, v.Cost = x.best.Route, x.best.Cost
	}
	return v
}

// hopeless says what stands in the way first where no one rule would do.
func (x *trial) hopeless(route Route) Verdict {
	var first *Broken
	x.each(route, func(route Route) {
		if first == nil {
			first = x.r.judge(route)
		}
	})
	if first == nil {
		return x.r.broken(x.of, Paired, 0).Verdict
	}
	return first.Verdict
}
