package vrp

import "slices"

// recreate puts the absent back where each costs least, in an order that is drawn: the best
// slot is looked for once, and what has none stays absent.
func (a *arena) recreate() {
	a.rankAbsent()
	for i := range a.order {
		if u := a.order[i].stop; a.seats[u].round < 0 { // not with the other of its pair
			a.putBack(u)
		}
	}
	left := a.absent[:0]
	for _, u := range a.absent {
		if a.seats[u].round < 0 {
			left = append(left, u)
		}
	}
	a.absent = left
}

// putBack places a stop, or a pair, where it costs least and less than leaving it out.
func (a *arena) putBack(u int32) {
	if a.extras != nil && a.extras[u].pair >= 0 && a.seats[a.extras[u].pair].round < 0 {
		a.putBackPair(u)
		return
	}
	at := a.cheapest(u)
	if at.after < 0 || at.delta >= a.worth(a.weights[u]) {
		return
	}
	a.put(u, at)
	a.miss -= a.weights[u]
}

// worth is what putting something back may cost that weighs so much while it is left out.
func (a *arena) worth(weight int64) int64 {
	if a.eager {
		return unfit / 2 // what does not fit may cost a little less than unfit
	}
	return weight
}

func (a *arena) putBackPair(u int32) {
	from, to := u, a.extras[u].pair
	if !a.extras[u].from {
		from, to = to, from
	}
	at := a.cheapestPair(from, to)
	if at.first < 0 || at.delta >= a.worth(a.weights[from]+a.weights[to]) {
		return
	}
	a.putPair(from, to, at)
	a.miss -= a.weights[from] + a.weights[to]
}

// rankAbsent draws an order: any, the largest load first, the farthest or nearest first, or by
// window. Source: Christiaens and Vanden Berghe (2020), section 5.2 and 6.
func (a *arena) rankAbsent() {
	a.order = a.order[:0]
	way := a.below(17)
	for _, u := range a.absent {
		a.order = append(a.order, rank{key: a.rankBy(way, u), stop: u})
	}
	slices.SortFunc(a.order, func(x, y rank) int {
		switch {
		case x.key != y.key && x.key < y.key:
			return -1
		case x.key != y.key:
			return 1
		}
		return int(x.stop - y.stop)
	})
}

func (a *arena) rankBy(way int, u int32) int64 {
	t := &a.tasks[u]
	switch {
	case way < 4:
		return int64(a.rng.Uint64() >> 2)
	case way < 8:
		return -int64(t.need)
	case way < 10:
		return -int64(a.far[u])
	case way < 11:
		return int64(a.far[u])
	case way < 13:
		return int64(t.close) - int64(t.open)
	case way < 15:
		return int64(t.open)
	}
	return -int64(t.close)
}
