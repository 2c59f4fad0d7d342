package vrp

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The search allocates nothing once its slices have grown.
func TestTheSearchAllocatesNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	plane := &Plane{Round: func(d float64) int32 { return int32(math.Round(d)) }}
	for range 201 {
		plane.X, plane.Y = append(plane.X, 1000*rng.Float64()), append(plane.Y, 1000*rng.Float64())
	}
	p := &Problem{Travel: []Travel{plane}}
	for i := range 200 {
		p.Stops = append(p.Stops, Stop{Place: i + 1, Load: Load{int32(1 + rng.IntN(20))}, Window: Always, Service: 10})
		p.Vehicles = append(p.Vehicles, Vehicle{Shift: Always, Capacity: Load{100}, PerDistance: 1})
	}
	s := newSearch(t.Context(), p, Options{Seed: 1, Iterations: 1})
	a := &arena{}
	a.build(s.f, s.now, 1, 1)
	for range 2_000 {
		a.step(10)
	}
	if n := testing.AllocsPerRun(1_000, func() { a.step(10) }); n != 0 {
		t.Errorf("an iteration allocates %v times", n)
	}
}
