package routing

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"

	"kith/algo/vrp"
)

// Plain is a kernel of few lines: it puts each stop where it costs least, then takes a few out
// at random and puts them back, as long as that gets cheaper.
type Plain struct{}

// Solve works a plan out.
func (Plain) Solve(ctx context.Context, p *vrp.Problem, o vrp.Options) (*vrp.Plan, error) {
	if err := p.Valid(); err != nil {
		return nil, err
	}
	s := &plain{p: p, plan: started(p, o.Start), draw: rand.New(rand.NewPCG(o.Seed, 1))}
	s.fill()
	turns := min(max(o.Iterations, 1), mostTurns)
	for turn := range turns {
		if ctx.Err() != nil {
			break
		}
		s.turn()
		if o.Progress != nil && turn%16 == 15 {
			o.Progress(vrp.Progress{Iterations: turn + 1, Share: float64(turn+1) / float64(turns), Best: s.plan})
		}
	}
	return s.plan, nil
}

// mostTurns bounds the search: it looks at whole routes each time.
const mostTurns = 400

// Schedule says when each vehicle is where.
func (Plain) Schedule(p *vrp.Problem, plan *vrp.Plan) ([]Timetable, error) {
	all := make([]Timetable, len(p.Vehicles))
	for v, route := range plan.Routes {
		t, broken := along(p, v, route)
		if broken != nil {
			return nil, broken
		}
		all[v] = t
	}
	return all, nil
}

// Why tries the stop everywhere on each vehicle, and keeps what is nearest to fitting.
func (Plain) Why(p *vrp.Problem, plan *vrp.Plan, stop int) (all []Verdict) {
	s := &plain{p: p, plan: plan}
	for v := range p.Vehicles {
		_, _, closest := s.best(v, stop)
		all = append(all, closest)
	}
	return all
}

type plain struct {
	p    *vrp.Problem
	plan *vrp.Plan
	draw *rand.Rand
}

// started is the plan a search begins from: the one that is given as far as it can be driven,
// and what has been driven.
func started(p *vrp.Problem, from *vrp.Plan) *vrp.Plan {
	plan := &vrp.Plan{Routes: make([]vrp.Route, len(p.Vehicles))}
	on := map[int]bool{}
	for v := range p.Vehicles {
		plan.Routes[v] = slices.Clone(vrp.Route(p.Vehicles[v].Driven))
		for _, s := range plan.Routes[v] {
			on[s] = true
		}
	}
	for v := range p.Vehicles {
		if from == nil || v >= len(from.Routes) {
			continue
		}
		for _, s := range from.Routes[v] {
			if s == vrp.Reload || s >= len(p.Stops) || on[s] {
				continue
			}
			longer := append(slices.Clone(plan.Routes[v]), s)
			if _, broken := along(p, v, longer); broken == nil {
				plan.Routes[v], on[s] = longer, true
			}
		}
	}
	for s := range p.Stops {
		if !on[s] {
			plan.Left = append(plan.Left, s)
		}
	}
	return plan
}

// fill puts what is left where it costs least, the most pressing first.
func (s *plain) fill() {
	left := s.plan.Left
	s.plan.Left = nil
	slices.SortStableFunc(left, func(a, b int) int {
		x, y := &s.p.Stops[a], &s.p.Stops[b]
		return cmp.Or(cmp.Compare(x.Tier, y.Tier), cmp.Compare(x.Window.Close-x.Window.Open, y.Window.Close-y.Window.Open), cmp.Compare(a, b))
	})
	pairs, ends := pairsOf(s.p), map[int]bool{}
	for _, to := range pairs {
		ends[to] = true
	}
	for _, stop := range left {
		if ends[stop] {
			continue
		}
		group := []int{stop}
		if to, ok := pairs[stop]; ok {
			group = append(group, to)
		}
		if !s.put(group) {
			s.plan.Left = append(s.plan.Left, group...)
		}
	}
	slices.Sort(s.plan.Left)
	s.plan.Cost = s.cost()
}

// put puts a stop, or what is fetched and then brought, where it costs least.
func (s *plain) put(group []int) bool {
	bestCost, bestVehicle := int64(-1), 0
	var best vrp.Route
	for v := range s.p.Vehicles {
		route, more, closest := s.best(v, group[0])
		if len(group) == 2 {
			route, more, closest = s.bestPair(v, group)
		}
		if closest.Broken != None {
			continue
		}
		if more += s.dislikes(group, v); bestCost < 0 || more < bestCost {
			bestCost, bestVehicle, best = more, v, route
		}
	}
	if bestCost < 0 {
		return false
	}
	s.plan.Routes[bestVehicle] = best
	return true
}

