package vrptest_test

import (
	"errors"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/dispatch"
	"kith/algo/vrp/vrptest"
)

// Each timetable of many random plans agrees with the checker, call by call with the problem.
func TestTimetablesAgreeWithTheChecker(t *testing.T) {
	for seed := range some {
		p := drawn(seed)
		plan, report := solve(t, p, vrp.Options{Seed: seed, Iterations: 50})
		all, err := dispatch.Schedule(p, plan)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for v, at := range all {
			round := report.Rounds[v]
			if at.Cost != round.Cost || at.Distance != round.Distance || int64(at.Duration) != round.Duration || len(at.Calls) != len(plan.Routes[v]) {
				t.Errorf("seed %d, vehicle %d: %+v, and the checker says %+v", seed, v, at, round)
			}
			keepsTime(t, p, &p.Vehicles[v], at)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// keepsTime holds the times of a round that still has something to do against the problem.
func keepsTime(t *testing.T, p *vrp.Problem, v *vrp.Vehicle, at dispatch.Timetable) {
	t.Helper()
	if len(at.Calls) == len(v.Driven) {
		return
	}
	if at.Return > v.Shift.Close || at.Leave < v.Shift.Open {
		t.Errorf("it is out from %d to %d, and works from %d to %d", at.Leave, at.Return, v.Shift.Open, v.Shift.Close)
	}
	for _, c := range at.Calls[len(v.Driven):] {
		window, service := vrp.Always, v.Reload
		if c.Stop != vrp.Reload {
			window, service = p.Stops[c.Stop].Window, p.Stops[c.Stop].Service
		}
		if c.Begin < c.Arrive+c.Break || c.Begin < window.Open || c.Begin > window.Close || c.Leave != c.Begin+service || c.Slack < 0 {
			t.Errorf("%+v is not within %+v", c, window)
		}
		for m, on := range c.OnBoard {
			if on > v.Capacity[m] || on > at.Peak[m] || on < 0 {
				t.Errorf("%+v has %d on board of %d, at most %d", c, on, v.Capacity[m], at.Peak[m])
			}
		}
	}
}

// A route is refused by the kernel where the checker refuses it, and nowhere else.
func TestBrokenRoutesAreBrokenForTheCheckerToo(t *testing.T) {
	broken := 0
	for seed := range some {
		p := drawn(seed)
		wild := &vrp.Plan{Routes: make([]vrp.Route, len(p.Vehicles))}
		for v := range p.Vehicles {
			wild.Routes[v] = append(vrp.Route{}, p.Vehicles[v].Driven...)
		}
		on := map[int]bool{}
		for _, r := range wild.Routes {
			for _, s := range r {
				on[s] = true
			}
		}
		for s := range p.Stops {
			if v := (s*7 + int(seed)) % (len(p.Vehicles) + 1); v < len(p.Vehicles) && !on[s] {
				if p.Vehicles[v].Trips > 1 && s%5 == 4 {
					wild.Routes[v] = append(wild.Routes[v], vrp.Reload)
				}
				wild.Routes[v] = append(wild.Routes[v], s)
			}
		}
		var wrong error
		for v, r := range wild.Routes {
			_, err := check.Route(p, v, r)
			wrong = errors.Join(wrong, err)
		}
		_, err := dispatch.Schedule(p, wild)
		if (err == nil) != (wrong == nil) {
			t.Fatalf("seed %d: %v, and the checker says %v", seed, err, wrong)
		}
		if b := (*dispatch.Broken)(nil); err != nil {
			broken++
			if !errors.As(err, &b) || b.Reason == dispatch.Fits || b.Error() == "" {
				t.Fatalf("seed %d: %#v", seed, err)
			}
		}
	}
	if broken == 0 || broken == int(many) {
		t.Errorf("%d of %d routes are broken", broken, many)
	}
}

// What makes no plan of the problem is an error that names it.
func TestAPlanOfAnotherProblemIsNotScheduled(t *testing.T) {
	p := vrptest.Problem(1, 4, 2)
	for name, plan := range map[string]*vrp.Plan{
		"one route":   {Routes: []vrp.Route{nil}},
		"no such":     {Routes: []vrp.Route{{9}, nil}},
		"below":       {Routes: []vrp.Route{{-2}, nil}},
		"twice":       {Routes: []vrp.Route{{1}, {1}}},
		"twice there": {Routes: []vrp.Route{{1, 1}, nil}},
	} {
		if _, err := dispatch.Schedule(p, plan); err == nil || err.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
