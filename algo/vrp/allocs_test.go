package vrp

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The search allocates nothing once its slices have grown.
func TestTheSearchAllocatesNothing(t *testing.T) {
	for name, change := range map[string]func(p *Problem){
		"plain rounds": func(*Problem) {},
		"windows and working time": func(p *Problem) {
			for i := range p.Stops {
				p.Stops[i].Window = Window{Open: int32(100 * i), Close: int32(100*i + 9_000)}
			}
			for v := range p.Vehicles {
				p.Vehicles[v].PerTime, p.Vehicles[v].MaxDuration = 1, 20_000
			}
		},
		"breaks, trips and pairs": func(p *Problem) {
			for i := range 20 {
				p.Pairs = append(p.Pairs, Pair{From: 2 * i, To: 2*i + 1})
			}
			for v := range p.Vehicles {
				p.Vehicles[v].Trips = 2
				p.Vehicles[v].Breaks = []Break{{Window: Window{Open: 1_000, Close: 3_000}, Length: 100}, {Window: Window{Open: 2_000, Close: 9_000}, Length: 100}}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := scattered(200)
			change(p)
			s := newSearch(t.Context(), p, Options{Seed: 1, Iterations: 1})
			a := &arena{}
			a.build(s.f, s.now, 1, 1)
			for range 2_000 {
				a.step(10)
			}
			if n := testing.AllocsPerRun(500, func() { a.step(10) }); n != 0 {
				t.Errorf("an iteration allocates %v times", n)
			}
		})
	}
}

// scattered is a problem of stops anywhere, with a vehicle for each.
func scattered(stops int) *Problem {
	rng := rand.New(rand.NewPCG(1, 2))
	plane := &Plane{Round: func(d float64) int32 { return int32(math.Round(d)) }}
	for range stops + 1 {
		plane.X, plane.Y = append(plane.X, 1000*rng.Float64()), append(plane.Y, 1000*rng.Float64())
	}
	p := &Problem{Travel: []Travel{plane}}
	for i := range stops {
		p.Stops = append(p.Stops, Stop{Place: i + 1, Load: Load{int32(1 + rng.IntN(20))}, Window: Always, Service: 10})
		p.Vehicles = append(p.Vehicles, Vehicle{Shift: Always, Capacity: Load{100}, PerDistance: 1})
	}
	return p
}
