package vrptest_test

import (
	"slices"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/dispatch"
)

// For every stop and vehicle of many random plans: what fits can be driven at that cost, what
// would fit if one rule gave way can be driven once it has, by no less, and what fits nowhere
// does not fit by the checker.
func TestVerdictsHold(t *testing.T) {
	seen := map[dispatch.Reason]int{}
	for seed := range some {
		p := drawn(seed)
		plan, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 50})
		for s := range p.Stops {
			for _, v := range dispatch.Why(p, plan, s) {
				if v.Reason == dispatch.Fits || v.Enough {
					seen[v.Reason]++
				}
				verdictHolds(t, p, plan, s, v)
			}
			if t.Failed() {
				t.Fatalf("seed %d, stop %d", seed, s)
			}
		}
	}
	for r := dispatch.Fits; r <= dispatch.NoBreak; r++ {
		if seen[r] == 0 {
			t.Errorf("nothing was judged %s", r)
		}
	}
}

func verdictHolds(t *testing.T, p *vrp.Problem, plan *vrp.Plan, s int, v dispatch.Verdict) {
	t.Helper()
	given := v.Given(p, s)
	if err := given.Valid(); err != nil {
		t.Error(err)
		return
	}
	if v.Reason == dispatch.Fits || v.Enough {
		round, err := check.Route(given, v.Vehicle, v.Route)
		if err != nil || !slices.Contains(v.Route, s) {
			t.Errorf("%+v: %v", v, err)
		}
		without, wrong := check.Route(p, v.Vehicle, base(p, plan, s, v.Vehicle))
		if wrong != nil {
			without.Cost = 0 // without it nothing can be driven
		}
		if cost := round.Cost - without.Cost + dislike(p, s, v.Vehicle); cost != v.Cost {
			t.Errorf("%+v costs %d", v, cost)
		}
	} else if len(v.Route) > 0 {
		t.Errorf("%+v has a route", v)
	}
	if v.Reason == dispatch.Driven {
		return
	}
	if v.Reason != dispatch.Fits && placed(p, p, plan, s, v.Vehicle) {
		t.Errorf("%+v, and it fits", v)
	}
	if less := v; v.Enough && (v.Reason == dispatch.TooLate || v.Reason == dispatch.TooEarly || v.Reason == dispatch.TooLong || v.Reason == dispatch.TooFar) {
		less.By--
		if placed(less.Given(p, s), p, plan, s, v.Vehicle) {
			t.Errorf("%+v, and less would do", v)
		}
	}
}

// pairOf is a stop with the other of its pair, in order, unless that has been driven to.
func pairOf(p *vrp.Problem, s int) []int {
	for _, pair := range p.Pairs {
		other := pair.From + pair.To - s
		if (pair.From == s || pair.To == s) && !slices.ContainsFunc(p.Vehicles, func(v vrp.Vehicle) bool { return slices.Contains(v.Driven, other) }) {
			return []int{pair.From, pair.To}
		}
	}
	return []int{s}
}

// base is a vehicle's route without a stop and the other of its pair.
func base(p *vrp.Problem, plan *vrp.Plan, s, vehicle int) vrp.Route {
	return slices.DeleteFunc(slices.Clone(plan.Routes[vehicle]), func(one int) bool { return slices.Contains(pairOf(p, s), one) }).Tidied(len(p.Vehicles[vehicle].Driven))
}

func dislike(p *vrp.Problem, s, vehicle int) (sum int64) {
	for _, f := range p.Prefer {
		if f.Vehicle != vehicle && slices.Contains(pairOf(p, s), f.Stop) {
			sum += f.Cost
		}
	}
	return sum
}

// placed reports whether the checker accepts a stop anywhere on a vehicle's route.
func placed(in, p *vrp.Problem, plan *vrp.Plan, s, vehicle int) bool {
	route, group := base(p, plan, s, vehicle), pairOf(p, s)
	for i := len(p.Vehicles[vehicle].Driven); i <= len(route); i++ {
		with := slices.Insert(slices.Clone(route), i, group[0])
		for j := i + 1; j <= len(with); j++ {
			whole := with
			if len(group) == 2 {
				whole = slices.Insert(slices.Clone(with), j, group[1])
			}
			if _, err := check.Route(in, vehicle, whole); err == nil {
				return true
			}
		}
	}
	return false
}

// Of many verdicts the cheapest is one that fits, or else one that alone would do.
func TestTheCheapestVerdictFitsIfAnyDoes(t *testing.T) {
	for seed := range some {
		p := drawn(seed)
		plan, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 1})
		for _, s := range plan.Left {
			all := dispatch.Why(p, plan, s)
			best, found := dispatch.Cheapest(p, all)
			fits := slices.ContainsFunc(all, func(v dispatch.Verdict) bool { return v.Reason == dispatch.Fits })
			alone := slices.ContainsFunc(all, func(v dispatch.Verdict) bool { return v.Enough })
			if found != (fits || alone) || fits && best.Reason != dispatch.Fits || found && !fits && !best.Enough {
				t.Fatalf("seed %d, stop %d: %+v of %+v", seed, s, best, all)
			}
		}
	}
}

// A van that comes twenty minutes late says so, and one without room says how much it lacks.
func TestWhyInNumbers(t *testing.T) {
	p := &vrp.Problem{Travel: []vrp.Travel{&vrp.Plane{X: []float64{0, 3000}, Y: []float64{0, 0}, Round: func(d float64) int32 { return int32(d) }}}}
	p.Stops = []vrp.Stop{{Place: 1, Load: vrp.Load{5, 3}, Window: vrp.Window{Open: 1000, Close: 1800}}}
	late := vrp.Vehicle{Shift: vrp.Window{Open: 0, Close: 9000}, Capacity: vrp.Load{9, 9}, PerDistance: 1}
	small, skilled := late, late
	small.Capacity, small.Shift.Close = vrp.Load{4, 1}, 9000
	p.Vehicles = []vrp.Vehicle{late, small, skilled}
	p.Stops[0].Never = []int{2}
	plan := &vrp.Plan{Routes: make([]vrp.Route, 3), Left: []int{0}}
	all := dispatch.Why(p, plan, 0)
	if v := all[0]; v.Reason != dispatch.TooLate || v.By != 1200 || !v.Enough {
		t.Errorf("the late van: %+v", v)
	}
	if v := all[1]; v.Reason != dispatch.TooFull || v.Enough || v.More != (vrp.Load{1, 2}) || v.Measure != 1 {
		t.Errorf("the small van: %+v", v)
	}
	if v := all[2]; v.Reason != dispatch.NotAllowed || v.Enough {
		t.Errorf("the forbidden van: %+v", v)
	}
	p.Stops[0].Window.Close = 3000
	if v := dispatch.Why(p, plan, 0)[0]; v.Reason != dispatch.Fits || v.Cost != 6000 {
		t.Errorf("in time: %+v", v)
	}
	if best, found := dispatch.Cheapest(p, all); !found || best.Vehicle != 0 {
		t.Errorf("the cheapest is %+v", best)
	}
}
