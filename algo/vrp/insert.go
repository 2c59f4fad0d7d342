package vrp

import "math"

// slot is where a stop could go, and what that would cost more.
type slot struct {
	after  int32 // node; -1: nowhere
	reload reload
	delta  int64
}

// nowhere is the slot of what fits nowhere.
var nowhere = slot{after: -1, delta: unfit}

// cheapest finds where a stop goes at least cost: beside its neighbours, at the ends of rounds
// where it is near one, and on an empty round of each class. A hundredth of the places are
// overlooked, so that the same choice is not always made.
func (a *arena) cheapest(u int32) slot {
	best := nowhere
	a.token++
	here := a.token
	d := 0
	for _, v := range a.near[int(u)*a.reach : int(u+1)*a.reach] {
		s := &a.seats[v]
		if s.round < 0 {
			continue
		}
		rd := &a.rounds[s.round]
		if !a.may(u, s.round, rd) {
			continue
		}
		d++
		if d > reachNear {
			break
		}
		if a.marks[v] != here {
			a.marks[v] = here
			a.try(u, v, rd, &best)
		}
		if a.marks[s.prev] != here {
			a.marks[s.prev] = here
			a.try(u, s.prev, rd, &best)
		}
	}
	if a.homely[u] {
		a.atEnds(u, here, &best)
	}
	a.onEmpty(u, &best)
	a.choose(u, &best)
	return best
}

// reachNear is how many neighbours on rounds that could take a stop it is tried beside.
const reachNear = 15

// atEnds tries a stop first and last on every round.
func (a *arena) atEnds(u, here int32, best *slot) {
	for r := range a.rounds {
		rd := &a.rounds[r]
		if rd.size == 0 || !a.may(u, int32(r), rd) {
			continue
		}
		if a.marks[rd.start] != here {
			a.try(u, rd.start, rd, best)
		}
		if last := a.seats[rd.end].prev; a.marks[last] != here {
			a.try(u, last, rd, best)
		}
	}
}

// onEmpty tries a stop alone on the first empty round of each class.
func (a *arena) onEmpty(u int32, best *slot) {
	for _, rounds := range a.byType {
		for _, r := range rounds {
			rd := &a.rounds[r]
			if rd.size > 0 {
				continue
			}
			if a.may(u, r, rd) {
				a.try(u, rd.start, rd, best)
			}
			break
		}
	}
}

// may reports whether a stop may go on a round, whatever the place: by load where loads are
// plain, skills, and what few stops have.
func (a *arena) may(u, r int32, rd *round) bool {
	t := &a.tasks[u]
	if rd.free[0] < t.need && !rd.byTrip {
		return false
	}
	if t.skills&^rd.skills != 0 {
		return false
	}
	if a.load > 1 && !rd.byTrip {
		for m := 1; m < a.load; m++ {
			if rd.free[m] < t.loads[m] {
				return false
			}
		}
	}
	return a.extras == nil || a.mayExtra(u, r)
}

func (a *arena) mayExtra(u, r int32) bool {
	x := &a.extras[u]
	if x.allowed != nil && !x.allowed[r] {
		return false
	}
	for _, other := range x.apart {
		if a.seats[other].round == r {
			return false
		}
	}
	return true
}

// try judges a stop behind a node and keeps the slot where it is the cheapest so far.
func (a *arena) try(u, after int32, rd *round, best *slot) {
	if a.blinks--; a.blinks <= 0 {
		a.blinks = a.nextBlink()
		return
	}
	if rd.rich {
		a.propose(u, after, rd, best)
		return
	}
	s, t := &a.seats[after], &a.tasks[u]
	next := &a.seats[s.next]
	way := &a.ways[rd.way]
	w := int32(a.width)
	in, out := s.row*w+u, u*w+next.row // a stop's row is its own number
	delta := rd.perDist * int64(way.dist[in]+way.dist[out]-s.leg)
	if rd.size == 0 {
		delta += rd.fixed + rd.perDist*int64(s.leg)
	}
	if a.extras != nil {
		delta += a.dislike(u, s.round)
	}
	if delta >= best.delta {
		return
	}
	arrive := s.leave + way.dur[in]
	if arrive > t.close || max(arrive, t.open)+t.service+way.dur[out] > next.late {
		return
	}
	if rd.timed {
		delta += a.longer(u, after, rd)
		if delta >= best.delta {
			return
		}
	}
	*best = slot{after: after, delta: delta}
}

// unfit is a cost that nothing is worth.
const unfit = math.MaxInt64 / 4

// longer is what the time costs by which a timed round gets longer with a stop behind a node.
func (a *arena) longer(u, after int32, rd *round) int64 {
	s := &a.seats[after]
	dur := a.ways[rd.way].dur
	w := int32(a.width)
	with := join(a.spans[after].before, a.tasks[u].span(), dur[s.row*w+u])
	with = join(with, a.spans[s.next].after, dur[u*w+a.seats[s.next].row])
	if with.dur < 0 || with.dur > rd.maxDur {
		return unfit
	}
	if rd.size == 0 {
		return rd.perTime * int64(with.dur)
	}
	return rd.perTime * int64(with.dur-rd.dur)
}

// put places a stop in a slot.
func (a *arena) put(u int32, at slot) {
	r := a.seats[at.after].round
	a.touch(r)
	a.link(u, at.after)
	if a.rounds[r].rich {
		a.linkReload(u, at)
		a.settle(r)
		return
	}
	a.retime(r, u, u)
}

// nextBlink is how many places are looked at before one is overlooked.
func (a *arena) nextBlink() int {
	return 1 + int(math.Log(1-a.chance())*a.blinkScale())
}

// blinkRate is the share of places that are overlooked.
const blinkRate = 0.01

func (a *arena) blinkScale() float64 { return 1 / math.Log(1-blinkRate) }

// chance is a number from 0 to below 1.
func (a *arena) chance() float64 {
	return float64(a.rng.Uint64()>>11) / (1 << 53)
}

// below is a number from 0 to below n.
func (a *arena) below(n int) int {
	return int((a.rng.Uint64() >> 32) * uint64(n) >> 32)
}
