package dispatch_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
)

// borough is a day with so many stops: vans with breaks from seven bases, two loads in four
// with a window of half a day, and travel that is worked out each time it is asked for.
func borough(stops int) *vrp.Problem {
	rng := rand.New(rand.NewPCG(uint64(stops), 7))
	plane := &vrp.Plane{Round: func(d float64) int32 { return int32(math.Round(d)) }}
	place := func() int {
		plane.X, plane.Y = append(plane.X, 1_900*rng.Float64()), append(plane.Y, 1_550*rng.Float64())
		return len(plane.X) - 1
	}
	p := &vrp.Problem{Travel: []vrp.Travel{plane}}
	for range 7 {
		place()
	}
	for range stops {
		p.Stops = append(p.Stops, doorstep(rng, place()))
	}
	const hour = 3600
	for v := range stops/35 + 2 {
		p.Vehicles = append(p.Vehicles, vrp.Vehicle{
			Start: v % 7, End: v % 7, Shift: vrp.Window{Open: 8 * hour, Close: 17 * hour}, Capacity: vrp.Load{90, 900}, PerDistance: 4, PerTime: 4, Fixed: 6000, Trips: 2, Reload: 1200,
			Breaks: []vrp.Break{{Window: vrp.Window{Open: 11 * hour, Close: 14 * hour}, Length: hour / 2}},
		})
	}
	return p
}

func doorstep(rng *rand.Rand, place int) vrp.Stop {
	const hour = 3600
	s := vrp.Stop{Place: place, Load: vrp.Load{int32(1 + rng.IntN(3)), 8}, Service: 330, Window: vrp.Window{Open: 8 * hour, Close: 17 * hour}}
	switch rng.IntN(4) {
	case 0:
		s.Window.Close = 12 * hour
	case 1:
		s.Window.Open = 12 * hour
	}
	return s
}

// underWay is a plan of such a day, found by a short search.
func underWay(b *testing.B, stops int) *dispatch.Live {
	b.Helper()
	p := borough(stops)
	began := time.Now()
	plan, err := vrp.Solve(b.Context(), p, vrp.Options{Seed: 1, Spent: func() float64 { return time.Since(began).Seconds() / 2 }})
	if err != nil {
		b.Fatal(err)
	}
	l, err := dispatch.NewLive(p, plan)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d of %d stops are left out", len(plan.Left), stops)
	return l
}

var sizes = []int{300, 1_000, 7_000}

// BenchmarkLiveAdd adds a stop to a plan and puts its round in order.
func BenchmarkLiveAdd(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l, rng := underWay(b, n), rand.New(rand.NewPCG(1, 1))
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				index, _, err := l.Add(doorstep(rng, 7+rng.IntN(n)))
				took = append(took, time.Since(began))
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if _, err := l.Cancel(index); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			report(b, took)
		})
	}
}

// BenchmarkLiveCancel cancels a stop of a plan and puts its round in order.
func BenchmarkLiveCancel(b *testing.B) {
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l, rng := underWay(b, n), rand.New(rand.NewPCG(1, 1))
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				stop := rng.IntN(n)
				for l.Cancelled(stop) {
					stop = rng.IntN(n)
				}
				b.StartTimer()
				began := time.Now()
				if _, err := l.Cancel(stop); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
				b.StopTimer()
				again := l.Problem().Stops[stop]
				if _, _, err := l.Add(again); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			report(b, took)
		})
	}
}

func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "95th-ms")
}
