package dispatch

import (
	"slices"

	"kith/algo/vrp"
)

// Why says for each vehicle whether it can take a stop as the plan stands, and where it costs
// least; or what keeps it, and by how much that would have to give. Every place on its route
// is tried, with loading again before and after where it has trips left, and a stop of a pair
// together with the other. A stop that is on the plan is taken off first. What relaxes least
// is told: see [Cheapest]. A plan that does not fit the problem, or a stop that is not there,
// has no verdicts.
func Why(p *vrp.Problem, plan *vrp.Plan, stop int) []Verdict {
	if once(p, plan) != nil || stop < 0 || stop >= len(p.Stops) {
		return nil
	}
	t := tiesOf(p)
	all := make([]Verdict, len(p.Vehicles))
	for v := range all {
		all[v] = verdict(p, t, plan, v, stop)
	}
	return all
}

// verdict is that of one vehicle.
func verdict(p *vrp.Problem, t *ties, plan *vrp.Plan, vehicle, stop int) Verdict {
	r := newRide(p, t, vehicle)
	if drivenTo(p, stop) {
		return r.broken(stop, Driven, 0).Verdict
	}
	group := t.group(p, stop)
	route := without(plan.Routes[vehicle], group, len(r.v.Driven))
	was, _ := r.fits(route)
	x := &trial{r: r, of: stop, group: group, was: was - dislikes(p, group, vehicle), best: r.broken(stop, Fits, 0).Verdict, price: -1}
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

func drivenTo(p *vrp.Problem, stop int) bool {
	return slices.ContainsFunc(p.Vehicles, func(v vrp.Vehicle) bool { return slices.Contains(v.Driven, stop) })
}

// group is a stop, with the other of its pair where that is still to be done, in order.
func (t *ties) group(p *vrp.Problem, stop int) []int {
	other := t.partner(stop)
	switch {
	case other < 0 || drivenTo(p, other):
		return []int{stop}
	case t.fetches[stop] >= 0:
		return []int{other, stop}
	}
	return []int{stop, other}
}

// dislikes is what some stops cost on a vehicle that they do not prefer.
func dislikes(p *vrp.Problem, group []int, vehicle int) (sum int64) {
	for _, f := range p.Prefer {
		if f.Vehicle != vehicle && slices.Contains(group, f.Stop) {
			sum += f.Cost
		}
	}
	return sum
}

// without is a route without some stops, after what was driven.
func without(r vrp.Route, stops []int, driven int) vrp.Route {
	rest := slices.DeleteFunc(slices.Clone(r), func(s int) bool { return s != vrp.Reload && slices.Contains(stops, s) })
	return rest.Tidied(driven)
}

// trial tries a stop everywhere on a vehicle's route.
type trial struct {
	r     *ride
	of    int   // the stop that is asked about
	group []int // with the other of its pair
	was   int64 // cost without it
	best  Verdict
	price int64 // of the best; -1: there is none
	room  vrp.Route
}

// each makes every route with the group put in.
func (x *trial) each(route vrp.Route, try func(vrp.Route)) {
	for i := len(x.r.v.Driven); i <= len(route); i++ {
		with := slices.Insert(append(x.room[:0], route...), i, x.group[0])
		x.room = with
		if len(x.group) == 1 {
			try(with)
			x.reloading(with, i, try)
			continue
		}
		for j := i + 1; j <= len(with); j++ {
			if route := slices.Insert(slices.Clone(with), j, x.group[1]); !slices.Contains(route[i:j], vrp.Reload) {
				try(route)
			}
		}
	}
}

// reloading loads again before or after the stop at i, where the vehicle has trips left.
func (x *trial) reloading(with vrp.Route, i int, try func(vrp.Route)) {
	trips := 1
	for _, call := range with {
		if call == vrp.Reload {
			trips++
		}
	}
	if trips >= x.r.v.Trips {
		return
	}
	for _, at := range [2]int{i, i + 1} {
		if at > max(len(x.r.v.Driven)-1, 0) && at < len(with) && with[at-1] != vrp.Reload && with[at] != vrp.Reload {
			try(slices.Insert(slices.Clone(with), at, vrp.Reload))
		}
	}
}

// keep keeps what is cheaper than the best, in what has to give and then in cost.
func (x *trial) keep(v Verdict, price int64, route vrp.Route) {
	if x.price >= 0 && (price > x.price || price == x.price && v.Cost >= x.best.Cost) {
		return
	}
	v.Route = slices.Clone(route)
	x.best, x.price = v, price
}

// strict keeps a route that keeps every rule.
func (x *trial) strict(route vrp.Route) {
	if cost, ok := x.r.fits(route); ok {
		v := x.r.broken(x.of, Fits, 0).Verdict
		v.Cost = cost - x.was
		x.keep(v, 0, route)
	}
}

// lacks are the rules that keep the vehicle from the group wherever it would go.
func (x *trial) lacks(route vrp.Route) (all []Verdict) {
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
func (x *trial) hopeless(route vrp.Route) Verdict {
	var first *Broken
	x.each(route, func(route vrp.Route) {
		if first == nil {
			first = x.r.judge(route)
		}
	})
	if first == nil {
		return x.r.broken(x.of, Paired, 0).Verdict
	}
	return first.Verdict
}
