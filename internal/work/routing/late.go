package routing

import (
	"slices"

	"kith/algo/vrp"
	"kith/algo/vrp/dispatch"
)

// Late takes a published plan on without upsetting it: what is no longer to be carried comes
// off, what is new goes where it costs least, and each round that this touched is put in order.
// All other rounds stay as drivers have them. It is false where the rounds cannot be driven as
// they are any more, or something new finds no place on them: then they are searched for, and a
// stop that changes its round counts what the rules say.
func (q *Question) Late(now *Body) (*vrp.Plan, bool) {
	start := q.Routes(now)
	l, err := dispatch.NewLive(q.problem, start)
	if err != nil {
		return nil, false
	}
	for _, stop := range q.pressing(start.Left) {
		if _, placed := l.Place(stop); !placed && slices.Contains(l.Plan().Left, stop) && !q.wasLeft(now, stop) {
			return nil, false
		}
	}
	for v := range start.Routes {
		if q.cutShort(now, v, start.Routes[v]) {
			l.Tidy(v)
		}
	}
	return l.Plan(), true
}

// pressing are stops in the order in which they take what room there is.
func (q *Question) pressing(stops []int) []int {
	all := slices.Clone(stops)
	slices.SortStableFunc(all, func(a, b int) int { return int(q.problem.Stops[a].Tier) - int(q.problem.Stops[b].Tier) })
	return all
}

// wasLeft reports whether a stop was on no round before.
func (q *Question) wasLeft(now *Body, stop int) bool {
	return !slices.ContainsFunc(q.stops[stop].items, func(item int) bool {
		i := now.Find(q.Cargo[item].Ref)
		return i < 0 || !slices.ContainsFunc(now.Left, func(l LeftOut) bool { return l.Item == i })
	})
}

// cutShort reports whether something came off a round.
func (q *Question) cutShort(now *Body, v int, route vrp.Route) bool {
	i := slices.IndexFunc(now.Ways, func(w Way) bool { return w.Shift == q.Crews[v].ID })
	calls := 0
	for _, stop := range route {
		if calls++; stop != vrp.Reload {
			calls += len(q.stops[stop].items) - 1
		}
	}
	return i >= 0 && len(now.Ways[i].Calls) != calls
}
