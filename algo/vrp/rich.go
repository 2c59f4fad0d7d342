package vrp

// Rounds with breaks, reloads, pairs, collections or a limit of distance are rich: a place on
// one is judged by going through the whole round, those that cost least distance first.

// reload says whether a vehicle loads again beside a stop that is put in.
type reload int8

const (
	without reload = iota
	reloadBefore
	reloadAfter
)

// offer is a place on a rich round, what it costs but for time, and about what it costs with.
type offer struct {
	about, toll int64
	after       int32
	reload      reload
}

// workshop is the room in which rich rounds are judged.
type workshop struct {
	offers []offer
	twins  []twin
	seq    []int32
	tried  []int32
	drive  driving
}

// propose keeps a place on a rich round for [arena.choose], unless the stop cannot be served
// there, or what follows cannot, even if nobody rested.
func (a *arena) propose(u, after int32, rd *round, best *slot) {
	s, t := &a.seats[after], &a.tasks[u]
	next := &a.seats[s.next]
	if s.fixed && next.fixed {
		return
	}
	way := &a.ways[rd.way]
	w := int32(a.width)
	in, out, by := s.row*w+u, u*w+next.row, s.row*w+next.row
	work := way.dur[in] + t.service + way.dur[out]
	if rd.size > 0 {
		work -= way.dur[by]
	}
	if !rd.driven {
		arrive := s.leave + way.dur[in]
		if arrive > t.close || max(arrive, t.open)+t.service+way.dur[out] > next.late || rd.work+work > rd.maxDur {
			return
		}
	}
	toll := rd.perDist * int64(way.dist[in]+way.dist[out])
	if rd.size == 0 {
		toll += rd.fixed
	} else {
		toll -= rd.perDist * int64(s.leg)
	}
	if a.extras != nil {
		toll += a.dislike(u, s.round)
	}
	about := toll + rd.perTime*int64(work)
	if about >= best.delta {
		return
	}
	a.bench.offers = append(a.bench.offers, offer{about, toll, after, without})
	if rd.size > 0 && a.spare(s.round) >= 0 {
		a.proposeReload(u, after, rd, offer{about: about, toll: toll, after: after})
	}
}

// proposeReload keeps a place with the vehicle loading again before the stop or after it.
func (a *arena) proposeReload(u, after int32, rd *round, plain offer) {
	s := &a.seats[after]
	way := &a.ways[rd.way]
	w := int32(a.width)
	depot, next := a.seats[rd.start].row, a.seats[s.next].row
	for _, side := range [2]struct {
		kind     reload
		beside   int32
		from, to int32
	}{{reloadBefore, after, s.row, u}, {reloadAfter, s.next, u, next}} {
		if int(side.beside) >= a.stops {
			continue
		}
		in, out, by := side.from*w+depot, depot*w+side.to, side.from*w+side.to
		more := rd.perDist * (int64(way.dist[in]) + int64(way.dist[out]) - int64(way.dist[by]))
		work := rd.perTime * (int64(way.dur[in]) + int64(way.dur[out]) - int64(way.dur[by]))
		a.bench.offers = append(a.bench.offers, offer{plain.about + more + work, plain.toll + more, after, side.kind})
	}
}

// spare is a reload of a round that is not on it, or -1.
func (a *arena) spare(r int32) int32 {
	for n := a.rounds[r].end + 1; n < a.nodesEnd(r); n++ {
		if a.seats[n].round < 0 {
			return n
		}
	}
	return -1
}

// choose judges the places on rich rounds, the one that seems least first, and keeps the
// cheapest that can be driven. What seems no cheaper than that is not judged.
func (a *arena) choose(u int32, best *slot) {
	for offers := a.bench.offers; len(offers) > 0; offers = offers[:len(offers)-1] {
		least := 0
		for i := range offers {
			if offers[i].before(&offers[least]) {
				least = i
			}
		}
		o := offers[least]
		if o.about >= best.delta {
			break
		}
		rd := &a.rounds[a.seats[o.after].round]
		a.lay(rd, u, o)
		if dur, ok := a.judge(rd, a.bench.tried); ok {
			if delta := o.toll + a.timeCost(rd, dur); delta < best.delta {
				*best = slot{after: o.after, reload: o.reload, delta: delta}
			}
		}
		offers[least] = offers[len(offers)-1]
	}
	a.bench.offers = a.bench.offers[:0]
}

