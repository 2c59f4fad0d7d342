package vrp

// driving is a rich round on the way through it.
type driving struct {
	rd     *round
	of     *Vehicle
	seq    []int32
	dur    []int32
	breaks []Break
	work   int32    // travel and service from the start to the end
	ahead  []int32  // the same from each stop on, its service in it
	behind [][]span // for each break that is next: the stretch before each stop
}

// judge goes through a rich round and returns how long it takes at least, and whether it can
// be driven within every rule.
func (a *arena) judge(rd *round, seq []int32) (dur int32, ok bool) {
	v := &a.from.frame.p.Vehicles[rd.vehicle]
	if !a.within(rd, v, seq) || rd.byTrip && !a.carries(v, seq) {
		return 0, false
	}
	d := &a.bench.drive
	d.rd, d.of, d.seq, d.dur, d.breaks = rd, v, seq, a.ways[rd.way].dur, v.Breaks
	a.lookAhead(d)
	whole := a.fromStart(d)
	return whole.dur, whole.ok() && whole.dur <= rd.maxDur
}

// within reports whether a round keeps its limit of distance and every way is there.
func (a *arena) within(rd *round, v *Vehicle, seq []int32) bool {
	d := a.ways[rd.way].dist
	w := int32(a.width)
	at := a.seats[rd.start].row
	sum := int64(0)
	for _, n := range seq {
		leg := d[at*w+a.seats[n].row]
		sum += int64(leg)
		at = a.seats[n].row
		if leg >= farthest && !a.seats[n].fixed {
			return false
		}
	}
	leg := d[at*w+a.seats[rd.end].row]
	return leg < farthest && (v.MaxDistance == 0 || sum+int64(leg) <= int64(v.MaxDistance))
}

// carries reports whether the loads fit on every leg that is still to be driven, and pairs
// are fetched before they are brought, on one trip.
func (a *arena) carries(v *Vehicle, seq []int32) bool {
	for len(seq) > 0 {
		end := 0
		for end < len(seq) && int(seq[end]) < a.stops {
			end++
		}
		if !a.carriesTrip(v, seq[:end]) {
			return false
		}
		seq = seq[min(end+1, len(seq)):]
	}
	return true
}

func (a *arena) carriesTrip(v *Vehicle, trip []int32) bool {
	var on Load
	for _, n := range trip {
		if a.extras == nil || a.extras[n].pair < 0 || a.extras[n].from {
			on = on.Plus(a.tasks[n].loads, 1)
		}
	}
	begun := len(trip) > 0 && a.seats[trip[0]].fixed
	if !begun && on.Over(v.Capacity) {
		return false
	}
	if a.extras == nil {
		return !begun || a.carriesRest(v, trip, on)
	}
	a.token++
	open := 0
	for i, n := range trip {
		x := &a.extras[n]
		on = on.Plus(a.tasks[n].loads, -1)
		if x.collects {
			on = on.Plus(a.from.frame.p.Stops[a.from.stops[n]].Collect, 1)
		}
		switch {
		case x.pair >= 0 && x.from:
			on = on.Plus(a.tasks[x.pair].loads, 1)
			a.marks[n] = a.token
			if !a.seats[n].fixed {
				open++
			}
		case x.pair >= 0 && !a.seats[n].fixed:
			if a.marks[x.pair] != a.token {
				return false
			}
			if !a.seats[x.pair].fixed {
				open--
			}
		}
		driving := a.seats[n].fixed && i+1 < len(trip) && a.seats[trip[i+1]].fixed
		if !driving && on.Over(v.Capacity) {
			return false
		}
	}
	return open == 0
}

// carriesRest reports whether what is on board fits from the last driven stop of a trip on.
func (a *arena) carriesRest(v *Vehicle, trip []int32, on Load) bool {
	for i, n := range trip {
		on = on.Plus(a.tasks[n].loads, -1)
		if !a.seats[n].fixed || i+1 == len(trip) || !a.seats[trip[i+1]].fixed {
			return !on.Over(v.Capacity) // it only gets less from here
		}
	}
	return true
}

// fromStart tries leaving at once, and after each rest that can be taken before leaving.
func (a *arena) fromStart(d *driving) span {
	start := a.seats[d.rd.start].row
	if done := len(d.of.Driven); done > 0 && len(d.seq) >= done {
		s := span{dur: max(d.of.At-d.of.Shift.Open, 0), early: d.of.Shift.Open, late: d.of.Shift.Open}
		return a.onwards(d, a.seats[d.seq[done-1]].row, s, done, d.of.past())
	}
	s := span{early: d.of.Shift.Open, late: d.of.Shift.Close}
	best := a.onwards(d, start, s, 0, 0)
	for k, b := range d.breaks {
		if max(s.early, b.Window.Open) > b.Window.Close || best.ok() && !d.rd.timed {
			break
		}
		s.early = max(s.early, b.Window.Open) + b.Length
		if s.early > s.late {
			break
		}
		best = shorter(best, a.onwards(d, start, s, 0, k+1))
	}
	return best
}

