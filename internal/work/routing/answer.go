package routing

import (
	"cmp"
	"slices"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// Body is the kernel's answer as a version keeps it.
func (q *Question) Body(plan *vrp.Plan) (b Body, err error) {
	b = Body{Choices: q.Choices, Source: q.source, Factor: int64(q.Factor * 1000), Left: slices.Clone(q.left)}
	for _, c := range q.Cargo {
		b.Items = append(b.Items, c.Item)
	}
	times, err := dispatch.Schedule(q.problem, plan)
	if err != nil {
		return Body{}, err
	}
	for v, t := range times {
		way := q.way(v, t)
		b.Ways = append(b.Ways, way)
		b.Pence += way.Pence
	}
	for _, stop := range plan.Left {
		if q.stops[stop].fetch {
			continue
		}
		for _, item := range q.stops[stop].items {
			b.Left = append(b.Left, q.why(plan, stop, item))
		}
	}
	slices.SortStableFunc(b.Left, func(x, y LeftOut) int { return cmp.Compare(x.Item, y.Item) })
	return b, nil
}

func (q *Question) way(v int, t dispatch.Timetable) Way {
	w := Way{
		Shift: q.Crews[v].ID, Extra: q.Crews[v].Extra, Leave: t.Leave, Return: t.Return, Metres: t.Distance / 10, Pence: t.Cost / units,
		Seconds: int64(float64(t.Driving) / q.Factor), Driven: len(q.problem.Vehicles[v].Driven),
		Peak: deliveries.Load{Boxes: int64(t.Peak[0]), Grams: int64(t.Peak[1]), Chilled: int64(t.Peak[2]), Bags: int64(t.Peak[3])},
	}
	for _, c := range t.Calls {
		call := Call{Item: -1, Task: Reload, Arrive: c.Arrive, Begin: c.Begin, Leave: c.Leave, Slack: c.Slack, Break: c.Break}
		if c.Stop == vrp.Reload {
			w.Calls = append(w.Calls, call)
			continue
		}
		for n, item := range q.stops[c.Stop].items {
			call.Item, call.Task = item, q.taskAt(c.Stop, item)
			if n > 0 {
				call.Break = 0
			}
			w.Calls = append(w.Calls, call)
		}
	}
	return w
}

// taskAt is what is done about an item at a stop.
func (q *Question) taskAt(stop, item int) Task {
	if q.stops[stop].fetch {
		return Fetch
	}
	return q.Cargo[item].Task()
}

// why says in words what keeps something off every round, and the least that would have to
// give.
func (q *Question) why(plan *vrp.Plan, stop, item int) LeftOut {
	l := LeftOut{Item: item, Why: "It fits on no round as they are.", Mend: "Add a driver, or plan again."}
	all := dispatch.Why(q.problem, plan, stop)
	best, found := dispatch.Cheapest(q.problem, all)
	if !found {
		if i := slices.IndexFunc(all, func(v dispatch.Verdict) bool { said, _ := q.words(v); return said != "" }); i >= 0 {
			l.Why, _ = q.words(all[i])
		}
		return l
	}
	if said, mend := q.words(best); said != "" {
		l.Why, l.Mend = said, mend
	}
	return l
}

// words says a verdict, and how it is mended; nothing where somebody chose it so.
func (q *Question) words(v dispatch.Verdict) (said, mend string) {
	who := q.Crews[v.Vehicle]
	return fleet.Words(v, who.Driver.Name, who.Vehicle.Name, who.Vehicle.Kind.Label())
}

func counted(n int64, one, many string) string { return fleet.Counted(n, one, many) }

// Routes are the routes of a version as the kernel has them, with what is not on them.
func (q *Question) Routes(b *Body) *vrp.Plan {
	plan := &vrp.Plan{Routes: make([]vrp.Route, len(q.Crews))}
	on := map[int]bool{}
	for _, way := range b.Ways {
		v := q.vehicleOf(way.Shift)
		if v < 0 {
			continue
		}
		for _, c := range way.Calls {
			if c.Item < 0 {
				plan.Routes[v] = append(plan.Routes[v], vrp.Reload)
				continue
			}
			if stop := q.numberOf(b.Items[c.Item].Ref, c.Task); stop >= 0 && !on[stop] {
				plan.Routes[v], on[stop] = append(plan.Routes[v], stop), true
			}
		}
		plan.Routes[v] = onward(plan.Routes[v], q.problem.Vehicles[v].Driven)
	}
	for stop := range q.stops {
		if !on[stop] {
			plan.Left = append(plan.Left, stop)
		}
	}
	return plan
}

// onward is a route that begins with what was driven, in the order in which it was.
func onward(route vrp.Route, driven []int) vrp.Route {
	if len(route) < len(driven) || !slices.Equal([]int(route[:len(driven)]), driven) {
		rest := slices.DeleteFunc(route, func(s int) bool { return s != vrp.Reload && slices.Contains(driven, s) })
		route = append(slices.Clone(vrp.Route(driven)), rest...)
	}
	return route.Tidied(len(driven))
}

// numberOf is the kernel's number of a stop, or -1.
func (q *Question) numberOf(ref Ref, task Task) int {
	for n, of := range q.stops {
		for _, item := range of.items {
			if q.Cargo[item].Ref == ref && q.taskAt(n, item) == task {
				return n
			}
		}
	}
	return -1
}
