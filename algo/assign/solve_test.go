package assign_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kith/algo/assign"
)

// drawNetwork draws a network that some flow fits, or another.
func drawNetwork(t *rapid.T, nodes int) *assign.Network {
	n := &assign.Network{Supply: make([]int64, nodes)}
	for range rapid.IntRange(0, nodes*4).Draw(t, "arcs") {
		lower := rapid.Int64Range(0, 2).Draw(t, "lower")
		n.Arcs = append(n.Arcs, assign.Arc{
			From: rapid.Int32Range(0, int32(nodes)-1).Draw(t, "from"), To: rapid.Int32Range(0, int32(nodes)-1).Draw(t, "to"),
			Lower: lower, Upper: lower + rapid.Int64Range(0, 5).Draw(t, "more"), Cost: rapid.Int64Range(-9, 9).Draw(t, "cost"),
		})
	}
	for range rapid.IntRange(0, nodes).Draw(t, "orders") {
		units := rapid.Int64Range(0, 3).Draw(t, "units")
		n.Supply[rapid.IntRange(0, nodes-1).Draw(t, "gives")] += units
		n.Supply[rapid.IntRange(0, nodes-1).Draw(t, "takes")] -= units
	}
	return n
}

// cheapest finds the cost of the cheapest flow in the slowest way there is: it begins with
// any flow that fits, and turns units round a cycle of negative cost as long as there is one.
func cheapest(n *assign.Network) (cost int64, feasible bool) {
	nodes := len(n.Supply)
	source, sink := nodes, nodes+1
	r := residual{nodes: nodes + 2}
	left := append([]int64(nil), n.Supply...)
	for _, a := range n.Arcs {
		left[a.From] -= a.Lower
		left[a.To] += a.Lower
		cost += a.Cost * a.Lower
		r.add(int(a.From), int(a.To), a.Upper-a.Lower, a.Cost)
	}
	var want int64
	for v, l := range left {
		if l > 0 {
			r.add(source, v, l, 0)
			want += l
		} else {
			r.add(v, sink, -l, 0)
		}
	}
	back := len(r.arcs)
	r.add(sink, source, want, -1000)
	for r.cancel() {
	}
	if r.arcs[back].room != 0 {
		return 0, false
	}
	for i := 0; i < len(r.arcs); i += 2 {
		cost += r.arcs[i].cost * r.arcs[i+1].room
	}
	return cost + 1000*want, true
}

type residual struct {
	nodes int
	arcs  []struct {
		from, to   int
		room, cost int64
	}
}

func (r *residual) add(from, to int, room, cost int64) {
	type arc = struct {
		from, to   int
		room, cost int64
	}
	r.arcs = append(r.arcs, arc{from, to, room, cost}, arc{to, from, 0, -cost})
}

// cancel turns one unit round a cycle of negative cost (Bellman and Ford), if there is one.
func (r *residual) cancel() bool {
	dist, by := make([]int64, r.nodes), make([]int, r.nodes)
	last := -1
	for range r.nodes {
		last = -1
		for i, a := range r.arcs {
			if a.room > 0 && dist[a.from]+a.cost < dist[a.to] {
				dist[a.to], by[a.to], last = dist[a.from]+a.cost, i, a.to
			}
		}
	}
	if last < 0 {
		return false
	}
	for range r.nodes {
		last = r.arcs[by[last]].from
	}
	for v := last; ; {
		i := by[v]
		r.arcs[i].room--
		r.arcs[i^1].room++
		if v = r.arcs[i].from; v == last {
			return true
		}
	}
}

func TestTheFlowIsTheCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNetwork(t, rapid.IntRange(1, 7).Draw(t, "nodes"))
		want, feasible := cheapest(n)
		f, err := assign.Solve(n)
		if !feasible {
			if !errors.Is(err, assign.ErrInfeasible) {
				t.Fatalf("no flow fits, and it says %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if f.Cost != want {
			t.Errorf("it costs %d, and there is one for %d", f.Cost, want)
		}
		if err := n.Check(f); err != nil {
			t.Error(err)
		}
	})
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	arc := func(a assign.Arc) *assign.Network {
		return &assign.Network{Supply: []int64{0, 0}, Arcs: []assign.Arc{a}}
	}
	for name, test := range map[string]struct {
		n    *assign.Network
		want string
	}{
		"supplies that do not sum to zero": {&assign.Network{Supply: []int64{2, -1}}, "come to 1"},
		"a node that is not there":         {arc(assign.Arc{From: 0, To: 2, Upper: 1}), "arc 0 leads from 0 to 2"},
		"bounds that cross":                {arc(assign.Arc{From: 0, To: 1, Lower: 3, Upper: 1}), "at least 3 and at most 1"},
		"costs that run over":              {arc(assign.Arc{From: 0, To: 1, Upper: 1, Cost: 1 << 61}), "smaller units"},
	} {
		if _, err := assign.Solve(test.n); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}

func TestACycleWithoutBoundIsFound(t *testing.T) {
	n := &assign.Network{Supply: []int64{0, 0}, Arcs: []assign.Arc{
		{From: 0, To: 1, Upper: assign.Unbounded, Cost: -3}, {From: 1, To: 0, Upper: assign.Unbounded, Cost: 2},
	}}
	if _, err := assign.Solve(n); !errors.Is(err, assign.ErrUnbounded) {
		t.Errorf("it says %v", err)
	}
	n.Arcs[1].Upper = 4
	if f, err := assign.Solve(n); err != nil || f.Cost != -4 {
		t.Errorf("with a bound it says %+v, %v", f, err)
	}
}

// The checker must find every fault that is planted, whatever Solve would say.
func TestTheCheckerFindsWhatIsWrong(t *testing.T) {
	n := &assign.Network{Supply: []int64{2, 0, -2}, Arcs: []assign.Arc{
		{From: 0, To: 1, Upper: 2, Cost: 1}, {From: 1, To: 2, Upper: 2, Cost: 1}, {From: 0, To: 2, Upper: 2, Cost: 3},
	}}
	sound := func() *assign.Flow {
		f, err := assign.Solve(n)
		if err != nil || n.Check(f) != nil {
			t.Fatal(err, n.Check(f))
		}
		return f
	}
	for name, plant := range map[string]struct {
		fault func(*assign.Flow)
		want  string
	}{
		"too much on an arc":    {func(f *assign.Flow) { f.On[0] = 3 }, "outside 0 to 2"},
		"a dearer way":          {func(f *assign.Flow) { f.On[0], f.On[1], f.On[2], f.Cost = 1, 1, 1, 5 }, "more than it is worth"},
		"a unit that is lost":   {func(f *assign.Flow) { f.On[1] = 1 }, ""},
		"a cost that is false":  {func(f *assign.Flow) { f.Cost-- }, "costs 4, not 3"},
		"prices of another one": {func(f *assign.Flow) { f.Price[1] += 5 }, "it is worth"},
		"another network":       {func(f *assign.Flow) { f.On = f.On[:2] }, "for another network"},
	} {
		f := sound()
		plant.fault(f)
		if err := n.Check(f); err == nil || !strings.Contains(err.Error(), plant.want) {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}
