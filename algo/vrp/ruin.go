package vrp

// The measures of a ruin: see Christiaens and Vanden Berghe (2020), section 5.
const (
	ruinMean    = 10   // stops taken out on average
	stringMost  = 10   // the longest string
	splitChance = 0.5  // of leaving stops in the middle of a string where they are
	splitLonger = 0.01 // of leaving one more
)

// ruin takes strings of stops out of a few rounds near one another.
func (a *arena) ruin() {
	if a.stops == 0 {
		return
	}
	seed := int32(a.below(a.stops))
	longest := a.longestString()
	strings := 1 + int(a.chance()*(4*ruinMean/(1+longest)-1+1e-9))
	a.ruinAt(seed, strings, longest)
	for _, v := range a.near[int(seed)*a.reach : int(seed+1)*a.reach] {
		if len(a.undo.which) >= strings {
			return
		}
		a.ruinAt(v, strings, longest)
	}
}

// longestString is the mean round, and ten at most.
func (a *arena) longestString() float64 {
	used := 0
	for r := range a.rounds {
		if a.rounds[r].size > 0 {
			used++
		}
	}
	served := a.stops - len(a.absent)
	return max(1, min(stringMost, float64(served)/float64(max(used, 1))))
}

// ruinAt takes a string out of the round a stop is on, if that was not touched before.
func (a *arena) ruinAt(u int32, strings int, longest float64) {
	r := a.seats[u].round
	if r < 0 || a.touched[r] == a.iteration || len(a.undo.which) >= strings {
		return
	}
	a.touch(r)
	rd := &a.rounds[r]
	length := 1 + int(a.chance()*min(float64(rd.size), longest))
	length = min(length, int(rd.size))
	kept := 0
	if length > 1 && length < int(rd.size) && a.chance() < splitChance {
		kept = 1
		for length+kept < int(rd.size) && a.chance() < splitLonger {
			kept++
		}
	}
	a.cut(r, u, length, kept)
}

// cut takes out the stops of a stretch that holds u, but for some in its middle.
func (a *arena) cut(r, u int32, length, kept int) {
	whole := length + kept
	back, ahead := 0, 0
	first := u
	for p := a.seats[u].prev; back < whole-1 && p != a.rounds[r].start; p = a.seats[p].prev {
		back++
	}
	for n := a.seats[u].next; ahead < whole-1 && n != a.rounds[r].end; n = a.seats[n].next {
		ahead++
	}
	least := max(0, whole-1-ahead)
	for range least + a.below(back-least+1) {
		first = a.seats[first].prev
	}
	from, to := -1, -1
	if kept > 0 {
		from = 1 + a.below(length-1)
		to = from + kept
	}
	before := a.seats[first].prev
	n := first
	for i := 0; i < whole && n != a.rounds[r].end; i++ {
		next := a.seats[n].next
		if i < from || i >= to {
			a.remove(n)
		}
		n = next
	}
	a.mend(r, before, n)
}

// remove takes a stop off its round and notes it absent.
func (a *arena) remove(u int32) {
	if int(u) >= a.stops || a.seats[u].fixed || a.seats[u].round < 0 {
		return
	}
	a.unlink(u)
	a.absent = append(a.absent, u)
	a.miss += a.weights[u]
	if a.extras != nil {
		a.removePair(u)
	}
}

// mend reckons a round anew after stops between two nodes went.
func (a *arena) mend(r, before, after int32) {
	if a.rounds[r].rich {
		a.settle(r)
	} else {
		a.retime(r, before, after)
	}
	if !a.keeps(r) {
		a.empty(r)
	}
}

// keeps reports whether a round can be driven in time as it is. A round may cease to be when
// a stop goes, where the way without it is longer than the way by it.
func (a *arena) keeps(r int32) bool {
	rd := &a.rounds[r]
	if rd.rich || rd.timed {
		return rd.dur >= 0 && rd.dur <= rd.maxDur
	}
	s := &a.seats[rd.start]
	return s.leave <= s.late
}

// empty takes every stop that can go off a round.
func (a *arena) empty(r int32) {
	rd := &a.rounds[r]
	for n := a.seats[rd.start].next; n != rd.end; n = a.seats[n].next {
		a.remove(n)
	}
	if rd.rich {
		a.settle(r)
		return
	}
	a.retime(r, rd.start, rd.end)
}

// removePair notes the other stop of a pair absent too.
func (a *arena) removePair(u int32) {
	if other := a.extras[u].pair; other >= 0 && a.seats[other].round >= 0 {
		a.remove(other)
	}
}