// lookAhead reckons how much work is left at each stop, and makes room to look back.
func (a *arena) lookAhead(d *driving) {
	w := int32(a.width)
	d.ahead = append(d.ahead[:0], d.seq...)
	next, left := a.seats[d.rd.end].row, int32(0)
	for i := len(d.seq) - 1; i >= 0; i-- {
		n := d.seq[i]
		left += a.tasks[n].service + d.dur[a.seats[n].row*w+next]
		d.ahead[i], next = left, a.seats[n].row
	}
	d.work = left + d.dur[a.seats[d.rd.start].row*w+next]
	for len(d.behind) < len(d.breaks) {
		d.behind = append(d.behind, nil)
	}
}

// onwards drives from row at with the stretch behind it, to the stops from i on, with the
// breaks from k on still to be taken.
func (a *arena) onwards(d *driving, at int32, s span, i, k int) span {
	if k == len(d.breaks) {
		return a.toEnd(d, at, s, i, k)
	}
	w := int32(a.width)
	behind := d.behind[k][:0]
	first := i
	for ; i < len(d.seq) && s.ok() && s.early+s.dur <= d.breaks[k].Window.Close; i++ {
		n := d.seq[i]
		row := a.seats[n].row
		behind = append(behind, s)
		s = join(s, a.tasks[n].span(), d.dur[at*w+row])
		at = row
	}
	d.behind[k] = behind
	best := never
	if i == len(d.seq) && s.ok() {
		best = a.toEnd(d, at, s, i, k)
	}
	return a.rests(d, first, k, best)
}

// toEnd drives on without a rest, home before the breaks that are left are over.
func (a *arena) toEnd(d *driving, at int32, s span, i, k int) span {
	w := int32(a.width)
	for ; i < len(d.seq) && s.ok(); i++ {
		n := d.seq[i]
		row := a.seats[n].row
		s = join(s, a.tasks[n].span(), d.dur[at*w+row])
		at = row
	}
	if !s.ok() {
		return never
	}
	end := d.rd.end
	s = join(s, a.tasks[end].span(), d.dur[at*w+a.seats[end].row])
	for ; k < len(d.breaks); k++ {
		s = join(s, span{late: d.breaks[k].Window.Close}, 0)
	}
	return s
}

// rests tries taking the break that is next at each stop the stretches behind lead to, the
// last first: the later it is, the less is waited for it.
func (a *arena) rests(d *driving, first, k int, best span) span {
	w := int32(a.width)
	for j := len(d.behind[k]) - 1; j >= 0; j-- {
		if best.ok() && !d.rd.timed {
			return best
		}
		i := first + j
		n, at := d.seq[i], a.seats[d.rd.start].row
		if i > 0 {
			at = a.seats[d.seq[i-1]].row
		}
		best = a.resting(d, n, d.behind[k][j], d.dur[at*w+a.seats[n].row], i, k, best)
	}
	return best
}

// resting takes one break or several on arriving at a node, and goes on, where that may be
// better than the best there is.
func (a *arena) resting(d *driving, n int32, s span, travel int32, i, k int, best span) span {
	for ; k < len(d.breaks); k++ {
		b := &d.breaks[k]
		s = join(s, span{dur: b.Length, early: b.Window.Open, late: b.Window.Close}, travel)
		if !s.ok() || best.ok() && s.dur+d.ahead[i] >= best.dur {
			break
		}
		travel = 0
		if served := join(s, a.tasks[n].span(), 0); served.ok() {
			best = shorter(best, a.onwards(d, a.seats[n].row, served, i+1, k+1))
		}
	}
	return best
}

// shorter is the one of two that can be kept and takes less time.
func shorter(x, y span) span {
	if !x.ok() || y.ok() && y.dur < x.dur {
		return y
	}
	return x
}

// past is how many breaks of a vehicle that has driven were over before it was free again:
// they count as taken.
func (v *Vehicle) past() (count int) {
	for count < len(v.Breaks) && len(v.Driven) > 0 && v.Breaks[count].Window.Close < max(v.At, v.Shift.Open) {
		count++
	}
	return count
}
