package vrp

import (
	"context"
	"errors"
	"slices"
)

// Options say how to search.
type Options struct {
	Seed       uint64
	Iterations int // how often strings of stops are taken out and put back, over all workers; 0: no bound
	// Spent says how much of the time is gone, from 0 to 1; the search cools by it, and ends at
	// 1. Without it the search cools by Iterations and the same problem, seed and iterations
	// give the same plan. One of the two must be given. With both the search cools by whichever
	// is further, so it is the same each time as long as the time is enough.
	Spent    func() float64
	Start    *Plan // to begin from: yesterday's, or what was published; it is mended where it breaks a rule
	Workers  int   // parts worked on side by side; 0: two
	Progress func(Progress)
}

// Progress is how far a search is.
type Progress struct {
	Iterations int
	Share      float64 // of the search that is done, 0 to 1
	Best       *Plan   // the cheapest so far; not to be changed
}

// Solve looks for a cheap plan until its budget is spent or ctx is done, and returns the
// best it saw: of those that leave out the fewest stops of tier 0, then 1 and so on, the
// cheapest. A problem that makes no sense is an error; see [Problem.Valid].
func Solve(ctx context.Context, p *Problem, o Options) (*Plan, error) {
	if err := p.Valid(); err != nil {
		return nil, err
	}
	if o.Iterations <= 0 && o.Spent == nil {
		return nil, errors.New("vrp: a search needs a number of iterations or a clock")
	}
	s := newSearch(ctx, p, o)
	s.run()
	return s.plan(), nil
}

// search is one call of Solve.
type search struct {
	ctx     context.Context
	p       *Problem
	o       Options
	f       *frame
	arenas  []*arena
	cutter  *cutter
	now     part   // every vehicle, as the annealing has it
	rivals  []part // a small problem is not cut: each worker has a now of its own
	best    part
	total   int64 // of best
	done    int   // iterations
	epochs  int
	cooling cooling
}

func newSearch(ctx context.Context, p *Problem, o Options) *search {
	if o.Workers <= 0 {
		o.Workers = 2
	}
	s := &search{ctx: ctx, p: p, o: o, f: newFrame(p)}
	for range o.Workers {
		s.arenas = append(s.arenas, &arena{})
	}
	s.cutter = newCutter(s.f, o.Seed)
	s.now = s.begin()
	return s
}

// begin is the part that is the whole problem: as the start plan has it, with what is driven
// first on its round.
func (s *search) begin() part {
	whole := part{routes: make([]Route, len(s.p.Vehicles))}
	on := make([]bool, len(s.p.Stops))
	for v := range s.p.Vehicles {
		whole.vehicles = append(whole.vehicles, int32(v))
		whole.routes[v] = append(Route(nil), s.p.Vehicles[v].Driven...)
		for _, stop := range whole.routes[v] {
			if stop != Reload {
				on[stop] = true
			}
		}
	}
	if s.o.Start != nil {
		for v := range min(len(s.o.Start.Routes), len(whole.routes)) {
			for _, stop := range rest(s.o.Start.Routes[v], s.p.Vehicles[v].Driven) {
				if stop == Reload {
					whole.routes[v] = append(whole.routes[v], stop)
				} else if s.p.stop(stop) && !on[stop] {
					on[stop] = true
					whole.routes[v] = append(whole.routes[v], stop)
				}
			}
		}
	}
	for stop := range on {
		if !on[stop] {
			whole.absent = append(whole.absent, int32(stop))
		}
	}
	return whole
}

// rest is what follows on a route after what was driven.
func rest(route Route, driven []int) Route {
	if len(route) >= len(driven) && slices.Equal(route[:len(driven)], driven) {
		return route[len(driven):]
	}
	return route
}
