package routing

import (
	"slices"

	"kith/algo/vrp"
)

// joins has an item go to a door that something else goes to already, in one call, and gives the
// stop's number; -1 where one call will not do: no vehicle may take both, there is no time that
// suits both, or one of them is done.
func (q *Question) joins(i int, stop vrp.Stop) int {
	c := &q.Cargo[i]
	if c.Door == "" || q.driven(c.Ref) {
		return -1
	}
	for n, of := range q.stops {
		if of.fetch || q.Cargo[of.items[0]].Door != c.Door || slices.ContainsFunc(of.items, func(j int) bool { return q.driven(q.Cargo[j].Ref) }) {
			continue
		}
		if both, ok := q.both(q.problem.Stops[n], stop, q.fetchOf(n) >= 0); ok {
			both.Service = max(both.Service-q.saved(), stop.Service)
			q.problem.Stops[n] = both
			q.stops[n].items = append(of.items, i)
			return n
		}
	}
	return -1
}

// saved is what going to a door once in place of twice saves there.
func (q *Question) saved() int32 { return int32(q.Rules.Stops.DoorMinutes * 60) }

func (q *Question) driven(ref Ref) bool {
	return slices.ContainsFunc(q.Driven, func(d Driven) bool { return d.Ref == ref })
}

// both is one stop in place of two; false where no vehicle could make it. What is loaded at the
// base cannot be counted with what is fetched on the way.
func (q *Question) both(one, more vrp.Stop, fetched bool) (vrp.Stop, bool) {
	if fetched && more.Load != (vrp.Load{}) {
		return one, false
	}
	one.Window = vrp.Window{Open: max(one.Window.Open, more.Window.Open), Close: min(one.Window.Close, more.Window.Close)}
	one.Load, one.Skills, one.Service, one.Tier = one.Load.Plus(more.Load, 1), one.Skills|more.Skills, one.Service+more.Service, min(one.Tier, more.Tier)
	var may []int
	for v := range q.problem.Vehicles {
		if takes(one, v) && takes(more, v) {
			may = append(may, v)
		}
	}
	able := func(v int) bool {
		a := &q.problem.Vehicles[v]
		return one.Skills&^a.Skills == 0 && !one.Load.Over(a.Capacity)
	}
	if one.Window.Open > one.Window.Close || !slices.ContainsFunc(may, able) {
		return one, false
	}
	if one.Only = may; len(may) == len(q.problem.Vehicles) {
		one.Only = nil
	}
	return one, true
}

func takes(s vrp.Stop, v int) bool { return len(s.Only) == 0 || slices.Contains(s.Only, v) }
