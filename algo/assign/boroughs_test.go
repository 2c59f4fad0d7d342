package assign_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"kith/algo/assign"
)

// boroughs are the networks that are measured (make bench-assign), with what each costs at
// least: that was found apart from this package.
var boroughs = []struct {
	helpers, tasks, arcs int
	cost                 int64 // as LEMON's network simplex finds it
}{{500, 1_000, 20_000, 849_244}, {2_000, 5_000, 150_000, 3_943_351}, {5_000, 20_000, 600_000, 38_162_658}}

// borough scatters people and tasks over ten kilometres. A task's pairs are those nearest to
// it; what they cost is metres.
func borough(helpers, tasks, arcs int) *assign.Matching {
	r := rand.New(rand.NewPCG(1, uint64(arcs)))
	type place struct{ x, y float64 }
	anywhere := func() place { return place{r.Float64() * 10_000, r.Float64() * 10_000} }
	m := &assign.Matching{}
	homes := make([]place, helpers)
	for i := range homes {
		homes[i] = anywhere()
		m.Helpers = append(m.Helpers, assign.Helper{Room: 1 + r.IntN(5), Wear: []int64{0, 200, 500, 900, 1_400}})
	}
	each := arcs / tasks
	for t := range tasks {
		at := anywhere()
		m.Tasks = append(m.Tasks, assign.Task{Undone: []int64{20_000, 10_000, 5_000}[r.IntN(3)]})
		// A random part of all helpers could do it; of them the nearest are listed.
		near := make([]assign.Pair, 0, each*4)
		for range each * 4 {
			h := r.IntN(helpers)
			d := math.Hypot(homes[h].x-at.x, homes[h].y-at.y)
			near = append(near, assign.Pair{Task: int32(t), Helper: int32(h), Cost: int64(d)})
		}
		slices.SortStableFunc(near, func(a, b assign.Pair) int { return int(a.Cost - b.Cost) })
		m.Pairs = append(m.Pairs, near[:each]...)
	}
	return m
}

// TestTheMeasuredNetworksCostWhatAnotherSolverFinds: what is measured is the cheapest, by the
// figure of another solver and by the checker.
func TestTheMeasuredNetworksCostWhatAnotherSolverFinds(t *testing.T) {
	for _, size := range boroughs {
		n := assign.NetworkOf(borough(size.helpers, size.tasks, size.arcs))
		f, err := assign.Solve(n)
		if err != nil {
			t.Fatal(err)
		}
		if err := n.Check(f); err != nil || f.Cost != size.cost {
			t.Errorf("%d helpers, %d tasks: it costs %d, and LEMON finds %d; %v", size.helpers, size.tasks, f.Cost, size.cost, err)
		}
	}
}
