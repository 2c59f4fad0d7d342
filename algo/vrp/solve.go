package vrp

import (
	"context"
	"errors"
	"slices"
	"sync"
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
	now     part // every vehicle, as the annealing has it
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

// epochsMost is how often the problem is cut anew.
const epochsMost = 50

func (s *search) run() {
	s.epochs = epochsMost
	s.construct()
	for e := range s.epochs {
		if s.stopped() {
			return
		}
		s.epoch(e)
		if s.o.Progress != nil {
			s.o.Progress(Progress{Iterations: s.done, Share: float64(e+1) / float64(s.epochs), Best: s.plan()})
		}
	}
}

func (s *search) stopped() bool { return s.ctx.Err() != nil }

// construct puts every stop where it costs least, once, and sets how warm to begin.
func (s *search) construct() {
	parts := s.cutter.cut(s.now, 1)
	var served int
	results := s.each(parts, func(a *arena, _ int) {
		a.begin()
		a.recreate()
		a.remember()
	})
	s.take(parts, results)
	s.best, s.total = s.now, 0
	var dist int64
	for i := range results {
		s.total += results[i].total
		dist += results[i].cost
		served += results[i].served
	}
	leg := float64(dist) / float64(max(served, 1))
	s.cooling = cooling{hot: hotLegs * leg, cold: coldLegs * leg}
}

// How warm the search is at first and at last, in costs of a mean leg.
const (
	hotLegs  = 0.5
	coldLegs = 0.01
)

// outcome is what work in one part came to.
type outcome struct {
	now, best part
	nowTotal  int64
	total     int64 // of best
	before    int64
	cost      int64
	served    int
}

// each lays parts out in the arenas, one arena a worker, and does work in each.
func (s *search) each(parts []part, work func(a *arena, i int)) []outcome {
	results := make([]outcome, len(parts))
	var wg sync.WaitGroup
	for w, a := range s.arenas {
		wg.Go(func() {
			for i := w; i < len(parts); i += len(s.arenas) {
				a.build(s.f, parts[i], s.o.Seed, uint64(s.done)<<8+uint64(i))
				results[i].before = a.total()
				work(a, i)
				a.report(&results[i], parts[i])
			}
		})
	}
	wg.Wait()
	return results
}

// report reads the rounds of now and of the best out of an arena.
func (a *arena) report(o *outcome, p part) {
	o.now = part{vehicles: p.vehicles, routes: a.routes(a.seats), absent: a.stopsOf(a.absent)}
	o.best = part{vehicles: p.vehicles, routes: a.routes(a.best.seats), absent: a.stopsOf(a.best.absent)}
	o.nowTotal, o.total = a.total(), a.best.total
	o.cost = a.cost
	o.served = a.stops - len(a.absent)
}

// take makes one whole of the parts as the annealing left them.
func (s *search) take(parts []part, results []outcome) {
	s.now = s.whole(results, func(o *outcome) *part { return &o.now })
}

func (s *search) whole(results []outcome, which func(*outcome) *part) part {
	whole := part{vehicles: s.now.vehicles, routes: make([]Route, len(s.p.Vehicles))}
	for i := range results {
		p := which(&results[i])
		for r, v := range p.vehicles {
			whole.routes[v] = p.routes[r]
		}
		whole.absent = append(whole.absent, p.absent...)
	}
	slices.Sort(whole.absent)
	return whole
}

// epoch cuts the problem, anneals in the parts and joins them again.
func (s *search) epoch(e int) {
	parts := s.cutter.cut(s.now, len(s.arenas))
	from, to := float64(e)/float64(s.epochs), float64(e+1)/float64(s.epochs)
	turns := (len(parts) + len(s.arenas) - 1) / len(s.arenas)
	results := s.each(parts, func(a *arena, i int) {
		turn := i / len(s.arenas)
		st := stint{from: from, to: to, spent: s.o.Spent, stopped: s.stopped, cooling: s.cooling}
		if s.o.Spent != nil {
			st.from = from + (to-from)*float64(turn)/float64(turns)
			st.to = from + (to-from)*float64(turn+1)/float64(turns)
		}
		if s.o.Iterations > 0 {
			st.iterations = max(s.o.Iterations/s.epochs/len(parts), 1)
		}
		a.iterations = a.anneal(&st)
	})
	s.take(parts, results)
	var best, now int64
	for i := range results {
		best += results[i].total
		now += results[i].nowTotal
	}
	for _, a := range s.arenas {
		s.done += a.iterations
	}
	if best < s.total {
		s.total = best
		s.best = s.whole(results, func(o *outcome) *part { return &o.best })
	}
}

// plan is the best so far.
func (s *search) plan() *Plan {
	plan := &Plan{Routes: make([]Route, len(s.p.Vehicles)), Cost: s.total}
	for v, r := range s.best.routes {
		plan.Routes[v] = append(Route(nil), r...)
	}
	for _, stop := range s.best.absent {
		plan.Left = append(plan.Left, int(stop))
		if s.p.Stops[stop].Prize == 0 {
			plan.Cost -= s.f.weights[stop]
		}
	}
	return plan
}