func (s *plain) dislikes(group []int, v int) (sum int64) {
	for _, f := range s.p.Prefer {
		if slices.Contains(group, f.Stop) && f.Vehicle != v {
			sum += f.Cost
		}
	}
	return sum
}

// best is the route of a vehicle with a stop where it costs least, and what it then costs
// more; or what is nearest to fitting.
func (s *plain) best(v, stop int) (route vrp.Route, more int64, closest Verdict) {
	now := s.plan.Routes[v]
	was, _ := along(s.p, v, now)
	for i := len(s.p.Vehicles[v].Driven); i <= len(now); i++ {
		route, more, closest = s.better(v, slices.Insert(slices.Clone(now), i, stop), was.Cost, route, more, closest)
	}
	if s.p.Vehicles[v].Trips > 1+count(now, vrp.Reload) && len(now) > 0 {
		again := append(slices.Clone(now), vrp.Reload, stop)
		route, more, closest = s.better(v, again, was.Cost, route, more, closest)
	}
	return route, more, closest
}

func (s *plain) bestPair(v int, group []int) (route vrp.Route, more int64, closest Verdict) {
	now := s.plan.Routes[v]
	was, _ := along(s.p, v, now)
	for i := len(s.p.Vehicles[v].Driven); i <= len(now); i++ {
		with := slices.Insert(slices.Clone(now), i, group[0])
		for j := i + 1; j <= len(with); j++ {
			route, more, closest = s.better(v, slices.Insert(slices.Clone(with), j, group[1]), was.Cost, route, more, closest)
		}
	}
	return route, more, closest
}

// better keeps the cheaper of two routes, or of two that do not fit the nearer.
func (s *plain) better(v int, tried vrp.Route, was int64, route vrp.Route, more int64, closest Verdict) (vrp.Route, int64, Verdict) {
	t, broken := along(s.p, v, tried)
	switch {
	case broken == nil && (route == nil || t.Cost-was < more):
		return tried, t.Cost - was, Verdict{Vehicle: v}
	case broken != nil && route == nil && (closest.Broken == None || broken.By < closest.By):
		return nil, 0, broken.Verdict
	}
	return route, more, closest
}

func count(route []int, s int) (n int) {
	for _, one := range route {
		if one == s {
			n++
		}
	}
	return n
}

// turn takes a few stops out and puts them back, and keeps what got better.
func (s *plain) turn() {
	before := s.plan.Clone()
	var on [][2]int
	for v, route := range s.plan.Routes {
		for i := len(s.p.Vehicles[v].Driven); i < len(route); i++ {
			on = append(on, [2]int{v, route[i]})
		}
	}
	if len(on) == 0 {
		return
	}
	partner := map[int]int{}
	for from, to := range pairsOf(s.p) {
		partner[from], partner[to] = to, from
	}
	for range 1 + s.draw.IntN(min(4, len(on))) {
		one := on[s.draw.IntN(len(on))]
		s.out(one[0], one[1])
		if other, ok := partner[one[1]]; ok {
			s.out(one[0], other)
		}
	}
	s.fill()
	if len(s.plan.Left) > len(before.Left) || len(s.plan.Left) == len(before.Left) && s.plan.Cost >= before.Cost {
		s.plan = before
	}
}

func (s *plain) out(v, stop int) {
	driven := len(s.p.Vehicles[v].Driven)
	i := slices.Index(s.plan.Routes[v], stop)
	if stop == vrp.Reload || i < driven {
		return
	}
	s.plan.Routes[v] = Tidied(slices.Delete(slices.Clone(s.plan.Routes[v]), i, i+1), driven)
	s.plan.Left = append(s.plan.Left, stop)
}

// Tidied is a route without loading again where nothing follows, or nothing goes before.
func Tidied(route vrp.Route, driven int) vrp.Route {
	for i := len(route) - 1; i >= driven; i-- {
		if route[i] == vrp.Reload && (i == len(route)-1 || i == 0 || route[i-1] == vrp.Reload) {
			route = slices.Delete(route, i, i+1)
		}
	}
	return route
}

func (s *plain) cost() (sum int64) {
	for v, route := range s.plan.Routes {
		t, _ := along(s.p, v, route)
		if len(route) > 0 {
			sum += t.Cost
		}
		for _, stop := range route {
			sum += s.dislikes([]int{stop}, v)
		}
	}
	return sum
}
