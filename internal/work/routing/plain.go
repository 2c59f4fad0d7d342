package routing

import (
	"slices"

	"kith/algo/vrp"
)

// Plain goes along each route with a watch.
type Plain struct{}

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

// Tidied is a route without loading again where nothing follows, or nothing goes before.
func Tidied(route vrp.Route, driven int) vrp.Route {
	for i := len(route) - 1; i >= driven; i-- {
		if route[i] == vrp.Reload && (i == len(route)-1 || i == 0 || route[i-1] == vrp.Reload) {
			route = slices.Delete(route, i, i+1)
		}
	}
	return route
}
