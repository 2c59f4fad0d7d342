package vrp

import (
	"math"
	"slices"
	"sync"
)

func (s *search) run() {
	begun := s.spent()
	s.construct()
	s.epochs = s.pace(s.spent() - begun)
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

func (s *search) stopped() bool { return s.ctx.Err() != nil || s.spent() >= 1 }

// spent is how much of the time is gone, where there is a clock.
func (s *search) spent() float64 {
	if s.o.Spent == nil {
		return 0
	}
	return s.o.Spent()
}

// Cutting anew costs laying the parts out: it is done so seldom that this takes no more than
// about an eighth of the search, which is where plans stop getting better for it.
const (
	epochsLeast = 4
	epochsMost  = 50
	cuttingMost = 0.125
	layingCost  = 200 // stops of a part that are laid out in the time of one iteration for each
)

// pace is how many epochs a search has, given the share of it that laying everything out once
// took. Each has time for some iterations.
func (s *search) pace(laying float64) int {
	most := float64(epochsMost)
	if s.o.Iterations > 0 {
		most = min(most, 1+float64(s.o.Iterations/look))
	}
	if s.o.Spent == nil {
		each := float64(min(len(s.p.Stops), partMost)) / layingCost
		laying = each * float64(len(s.p.Stops)) / float64(s.o.Iterations)
	}
	return int(min(max(cuttingMost/max(laying, 1e-9), epochsLeast), most))
}

// construct puts every stop where it costs least, once, and sets how warm to begin. Stops that
// are not worth their prize are put in as well: a round that pays for many of them pays for no
// first one, while the search takes out those that do not pay one by one.
func (s *search) construct() {
	parts := s.cutter.cut(s.now, 1)
	var served int
	results := s.each(parts, func(a *arena, _ int) {
		a.begin()
		a.eager = s.o.Start == nil // a plan to begin from is never made worse
		a.recreate()
		a.eager = false
		a.remember()
	})
	s.take(parts, results)
	s.best, s.total = s.now, 0
	var cost int64
	for i := range results {
		s.total += results[i].total
		cost += results[i].cost
		served += results[i].served
	}
	s.cooling = s.warmth(cost, served)
}

// How warm the search is at first and at last, in costs of a mean leg. The longer the rounds,
// the more it takes to turn one into another: the first grows with the root of their stops. A
// search that is given a plan to begin from stays nearer to it.
const (
	hotLegs  = 0.35
	hotStart = 0.1
	coldLegs = 0.01
)

// warmth is the cooling for rounds that cost so much together and serve so many stops.
func (s *search) warmth(cost int64, served int) cooling {
	leg := float64(cost) / float64(max(served, 1))
	stops := float64(served) / float64(max(s.now.used(), 1))
	c := cooling{hot: hotLegs * leg * math.Sqrt(stops), cold: coldLegs * leg}
	if s.o.Start != nil {
		c.hot = max(c.hot*hotStart, c.cold)
	}
	return c
}

// used is how many vehicles go out.
func (p *part) used() (count int) {
	for _, r := range p.routes {
		if len(r) > 0 {
			count++
		}
	}
	return count
}

// outcome is what work in one part came to.
type outcome struct {
	now, best part
	nowTotal  int64
	total     int64 // of best
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
	parts := s.parts()
	from, to := float64(e)/float64(s.epochs), float64(e+1)/float64(s.epochs)
	turns := (len(parts) + len(s.arenas) - 1) / len(s.arenas)
	results := s.each(parts, func(a *arena, i int) {
		turn := i / len(s.arenas)
		st := stint{from: from, to: to, spent: s.o.Spent, stopped: func() bool { return s.ctx.Err() != nil }, cooling: s.cooling}
		if s.o.Spent != nil {
			st.from = from + (to-from)*float64(turn)/float64(turns)
			st.to = from + (to-from)*float64(turn+1)/float64(turns)
		}
		if s.o.Iterations > 0 {
			st.iterations = max(s.o.Iterations/s.epochs/len(parts), 1)
		}
		a.iterations += a.anneal(&st)
	})
	for _, a := range s.arenas {
		s.done += a.iterations
		a.iterations = 0
	}
	if s.rivals != nil {
		s.compare(results, e)
		return
	}
	s.take(parts, results)
	var best, now int64
	for i := range results {
		best += results[i].total
		now += results[i].nowTotal
	}
	if best < s.total {
		s.total = best
		s.best = s.whole(results, func(o *outcome) *part { return &o.best })
	}
}

// A problem of few stops, or of few rounds, is not cut: each worker has a whole of its own, and
// every few epochs all go on from the cheapest.
const (
	rivalStops  = 200 // fewer stops
	rivalRounds = 10  // or fewer rounds for each worker
	rivalEpochs = 5
)

// rival reports whether workers are to have a whole each.
func (s *search) rival() bool {
	few := len(s.p.Stops) < rivalStops || s.now.used() < rivalRounds*len(s.arenas)
	return few && len(s.p.Stops) <= partMost && len(s.arenas) > 1
}

// parts are what is worked on side by side.
func (s *search) parts() []part {
	if s.rivals == nil && !s.rival() {
		return s.cutter.cut(s.now, len(s.arenas))
	}
	for len(s.rivals) < len(s.arenas) {
		s.rivals = append(s.rivals, s.now)
	}
	return s.rivals
}

// compare keeps the best of the rivals, and every few epochs has all go on from where the
// cheapest is.
func (s *search) compare(results []outcome, e int) {
	ahead := 0
	for i := range results {
		s.rivals[i] = results[i].now
		if results[i].nowTotal < results[ahead].nowTotal {
			ahead = i
		}
		if results[i].total < s.total {
			s.total, s.best = results[i].total, results[i].best
		}
	}
	if e%rivalEpochs == 0 {
		for i := range s.rivals {
			s.rivals[i] = s.rivals[ahead]
		}
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
