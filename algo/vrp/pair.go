package vrp

import "slices"

// twin is where the two stops of a pair could go: behind which nodes, and at what cost.
type twin struct {
	first, second int32 // second may be the stop that is fetched from itself
	delta         int64 // about, until it is judged
	toll          int64 // what it costs but for time
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
	a.chooseTwin(from, to, &best)
	return best
}

// reachPair is how many neighbours of each stop of a pair name a round that it is tried on:
// every two places of a round are judged, which is dear.
const reachPair = 8

// tryPair keeps every two places of a round for [arena.chooseTwin], once a search, unless the
// pair would come too late there even if nobody rested.
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
	for first := rd.start; first != rd.end && a.reaches(from, first, rd); first = a.seats[first].next {
		if a.seats[first].fixed && a.seats[a.seats[first].next].fixed {
			continue
		}
		a.tryTwin(from, to, twin{first: first, second: from, toll: base}, rd, best)
		second := a.seats[first].next
		for second != rd.end && int(second) < a.stops && a.reaches(to, second, rd) {
			a.tryTwin(from, to, twin{first: first, second: second, toll: base}, rd, best)
			second = a.seats[second].next
		}
	}
}

// reaches reports whether a stop can be reached in time from a node of a round.
func (a *arena) reaches(u, after int32, rd *round) bool {
	s := &a.seats[after]
	return rd.driven || s.leave+a.ways[rd.way].dur[s.row*int32(a.width)+u] <= a.tasks[u].close
}

func (a *arena) tryTwin(from, to int32, at twin, rd *round, best *twin) {
	if a.blinks--; a.blinks <= 0 {
		a.blinks = a.nextBlink()
		return
	}
	way := &a.ways[rd.way]
	work := a.detour(way.dur, from, to, at) + int64(a.tasks[from].service+a.tasks[to].service)
	if !rd.driven && rd.size > 0 && int64(rd.work)+work > int64(rd.maxDur) {
		return
	}
	at.toll += rd.perDist * a.detour(way.dist, from, to, at)
	if at.delta = at.toll + rd.perTime*work; at.delta < best.delta {
		a.bench.twins = append(a.bench.twins, at)
	}
}

// detour is how much longer the way round gets with a pair, by a table.
func (a *arena) detour(table []int32, from, to int32, at twin) int64 {
	w := int32(a.width)
	row := a.seats[at.first].row
	next := a.seats[a.seats[at.first].next].row
	if at.second == from {
		return int64(table[row*w+from]) + int64(table[from*w+to]) + int64(table[to*w+next]) - int64(table[row*w+next])
	}
	second := a.seats[at.second].row
	after := a.seats[a.seats[at.second].next].row
	return int64(table[row*w+from]) + int64(table[from*w+next]) - int64(table[row*w+next]) +
		int64(table[second*w+to]) + int64(table[to*w+after]) - int64(table[second*w+after])
}

// chooseTwin judges the places of a pair, the two that seem least first, and keeps the
// cheapest that can be driven.
func (a *arena) chooseTwin(from, to int32, best *twin) {
	for twins := a.bench.twins; len(twins) > 0; twins = twins[:len(twins)-1] {
		least := 0
		for i := range twins {
			if twins[i].before(&twins[least]) {
				least = i
			}
		}
		at := twins[least]
		if at.delta >= best.delta {
			break
		}
		rd := &a.rounds[a.seats[at.first].round]
		a.layPair(from, to, at, rd)
		if dur, ok := a.judge(rd, a.bench.tried); ok {
			if at.delta = at.toll + a.timeCost(rd, dur); at.delta < best.delta {
				*best = at
			}
		}
		twins[least] = twins[len(twins)-1]
	}
	a.bench.twins = a.bench.twins[:0]
}

// before orders places of a pair by what they seem to cost.
func (t *twin) before(other *twin) bool {
	if t.delta != other.delta {
		return t.delta < other.delta
	}
	if t.first != other.first {
		return t.first < other.first
	}
	return t.second < other.second
}

// layPair writes down a round with a pair put in.
func (a *arena) layPair(from, to int32, at twin, rd *round) {
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
}

// putPair places both stops of a pair.
func (a *arena) putPair(from, to int32, at twin) {
	r := a.seats[at.first].round
	a.touch(r)
	a.link(from, at.first)
	a.link(to, at.second)
	a.settle(r)
}
