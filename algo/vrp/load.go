package vrp

// grow makes room for the search.
func (a *arena) grow() {
	a.touched = resize(a.touched, len(a.rounds))
	a.marks = resize(a.marks, len(a.seats))
	a.iteration, a.token = 0, 0
	a.blinks = a.nextBlink()
	a.cost, a.miss = 0, 0
	a.absent = a.absent[:0]
}

// load0 puts the stops where a part has them, and leaves absent what breaks a rule there.
func (a *arena) load0(p part) {
	a.begin()
	for r := range a.rounds {
		a.layLegs(int32(r))
	}
	for _, s := range p.absent {
		a.noteAbsent(a.node(s))
	}
	for r, route := range p.routes {
		a.loadRoute(int32(r), route)
	}
}

// layLegs reckons an empty round.
func (a *arena) layLegs(r int32) {
	rd := &a.rounds[r]
	s := &a.seats[rd.start]
	s.leg = a.ways[rd.way].dist[int(s.row)*a.width+int(a.seats[rd.end].row)]
	rd.dist = int64(s.leg)
	if rd.rich {
		a.settle(r)
		return
	}
	a.retime(r, rd.start, rd.end)
}

func (a *arena) noteAbsent(u int32) {
	a.absent = append(a.absent, u)
	a.miss += a.weights[u]
}

// loadRoute puts a whole route on a round, or where that breaks a rule as much as fits.
func (a *arena) loadRoute(r int32, route Route) {
	nodes := a.nodesOf(r, route)
	if len(nodes) == 0 {
		return
	}
	rd := &a.rounds[r]
	driven := len(a.from.frame.p.Vehicles[rd.vehicle].Driven)
	if a.seatAll(r, nodes, driven) {
		return
	}
	a.empty(r)
	for _, u := range nodes {
		if int(u) < a.stops && a.seats[u].round < 0 {
			a.append(u, r)
		}
	}
}

// nodesOf are the nodes of a route: its stops, and a reload of the round for each of its.
func (a *arena) nodesOf(r int32, route Route) []int32 {
	nodes := make([]int32, 0, len(route))
	spare := a.rounds[r].end + 1
	for _, s := range route {
		if s != Reload {
			nodes = append(nodes, a.node(int32(s)))
		} else if spare < a.nodesEnd(r) {
			nodes = append(nodes, spare)
			spare++
		}
	}
	return nodes
}

// seatAll puts nodes on a round as they are, and reports whether that keeps every rule.
func (a *arena) seatAll(r int32, nodes []int32, driven int) bool {
	rd := &a.rounds[r]
	ok := true
	a.seats[rd.start].fixed = driven > 0
	for i, u := range nodes {
		if int(u) < a.stops && i >= driven {
			ok = ok && a.may(u, r, rd)
		}
		a.link(u, a.seats[rd.end].prev)
		a.seats[u].fixed = i < driven
	}
	if rd.rich {
		a.settle(r)
	} else {
		a.retime(r, rd.start, rd.end)
	}
	return ok && a.keeps(r)
}

// append puts a stop last on a round if it fits there, or notes it absent.
func (a *arena) append(u, r int32) {
	for i, other := range a.absent {
		if other == u {
			a.absent = append(a.absent[:i], a.absent[i+1:]...)
			a.miss -= a.weights[u]
			break
		}
	}
	rd := &a.rounds[r]
	best := nowhere
	if a.may(u, r, rd) && (a.extras == nil || a.extras[u].pair < 0) {
		a.blinks = 2
		a.try(u, a.seats[rd.end].prev, rd, &best)
		a.choose(u, &best)
		a.blinks = a.nextBlink()
	}
	if best.after < 0 {
		a.noteAbsent(u)
		return
	}
	a.put(u, best)
}
