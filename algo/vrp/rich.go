package vrp

import "slices"

// Rounds with breaks, reloads, pairs, collections or a limit of distance are rich: a place on
// one is judged by going through the whole round, those that cost least distance first.

// reload says whether a vehicle loads again beside a stop that is put in.
type reload int8

const (
	without reload = iota
	reloadBefore
	reloadAfter
)

// offer is a place on a rich round and what it costs at least.
type offer struct {
	least  int64
	after  int32
	reload reload
}

// workshop is the room in which rich rounds are judged.
type workshop struct {
	offers []offer
	seq    []int32
	tried  []int32
	drive  driving
}

// propose keeps a place on a rich round for [arena.choose].
func (a *arena) propose(u, after int32, rd *round, best *slot) {
	s := &a.seats[after]
	if s.fixed && a.seats[s.next].fixed {
		return
	}
	d := a.ways[rd.way].dist
	w := int32(a.width)
	next := a.seats[s.next].row
	more := int64(d[s.row*w+u]) + int64(d[u*w+next]) - int64(s.leg)
	base := int64(0)
	if rd.size == 0 {
		base = rd.fixed + rd.perDist*int64(s.leg)
	}
	if a.extras != nil {
		base += a.dislike(u, s.round)
	}
	a.offer(offer{base + rd.perDist*more, after, without}, best)
	if a.spare(s.round) < 0 || rd.size == 0 {
		return
	}
	depot := a.seats[rd.start].row
	if int(after) < a.stops {
		twice := int64(d[s.row*w+depot]) + int64(d[depot*w+u]) + int64(d[u*w+next]) - int64(s.leg)
		a.offer(offer{base + rd.perDist*twice, after, reloadBefore}, best)
	}
	if int(s.next) < a.stops {
		twice := int64(d[s.row*w+u]) + int64(d[u*w+depot]) + int64(d[depot*w+next]) - int64(s.leg)
		a.offer(offer{base + rd.perDist*twice, after, reloadAfter}, best)
	}
}

func (a *arena) offer(o offer, best *slot) {
	if o.least < best.delta {
		a.bench.offers = append(a.bench.offers, o)
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

// choose judges the places on rich rounds, the least first, and keeps the cheapest that can
// be driven.
func (a *arena) choose(u int32, best *slot) {
	if len(a.bench.offers) == 0 {
		return
	}
	slices.SortFunc(a.bench.offers, func(x, y offer) int {
		if x.least != y.least {
			return int(min(max(x.least-y.least, -1), 1))
		}
		return int(x.after - y.after)
	})
	for _, o := range a.bench.offers {
		if o.least >= best.delta {
			break
		}
		rd := &a.rounds[a.seats[o.after].round]
		a.lay(rd, u, o)
		if dur, ok := a.judge(rd, a.bench.tried); ok {
			delta := o.least + a.timeCost(rd, dur)
			if delta < best.delta {
				*best = slot{after: o.after, reload: o.reload, delta: delta}
			}
		}
	}
	a.bench.offers = a.bench.offers[:0]
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

// settle takes reloads that do nothing off a rich round and reckons it anew.
func (a *arena) settle(r int32) {
	rd := &a.rounds[r]
	a.dropReloads(rd)
	seq := a.bench.seq[:0]
	for n := a.seats[rd.start].next; n != rd.end; n = a.seats[n].next {
		seq = append(seq, n)
	}
	a.bench.seq = seq
	dur, ok := a.judge(rd, seq)
	rd.dur = dur
	if !ok {
		rd.dur = -1
		if rd.fixedOnly(a) {
			rd.dur = a.wayHome(rd) // what was driven cannot be mended
		}
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
