package assign_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"kith/algo/assign"
)

// Whatever is changed, a live network costs what solving it anew costs, and proves it.
func TestALiveNetworkStaysTheCheapest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := drawNetwork(t, rapid.IntRange(1, 6).Draw(t, "nodes"))
		f, err := assign.Solve(n)
		if err != nil {
			return
		}
		live := assign.NewLive(n, f)
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			change(t, live)
			now := live.Network()
			want, wantErr := assign.Solve(&assign.Network{Supply: now.Supply, Arcs: now.Arcs})
			if err := live.Settle(); (err == nil) != (wantErr == nil) || err != nil && !errors.Is(err, assign.ErrInfeasible) {
				t.Fatalf("solved anew it says %v, and settled %v", wantErr, err)
			} else if err != nil {
				return
			}
			got := live.Flow()
			if err := now.Check(got); err != nil {
				t.Fatal(err)
			}
			if got.Cost != want.Cost {
				t.Fatalf("settled it costs %d, solved anew %d", got.Cost, want.Cost)
			}
		}
	})
}

func change(t *rapid.T, live *assign.Live) {
	n := live.Network()
	node := func(what string) int32 { return rapid.Int32Range(0, int32(len(n.Supply))-1).Draw(t, what) }
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
	case kind == 0 && len(n.Arcs) > 0:
		i := rapid.Int32Range(0, int32(len(n.Arcs))-1).Draw(t, "arc")
		lower := rapid.Int64Range(0, 2).Draw(t, "lower")
		must(live.SetArc(i, lower, lower+rapid.Int64Range(0, 4).Draw(t, "more"), rapid.Int64Range(-9, 9).Draw(t, "cost")))
	case kind == 1:
		from, to, units := node("gives"), node("takes"), rapid.Int64Range(0, 2).Draw(t, "units")
		live.SetSupply(from, n.Supply[from]+units)
		live.SetSupply(to, n.Supply[to]-units)
	case kind == 2:
		to, units := node("for"), rapid.Int64Range(0, 2).Draw(t, "units")
		v := live.AddNode(units)
		live.SetSupply(to, n.Supply[to]-units)
		for range rapid.IntRange(0, 3).Draw(t, "ways") {
			_, err := live.AddArc(assign.Arc{From: v, To: node("to"), Upper: 2, Cost: rapid.Int64Range(-9, 9).Draw(t, "cost")})
			must(err)
		}
	default:
		_, err := live.AddArc(assign.Arc{From: node("from"), To: node("to"), Upper: rapid.Int64Range(0, 3).Draw(t, "upper"), Cost: rapid.Int64Range(-9, 9).Draw(t, "cost")})
		must(err)
	}
}
