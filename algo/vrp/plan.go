package vrp

import "slices"

// Reload stands in a route where the vehicle goes back to its start and loads again.
const Reload = -1

// Route is the stops of one vehicle, in order, by index into [Problem.Stops], with [Reload]
// between its trips. Empty: it stays where it is.
type Route []int

// Plan is a route for each vehicle, and the stops left out.
type Plan struct {
	Routes []Route // as many as there are vehicles, in their order
	Left   []int   // stops on no route, in order of index
	// Cost is that of the vehicles that go out, of the prizes forgone and of the preferences
	// not kept. Stops without a prize that are left out are not in it: see [Plan.Missing].
	Cost int64
}

// Missing is how many stops without a prize are left out.
func (p *Plan) Missing(of *Problem) (count int) {
	for _, s := range p.Left {
		if of.Stops[s].Prize == 0 {
			count++
		}
	}
	return count
}

// Clone returns a plan that shares nothing with this one.
func (p *Plan) Clone() *Plan {
	c := &Plan{Routes: make([]Route, len(p.Routes)), Left: append([]int(nil), p.Left...), Cost: p.Cost}
	for v, r := range p.Routes {
		c.Routes[v] = append(Route(nil), r...)
	}
	return c
}

// Tidied is a route without loading again where nothing follows, or nothing goes before; what
// was driven stays as it is.
func (r Route) Tidied(driven int) Route {
	for i := len(r) - 1; i >= driven; i-- {
		if r[i] == Reload && (i == len(r)-1 || i == 0 || r[i-1] == Reload) {
			r = slices.Delete(r, i, i+1)
		}
	}
	return r
}
