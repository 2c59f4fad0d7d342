package vrptest

import (
	"math"
	"slices"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
)

// MostForBest is how many stops not yet driven to [Best] can try.
const MostForBest = 8

// trial is one vehicle's cheapest route for every set of stops.
type trial struct {
	p     *vrp.Problem
	v     int
	free  []int // stops not yet driven to, by bit of a set
	wish  map[int]vrp.Preference
	cost  []int64 // of the cheapest route of each set; tooDear where there is none
	route []vrp.Route
}

const tooDear = math.MaxInt64 / 4

// Best finds the best plan by trying every route of every vehicle, and every way to share the
// stops out. It takes a while for more than six stops, and panics for more than [MostForBest].
func Best(p *vrp.Problem) *vrp.Plan {
	free := undriven(p)
	if len(free) > MostForBest {
		panic("vrptest: too many stops to try every plan")
	}
	trials := make([]*trial, len(p.Vehicles))
	for v := range trials {
		trials[v] = try(p, v, free)
	}
	return share(p, free, trials)
}

func undriven(p *vrp.Problem) (free []int) {
	for s := range p.Stops {
		if !slices.ContainsFunc(p.Vehicles, func(v vrp.Vehicle) bool { return slices.Contains(v.Driven, s) }) {
			free = append(free, s)
		}
	}
	return free
}

func try(p *vrp.Problem, v int, free []int) *trial {
	sets := 1 << len(free)
	t := &trial{p: p, v: v, free: free, wish: map[int]vrp.Preference{}, cost: make([]int64, sets), route: make([]vrp.Route, sets)}
	for set := range t.cost {
		t.cost[set] = tooDear
	}
	for _, f := range p.Prefer {
		t.wish[f.Stop] = f
	}
	t.extend(append(vrp.Route(nil), p.Vehicles[v].Driven...), 0, 0)
	return t
}

// extend tries a route, and every longer one that begins with it.
func (t *trial) extend(route vrp.Route, set, reloads int) {
	t.judge(route, set)
	again := len(route) > 0 && route[len(route)-1] != vrp.Reload && reloads+1 < t.p.Vehicles[t.v].Trips
	for bit, s := range t.free {
		if set&(1<<bit) != 0 {
			continue
		}
		with := set | 1<<bit
		t.extend(append(slices.Clone(route), s), with, reloads)
		if again {
			t.extend(append(slices.Clone(route), vrp.Reload, s), with, reloads+1)
		}
	}
}

func (t *trial) judge(route vrp.Route, set int) {
	round, err := check.Route(t.p, t.v, route)
	if err != nil {
		return
	}
	cost := round.Cost
	for _, s := range route {
		if f, wished := t.wish[s]; wished && f.Vehicle != t.v {
			cost += f.Cost
		}
	}
	if cost < t.cost[set] {
		t.cost[set], t.route[set] = cost, slices.Clone(route)
	}
}

// share gives every vehicle a set of stops, the cheapest way for every set of all together,
// and takes the best set.
func share(p *vrp.Problem, free []int, trials []*trial) *vrp.Plan {
	sets := 1 << len(free)
	cost := make([][]int64, len(trials)+1) // of what the first vehicles take together
	took := make([][]int, len(trials)+1)   // by the last of them
	for k := range cost {
		cost[k], took[k] = slices.Repeat([]int64{tooDear}, sets), make([]int, sets)
	}
	cost[0][0] = 0
	for k, t := range trials {
		for set := range sets {
			for part := set; ; part = (part - 1) & set {
				if c := cost[k][set&^part] + t.cost[part]; c < cost[k+1][set] {
					cost[k+1][set], took[k+1][set] = c, part
				}
				if part == 0 {
					break
				}
			}
		}
	}
	best, report := -1, check.Report{}
	for set := range sets {
		if cost[len(trials)][set] >= tooDear {
			continue
		}
		if r := without(p, free, set, cost[len(trials)][set]); best < 0 || r.Before(&report) {
			best, report = set, r
		}
	}
	return gather(free, trials, took, best, report.Cost)
}

// without is what a set of served stops comes to, with the others left out.
func without(p *vrp.Problem, free []int, set int, cost int64) check.Report {
	r := check.Report{Cost: cost}
	for bit, s := range free {
		if set&(1<<bit) != 0 {
			continue
		}
		if prize := p.Stops[s].Prize; prize > 0 {
			r.Cost += prize
		} else {
			r.Missing[p.Stops[s].Tier]++
		}
	}
	return r
}

func gather(free []int, trials []*trial, took [][]int, set int, cost int64) *vrp.Plan {
	plan := &vrp.Plan{Routes: make([]vrp.Route, len(trials)), Cost: cost}
	for bit, s := range free {
		if set&(1<<bit) == 0 {
			plan.Left = append(plan.Left, s)
		}
	}
	for k := len(trials); k > 0; k-- {
		part := took[k][set]
		plan.Routes[k-1] = trials[k-1].route[part]
		set &^= part
	}
	return plan
}
