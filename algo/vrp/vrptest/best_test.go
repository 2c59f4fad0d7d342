package vrptest_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/vrptest"
)

func TestDrawnProblemsAreValid(t *testing.T) {
	for seed := range uint64(3_000) {
		stops, vehicles := int(seed%13), 1+int(seed%4)
		p := vrptest.Problem(seed, stops, vehicles)
		if err := p.Valid(); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if len(p.Stops) != stops || len(p.Vehicles) != vehicles {
			t.Errorf("seed %d: it has %d stops and %d vehicles", seed, len(p.Stops), len(p.Vehicles))
		}
	}
}

// Every field of the model is used by some problem.
func TestDrawnProblemsHaveEveryFeature(t *testing.T) {
	used := map[string]bool{}
	var walk func(name string, v reflect.Value)
	walk = func(name string, v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(name+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(name, v.Index(i))
			}
			used[name] = used[name] || v.Len() > 0
		default:
			used[name] = used[name] || !v.IsZero()
		}
	}
	for seed := range uint64(200) {
		p := vrptest.Problem(seed, 8, 3)
		p.Travel = nil
		walk("Problem", reflect.ValueOf(*p))
	}
	for name, is := range used {
		if !is && name != "Problem.Name" && name != "Problem.Travel" && name != "Problem.Stops.ID" && name != "Problem.Vehicles.ID" {
			t.Errorf("no problem has any %s", name)
		}
	}
}

// The best plan keeps every rule, and costs what it says.
func TestTheBestPlanIsAccepted(t *testing.T) {
	for seed := range uint64(300) {
		p := vrptest.Problem(seed, int(seed%6), 1+int(seed%3))
		if _, err := check.Plan(p, vrptest.Best(p)); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// Three stops on a road, and two vans that hold two: the middle one goes with the far one.
func TestTheBestPlanIsTheBest(t *testing.T) {
	p := &vrp.Problem{Travel: []vrp.Travel{&vrp.Plane{X: []float64{0, -4, 10, 20}, Y: make([]float64, 4), Round: func(d float64) int32 { return int32(d) }}}}
	for place := 1; place < 4; place++ {
		p.Stops = append(p.Stops, vrp.Stop{Place: place, Load: vrp.Load{1}, Window: vrp.Always})
	}
	van := vrp.Vehicle{Shift: vrp.Always, Capacity: vrp.Load{2}, PerDistance: 1}
	p.Vehicles = []vrp.Vehicle{van, van}
	want := &vrp.Plan{Routes: []vrp.Route{{1, 2}, {0}}, Cost: 48}
	got := vrptest.Best(p)
	if len(got.Routes[0]) == 1 {
		got.Routes[0], got.Routes[1] = got.Routes[1], got.Routes[0]
	}
	if got.Routes[0][0] == 2 {
		got.Routes[0] = vrp.Route{1, 2} // the other way round is as good
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	p.Stops[0].Prize = 7
	if got := vrptest.Best(p); len(got.Left) != 1 || got.Cost != 47 {
		t.Errorf("what costs 8 is not left out for 7: %+v", got)
	}
}
