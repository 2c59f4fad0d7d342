package vrp

import "slices"

// twin is where the two stops of a pair could go: behind which nodes, and at what cost.
type twin struct {
	first, second int32 // second may be the stop that is fetched from itself
	delta         int64
}

// cheapestPair finds where a pair goes at least cost, on the rounds near either of its stops
// and on an empty one of each class.
func (a *arena) cheapestPair(from, to int32) twin {
	best := twin{first: -1, delta: nowhere.delta}
	if slices.Contains(a.extras[from].apart, to) {
		return best
	}
	a.token++
	here := a.token
	for _, u := range [2]int32{from, to} {
		for _, v := range a.near[int(u)*a.reach:][:min(a.reach, reachPair)] {
			if r := a.seats[v].round; r >= 0 {
				a.tryPair(from, to, r, here, &best)
			}
		}
	}
	for _, rounds := range a.byType {
		for _, r := range rounds {
			if a.rounds[r].size == 0 {
				a.tryPair(from, to, r, here, &best)
				break
			}
		}
	}
	return best
}

// reachPair is how many neighbours of each stop of a pair name a round that it is tried on:
// every two places of a round are judged, which is dear.
const reachPair = 8

// tryPair tries a pair at every two places of a round, once a search.
func (a *arena) tryPair(from, to, r, here int32, best *twin) {
	rd := &a.rounds[r]
	if a.marks[rd.start] == here || !a.may(from, r, rd) || !a.may(to, r, rd) {
		return
	}
	a.marks[rd.start] = here
	base := a.dislike(from, r) + a.dislike(to, r)
	if rd.size == 0 {
		base += rd.fixed + rd.perDist*int64(a.seats[rd.start].leg)
	}
	for first := rd.start; first != rd.end; first = a.seats[first].next {
		if a.seats[first].fixed && a.seats[a.seats[first].next].fixed {
			continue
		}
		a.tryTwin(from, to, twin{first, from, base}, rd, best)
		for second := a.seats[first].next; second != rd.end && int(second) < a.stops; second = a.seats[second].next {
			a.tryTwin(from, to, twin{first, second, base}, rd, best)
		}
	}
}

func (a *arena) tryTwin(from, to int32, at twin, rd *round, best *twin) {
	if a.blinks--; a.blinks <= 0 {
		a.blinks = a.nextBlink()
		return
	}
	at.delta += rd.perDist * a.twinDistance(from, to, at, rd)
	if at.delta >= best.delta {
		return
	}
	seq := a.bench.tried[:0]
	for n := rd.start; n != rd.end; n = a.seats[n].next {
		if n != rd.start {
			seq = append(seq, n)
		}
		if n == at.first {
			seq = append(seq, from)
		}
		if n == at.second || n == at.first && at.second == from {
			seq = append(seq, to)
		}
	}
	a.bench.tried = seq
	dur, ok := a.judge(rd, seq)
	if at.delta += a.timeCost(rd, dur); ok && at.delta < best.delta {
		*best = at
	}
}

// twinDistance is how much longer a round gets.
func (a *arena) twinDistance(from, to int32, at twin, rd *round) int64 {
	d := a.ways[rd.way].dist
	w := int32(a.width)
	s := &a.seats[at.first]
	next := a.seats[s.next].row
	if at.second == from {
		return int64(d[s.row*w+from]) + int64(d[from*w+to]) + int64(d[to*w+next]) - int64(s.leg)
	}
	t := &a.seats[at.second]
	after := a.seats[t.next].row
	return int64(d[s.row*w+from]) + int64(d[from*w+next]) - int64(s.leg) +
		int64(d[t.row*w+to]) + int64(d[to*w+after]) - int64(t.leg)
}

// putPair places both stops of a pair.
func (a *arena) putPair(from, to int32, at twin) {
	r := a.seats[at.first].round
	a.touch(r)
	a.link(from, at.first)
	a.link(to, at.second)
	a.settle(r)
}