// before orders offers by what they seem to cost.
func (o *offer) before(other *offer) bool {
	if o.about != other.about {
		return o.about < other.about
	}
	if o.after != other.after {
		return o.after < other.after
	}
	return o.reload < other.reload
}

// timeCost is what a round's new duration costs more.
func (a *arena) timeCost(rd *round, dur int32) int64 {
	if rd.size == 0 {
		return rd.perTime * int64(dur)
	}
	return rd.perTime * int64(dur-rd.dur)
}

// lay writes down a round with a stop put in.
func (a *arena) lay(rd *round, u int32, o offer) {
	seq := a.bench.tried[:0]
	spare := a.spare(a.seats[rd.start].round)
	for n := rd.start; n != rd.end; n = a.seats[n].next {
		if n != rd.start {
			seq = append(seq, n)
		}
		if n != o.after {
			continue
		}
		switch o.reload {
		case without:
			seq = append(seq, u)
		case reloadBefore:
			seq = append(seq, spare, u)
		case reloadAfter:
			seq = append(seq, u, spare)
		}
	}
	a.bench.tried = seq
}

// linkReload puts a reload beside a stop that was put in.
func (a *arena) linkReload(u int32, at slot) {
	spare := a.spare(a.seats[u].round)
	switch at.reload {
	case reloadBefore:
		a.link(spare, at.after)
	case reloadAfter:
		a.link(spare, u)
	}
}

// settle takes reloads that do nothing off a rich round and reckons it anew: how long it takes,
// and when each of its stops could be left or reached if nobody rested.
func (a *arena) settle(r int32) {
	rd := &a.rounds[r]
	a.dropReloads(rd)
	seq := a.bench.seq[:0]
	for n := a.seats[rd.start].next; n != rd.end; n = a.seats[n].next {
		seq = append(seq, n)
	}
	a.bench.seq = seq
	dur, ok := a.judge(rd, seq)
	rd.dur, rd.work = dur, a.bench.drive.work
	if !ok {
		rd.dur = -1
		if rd.fixedOnly(a) {
			rd.dur = a.wayHome(rd) // what was driven cannot be mended
		}
	}
	if !rd.driven {
		a.forwards(a.ways[rd.way].dur, rd.start, rd.end)
		a.backwards(a.ways[rd.way].dur, rd.start, rd.end)
	}
	a.price(rd)
}

// fixedOnly reports whether nothing is on a round but what was driven.
func (rd *round) fixedOnly(a *arena) bool {
	return a.seats[rd.end].prev == rd.start || a.seats[a.seats[rd.end].prev].fixed
}

// wayHome is how long a round takes that ends after what was driven, in time or not.
func (a *arena) wayHome(rd *round) int32 {
	v := &a.from.frame.p.Vehicles[rd.vehicle]
	if len(v.Driven) == 0 {
		return 0
	}
	last, end := a.seats[a.seats[rd.end].prev].row, a.seats[rd.end].row
	return max(v.At, v.Shift.Open) + a.ways[rd.way].dur[int(last)*a.width+int(end)] - v.Shift.Open
}

// dropReloads takes off the reloads that are first, last or next to another.
func (a *arena) dropReloads(rd *round) {
	for n := a.seats[rd.start].next; n != rd.end; {
		next := a.seats[n].next
		idle := a.seats[n].prev == rd.start || next == rd.end || int(next) >= a.stops
		if int(n) >= a.stops && idle && !a.seats[n].fixed {
			a.unlink(n)
		}
		n = next
	}
	if last := a.seats[rd.end].prev; int(last) >= a.stops && last != rd.start && !a.seats[last].fixed {
		a.unlink(last)
	}
}
