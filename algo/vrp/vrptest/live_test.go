package vrptest_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/dispatch"
	"kith/algo/vrp/vrptest"
)

// After any run of stops added, cancelled and moved the plan keeps every rule and costs what it
// says; no stop is lost; what was driven stays; and rounds that were not touched are as they were.
func TestALivePlanKeepsEveryRule(t *testing.T) {
	for seed := range some {
		p := drawn(seed)
		plan, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 10})
		l, err := dispatch.NewLive(p, plan)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		rng := rand.New(rand.NewPCG(seed, 3))
		more := vrptest.Problem(seed, 12, len(p.Vehicles)).Stops
		for step := range 12 {
			before := l.Plan()
			said := change(t, l, rng, more)
			after := l.Plan()
			if _, err := check.Plan(l.Problem(), after); err != nil {
				t.Errorf("step %d: %v", step, err)
			}
			if after.Cost-before.Cost != said {
				t.Errorf("step %d: it says %d, and it is %d", step, said, after.Cost-before.Cost)
			}
			for v, route := range after.Routes {
				if done := p.Vehicles[v].Driven; !slices.Equal([]int(route[:len(done)]), done) {
					t.Errorf("step %d: what was driven is now %v", step, route)
				}
			}
			if t.Failed() {
				t.Fatalf("seed %d", seed)
			}
		}
	}
}

// change does one thing to a plan at random and returns what it says that comes to.
func change(t *testing.T, l *dispatch.Live, rng *rand.Rand, more []vrp.Stop) (said int64) {
	t.Helper()
	stops, vehicles, places := len(l.Problem().Stops), len(l.Problem().Vehicles), l.Problem().Travel[0].Size()
	other := func() vrp.Stop {
		s := more[rng.IntN(len(more))]
		s.Place = rng.IntN(places)
		return s
	}
	var err error
	switch kind := rng.IntN(5); {
	case kind == 0:
		_, said, err = l.AddPair(other(), other())
	case kind == 1 || stops == 0:
		_, said, err = l.Add(other())
	case kind == 2:
		before := l.Plan()
		if said, err = l.Cancel(rng.IntN(stops)); err != nil {
			untouched(t, before, l.Plan())
		}
		return said
	default:
		before := l.Plan()
		if said, err = l.Move(rng.IntN(stops), rng.IntN(vehicles), rng.IntN(6)); err != nil {
			untouched(t, before, l.Plan())
		}
		return said
	}
	if err != nil {
		t.Error(err)
	}
	return said
}

func untouched(t *testing.T, before, after *vrp.Plan) {
	t.Helper()
	for v := range before.Routes {
		if !slices.Equal(before.Routes[v], after.Routes[v]) {
			t.Errorf("what could not be done has changed route %d from %v to %v", v, before.Routes[v], after.Routes[v])
		}
	}
}

// A stop that is added changes one round at most, and is left out only where the checker finds
// no place for it on any round as it stands.
func TestAStopThatIsAddedLeavesTheOtherRoundsAlone(t *testing.T) {
	for seed := range some {
		p := drawn(seed)
		plan, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 10})
		l, err := dispatch.NewLive(p, plan)
		if err != nil {
			t.Fatal(err)
		}
		stop := vrptest.Problem(seed+many, 1, len(p.Vehicles)).Stops[0]
		stop.Place, stop.Prize = int(seed)%p.Travel[0].Size(), 0
		index, _, err := l.Add(stop)
		if err != nil {
			t.Fatal(err)
		}
		after, touched := l.Plan(), 0
		for v := range plan.Routes {
			if !slices.Equal(plan.Routes[v], after.Routes[v]) {
				touched++
			}
		}
		left := slices.Contains(after.Left, index)
		if want := 1; left && touched != 0 || !left && touched != want {
			t.Fatalf("seed %d: %d rounds changed", seed, touched)
		}
		for v := range p.Vehicles {
			if left && placed(l.Problem(), l.Problem(), after, index, v) {
				t.Fatalf("seed %d: it is left out, and fits vehicle %d", seed, v)
			}
		}
	}
}

// What makes no sense is refused, and says what.
func TestALivePlanRefusesWhatMakesNoSense(t *testing.T) {
	p := vrptest.Problem(3, 5, 2)
	plan, _ := solve(t, p, vrp.Options{Seed: 1, Iterations: 10})
	l, err := dispatch.NewLive(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	good := vrp.Stop{ID: "late", Place: 1, Window: vrp.Always}
	index, _, err := l.Add(good)
	if err != nil {
		t.Fatal(err)
	}
	nowhere, heavy := good, good
	nowhere.ID, nowhere.Place = "nowhere", 99
	heavy.ID, heavy.Load = "less than nothing", vrp.Load{-1}
	for name, try := range map[string]func() error{
		"a name again":      func() error { _, _, err := l.Add(good); return err },
		"an unknown place":  func() error { _, _, err := l.Add(nowhere); return err },
		"a load below zero": func() error { _, _, err := l.Add(heavy); return err },
		"no such stop":      func() error { _, err := l.Cancel(99); return err },
		"no such vehicle":   func() error { _, err := l.Move(index, 7, 0); return err },
		"a plan of another": func() error { _, err := dispatch.NewLive(p, &vrp.Plan{}); return err },
		"a pair of one name": func() error {
			_, _, err := l.AddPair(vrp.Stop{ID: "x", Window: vrp.Always}, vrp.Stop{ID: "x", Window: vrp.Always})
			return err
		},
	} {
		if err := try(); err == nil || err.Error() == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := l.Cancel(index); err != nil {
		t.Error(err)
	}
	if _, err := l.Cancel(index); err == nil || !l.Cancelled(index) {
		t.Errorf("cancelled twice: %v", err)
	}
	if _, _, err := l.Add(good); err != nil {
		t.Errorf("the name of what was cancelled: %v", err)
	}
}
