package vrptest_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
	"kith/algo/vrp/vrptest"
)

// many is how many random problems are planned and judged: KITH_PROBLEMS says another number.
var many = func() uint64 {
	if n, err := strconv.ParseUint(os.Getenv("KITH_PROBLEMS"), 10, 64); err == nil {
		return n
	}
	return 10_000
}()

// some is how many of them are asked what takes longer.
var some = many / 10

// drawn is a problem of up to twelve stops and four vehicles.
func drawn(seed uint64) *vrp.Problem {
	return vrptest.Problem(seed, int(seed%13), 1+int(seed/13%4))
}

func solve(t *testing.T, p *vrp.Problem, o vrp.Options) (*vrp.Plan, check.Report) {
	t.Helper()
	plan, err := vrp.Solve(t.Context(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	report, err := check.Plan(p, plan)
	if err != nil {
		t.Error(err)
	}
	return plan, report
}

// Every plan of many random problems keeps every rule and costs what it says. Planned from
// that plan it does not get worse.
func TestEveryPlanKeepsEveryRule(t *testing.T) {
	const parts = 50
	for part := range uint64(parts) {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for seed := part; seed < many && !t.Failed(); seed += parts {
				p := drawn(seed)
				plan, report := solve(t, p, vrp.Options{Seed: seed, Iterations: 50})
				if seed%4 == 0 {
					_, again := solve(t, p, vrp.Options{Seed: seed + 1, Iterations: 20, Start: plan})
					if report.Before(&again) {
						t.Errorf("from %+v it came to %+v", report, again)
					}
				}
				if t.Failed() {
					t.Logf("seed %d", seed)
				}
			}
		})
	}
}

// Small problems are planned as well as can be, but for one in fifty: a search that takes
// strings out and puts stops back one by one has no way to some plans.
func TestSmallPlansAreTheBest(t *testing.T) {
	missed := 0
	for seed := range uint64(400) {
		p := vrptest.Problem(seed, int(seed%7), 1+int(seed/7%3))
		want, err := check.Plan(p, vrptest.Best(p))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		_, got := solve(t, p, vrp.Options{Seed: seed, Iterations: 3_000})
		switch {
		case got.Before(&want):
			t.Errorf("seed %d: %+v is better than the best, %+v", seed, got, want)
		case want.Before(&got):
			missed++
			t.Logf("seed %d: it comes to %v at %d, and the best to %v at %d", seed, got.Missing, got.Cost, want.Missing, want.Cost)
		}
	}
	if missed > 8 {
		t.Errorf("%d of 400 are not the best", missed)
	}
}

func TestTheSameSeedGivesTheSamePlan(t *testing.T) {
	for seed := range uint64(60) {
		p := drawn(seed)
		first, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 500})
		second, _ := solve(t, p, vrp.Options{Seed: seed, Iterations: 500})
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("seed %d: %s", seed, diff)
		}
	}
	large := vrptest.Problem(7, 250, 16)
	first, _ := solve(t, large, vrp.Options{Seed: 7, Iterations: 1_000})
	second, _ := solve(t, large, vrp.Options{Seed: 7, Iterations: 1_000})
	if diff := cmp.Diff(first, second); diff != "" {
		t.Error(diff)
	}
}

// A plan that breaks rules is mended before anything else.
func TestAPlanThatBreaksRulesIsMended(t *testing.T) {
	for seed := range uint64(500) {
		p := drawn(seed)
		wild := &vrp.Plan{Routes: make([]vrp.Route, len(p.Vehicles))}
		for s := range p.Stops {
			v := (s * 7) % len(p.Vehicles)
			wild.Routes[v] = append(wild.Routes[v], s)
		}
		solve(t, p, vrp.Options{Seed: seed, Iterations: 10, Start: wild})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// Who stops a search early has a plan all the same.
func TestASearchThatIsStoppedHasAPlan(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for seed := range uint64(100) {
		p := drawn(seed)
		plan, err := vrp.Solve(ctx, p, vrp.Options{Seed: seed, Iterations: 1_000_000_000})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if _, err := check.Plan(p, plan); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// FuzzSolve plans random problems of any size.
func FuzzSolve(f *testing.F) {
	f.Add(uint64(1), uint8(8), uint8(3), uint16(300))
	f.Add(uint64(2), uint8(60), uint8(9), uint16(50))
	f.Fuzz(func(t *testing.T, seed uint64, stops, vehicles uint8, iterations uint16) {
		p := vrptest.Problem(seed, int(stops), 1+int(vehicles%16))
		solve(t, p, vrp.Options{Seed: seed, Iterations: 1 + int(iterations%500)})
	})
}
