package vrp

import "slices"

// undo remembers the rounds an iteration touches, as they were.
type undo struct {
	nodes  []int32
	seats  []seat
	spans  []spans
	rounds []round
	which  []int32
	absent []int32
	cost   int64
	miss   int64
}

// begin opens an iteration: what is touched from here on can be taken back.
func (a *arena) begin() {
	u := &a.undo
	u.nodes, u.seats, u.spans = u.nodes[:0], u.seats[:0], u.spans[:0]
	u.rounds, u.which = u.rounds[:0], u.which[:0]
	u.absent = append(u.absent[:0], a.absent...)
	u.cost, u.miss = a.cost, a.miss
	a.iteration++
}

// touch remembers a round before it is changed.
func (a *arena) touch(r int32) {
	if a.touched[r] == a.iteration {
		return
	}
	a.touched[r] = a.iteration
	u := &a.undo
	rd := &a.rounds[r]
	u.which = append(u.which, r)
	u.rounds = append(u.rounds, *rd)
	for n := rd.start; n >= 0; n = a.seats[n].next {
		u.nodes = append(u.nodes, n)
		u.seats = append(u.seats, a.seats[n])
		if rd.timed {
			u.spans = append(u.spans, a.spans[n])
		}
	}
}

// takeBack makes everything as it was when the iteration began.
func (a *arena) takeBack() {
	u := &a.undo
	a.freeReloads()
	at, timed := 0, 0
	for i, r := range u.which {
		a.rounds[r] = u.rounds[i]
		for {
			n := u.nodes[at]
			a.seats[n] = u.seats[at]
			if u.rounds[i].timed {
				a.spans[n] = u.spans[timed]
				timed++
			}
			at++
			if n == u.rounds[i].end {
				break
			}
		}
	}
	a.absent = append(a.absent[:0], u.absent...)
	for _, s := range a.absent {
		a.seats[s].round = -1
	}
	a.cost, a.miss = u.cost, u.miss
}

// freeReloads takes the reloads of the touched rounds off them, before those that were there
// come back.
func (a *arena) freeReloads() {
	for _, r := range a.undo.which {
		for n := a.rounds[r].end + 1; n < a.nodesEnd(r); n++ {
			a.seats[n].round = -1
		}
	}
}

// nodesEnd is one behind the last node of a round: its reloads lie behind its end.
func (a *arena) nodesEnd(r int32) int32 {
	if int(r)+1 < len(a.rounds) {
		return a.rounds[r+1].start
	}
	return int32(len(a.seats))
}

// remember keeps the rounds as they are as the best seen.
func (a *arena) remember() {
	m := &a.best
	m.seats = append(m.seats[:0], a.seats...)
	m.absent = append(m.absent[:0], a.absent...)
	m.total = a.total()
}

// routes reads rounds out of seats: those of now, or those of the best.
func (a *arena) routes(seats []seat) []Route {
	routes := make([]Route, len(a.rounds))
	for r := range a.rounds {
		for n := seats[a.rounds[r].start].next; n != a.rounds[r].end; n = seats[n].next {
			if int(n) < a.stops {
				routes[r] = append(routes[r], int(a.from.stops[n]))
			} else {
				routes[r] = append(routes[r], Reload)
			}
		}
	}
	return routes
}

// stopsOf names nodes by the problem's stops, in order.
func (a *arena) stopsOf(nodes []int32) []int32 {
	stops := make([]int32, len(nodes))
	for i, n := range nodes {
		stops[i] = a.from.stops[n]
	}
	slices.Sort(stops)
	return stops
}
