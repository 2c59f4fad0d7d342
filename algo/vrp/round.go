package vrp

// link puts a node behind another on its round. Times are not reckoned: see [arena.retime].
func (a *arena) link(u, after int32) {
	s := &a.seats[after]
	next := s.next
	rd := &a.rounds[s.round]
	d := a.ways[rd.way].dist
	in, out := d[s.row*int32(a.width)+a.seats[u].row], d[a.seats[u].row*int32(a.width)+a.seats[next].row]
	rd.dist += int64(in) + int64(out) - int64(s.leg)
	s.leg, s.next = in, u
	a.seats[next].prev = u
	seat := &a.seats[u]
	seat.prev, seat.next, seat.round, seat.leg = after, next, s.round, out
	if int(u) < a.stops {
		rd.size++
		a.take(rd, u, 1)
	}
}

// take changes the capacity left by a stop's load.
func (a *arena) take(rd *round, u, sign int32) {
	for m := range a.load {
		rd.free[m] -= sign * a.tasks[u].loads[m]
	}
}

// unlink takes a node off its round.
func (a *arena) unlink(u int32) {
	seat := &a.seats[u]
	rd := &a.rounds[seat.round]
	before, after := &a.seats[seat.prev], &a.seats[seat.next]
	d := a.ways[rd.way].dist[before.row*int32(a.width)+after.row]
	rd.dist += int64(d) - int64(before.leg) - int64(seat.leg)
	before.leg, before.next, after.prev = d, seat.next, seat.prev
	seat.round = -1
	if int(u) < a.stops {
		rd.size--
		a.take(rd, u, -1)
	}
}

// retime reckons the times of a round anew from one node on, forwards, and from another back,
// and stops where nothing changes any more. Both are on the round; first is not behind last.
func (a *arena) retime(r, first, last int32) {
	rd := &a.rounds[r]
	dur := a.ways[rd.way].dur
	a.forwards(dur, first, last)
	a.backwards(dur, first, last)
	if rd.timed {
		a.spanAll(rd, dur)
	}
	a.price(rd)
}

// forwards reckons earliest departures: at least up to last.
func (a *arena) forwards(dur []int32, first, last int32) {
	w := int32(a.width)
	behind := false
	for u := first; u >= 0; u = a.seats[u].next {
		s := &a.seats[u]
		if s.prev < 0 {
			continue
		}
		before := &a.seats[s.prev]
		t := &a.tasks[u]
		leave := min(max(before.leave+dur[before.row*w+s.row], t.open)+t.service, 2*unreached)
		if leave == s.leave && behind {
			return
		}
		s.leave = leave
		behind = behind || u == last
	}
}

// backwards reckons latest arrivals: at least down to first.
func (a *arena) backwards(dur []int32, first, last int32) {
	w := int32(a.width)
	ahead := false
	for u := last; u >= 0; u = a.seats[u].prev {
		s := &a.seats[u]
		t := &a.tasks[u]
		late := t.close
		if s.next >= 0 {
			after := &a.seats[s.next]
			late = min(late, after.late-dur[s.row*w+after.row]-t.service)
		}
		if late < t.open {
			late = -unreached // whoever comes early enough waits too long
		}
		if late == s.late && ahead {
			return
		}
		s.late = late
		ahead = ahead || u == first
	}
}

// spanAll reckons the stretches before and after every node of a timed round.
func (a *arena) spanAll(rd *round, dur []int32) {
	w := int32(a.width)
	last := rd.start
	for u := a.seats[rd.start].next; u >= 0; u = a.seats[u].next {
		travel := dur[a.seats[last].row*w+a.seats[u].row]
		a.spans[u].before = join(a.spans[last].before, a.tasks[u].span(), travel)
		last = u
	}
	for u := a.seats[rd.end].prev; u >= 0; u = a.seats[u].prev {
		travel := dur[a.seats[u].row*w+a.seats[last].row]
		a.spans[u].after = join(a.tasks[u].span(), a.spans[last].after, travel)
		last = u
	}
	rd.dur = a.spans[rd.end].before.dur
}

// price reckons what a round costs, and the sum over all.
func (a *arena) price(rd *round) {
	cost := int64(0)
	if rd.size > 0 {
		cost = rd.fixed + rd.perDist*rd.dist
		if rd.timed {
			cost += rd.perTime * int64(rd.dur)
		}
		if a.extras != nil {
			cost += a.dislikes(rd)
		}
	}
	a.cost += cost - rd.cost
	rd.cost = cost
}

// dislikes is the cost of the stops on a round that would rather be on another.
func (a *arena) dislikes(rd *round) (sum int64) {
	r := a.seats[rd.start].round
	for u := a.seats[rd.start].next; u != rd.end; u = a.seats[u].next {
		if int(u) < a.stops {
			sum += a.dislike(u, r)
		}
	}
	return sum
}

// dislike is what a stop costs on a round that it does not prefer.
func (a *arena) dislike(u, r int32) int64 {
	if x := &a.extras[u]; x.dislike > 0 && x.prefer != r {
		return x.dislike
	}
	return 0
}
