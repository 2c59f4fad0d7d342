package dispatch

import "kith/algo/vrp"

// ride goes along routes of one vehicle by the problem alone, without an arena. Its vehicle is
// a copy, so that a rule can be relaxed to see whether it is the one that stands in the way.
type ride struct {
	p        *vrp.Problem
	ties     *ties
	v        vrp.Vehicle
	vehicle  int
	stop     int // whose window is another than the problem says; -1: none
	window   vrp.Window
	free     freedom
	courses  []course // of all calls, one after the other
	from, to int      // those of the last call
}

// freedom is what a ride is let off: asking who may take some stops, what is kept apart, loads.
type freedom struct {
	who          []int
	apart, loads bool
}

// ties is what stops have to do with one another, by stop.
type ties struct {
	brings, fetches []int32 // the other stop of its pair, or -1: what a From brings, where a To is fetched
	apart           [][]int32
}

func tiesOf(p *vrp.Problem) *ties {
	t := &ties{}
	for range p.Stops {
		t.grow()
	}
	for _, pair := range p.Pairs {
		t.brings[pair.From], t.fetches[pair.To] = int32(pair.To), int32(pair.From)
	}
	for _, a := range p.Apart {
		t.apart[a[0]] = append(t.apart[a[0]], int32(a[1]))
		t.apart[a[1]] = append(t.apart[a[1]], int32(a[0]))
	}
	return t
}

// grow makes room for one more stop.
func (t *ties) grow() {
	t.brings, t.fetches, t.apart = append(t.brings, -1), append(t.fetches, -1), append(t.apart, nil)
}

// partner is the other stop of a pair, or -1.
func (t *ties) partner(s int) int { return int(max(t.brings[s], t.fetches[s])) }

func newRide(p *vrp.Problem, t *ties, vehicle int) *ride {
	return &ride{p: p, ties: t, v: p.Vehicles[vehicle], vehicle: vehicle, stop: -1}
}

// course is one way of taking the breaks, up to a call.
type course struct {
	span
	breaks int // taken or past
	rests  int // of them, taken on arriving at this call
	before int // the course it goes on from, -1 at the start
}

// place is where a call is.
func (r *ride) place(call int) int {
	if call == vrp.Reload {
		return r.v.Start
	}
	return r.p.Stops[call].Place
}

// asks is the time a call asks for.
func (r *ride) asks(call int) span {
	if call == vrp.Reload {
		return span{dur: r.v.Reload, late: vrp.Horizon}
	}
	s, w := &r.p.Stops[call], r.windowOf(call)
	if w.Open > w.Close {
		return never
	}
	return span{dur: s.Service, early: w.Open, late: w.Close}
}

func (r *ride) windowOf(call int) vrp.Window {
	switch call {
	case vrp.Reload:
		return vrp.Always
	case r.stop:
		return r.window
	}
	return r.p.Stops[call].Window
}

// leg is how far it is between two places, and false where there is no way.
func (r *ride) leg(from, to int) (distance, duration int32, ok bool) {
	if from == vrp.Nowhere || to == vrp.Nowhere {
		return 0, 0, true
	}
	distance, duration = r.p.Travel[r.v.Profile].Between(from, to)
	return distance, duration, distance >= 0 && duration >= 0
}

// home is the leg from the last call of a route to the end.
func (r *ride) home(route vrp.Route) (distance, duration int32, ok bool) {
	at := r.v.Start
	if n := len(route); n > 0 {
		at = r.place(route[n-1])
	}
	return r.leg(at, r.v.End)
}

// length is the distance of a route, and false at the first leg without a way.
func (r *ride) length(route vrp.Route) (sum int64, stuck int, ok bool) {
	at := r.v.Start
	for i, call := range route {
		to := r.place(call)
		d, _, way := r.leg(at, to)
		if !way && i >= len(r.v.Driven) {
			return sum, i, false
		}
		sum += int64(max(d, 0))
		at = to
	}
	d, _, way := r.home(route)
	if !way && len(route) > len(r.v.Driven) {
		return sum, len(route), false
	}
	return sum + int64(max(d, 0)), 0, true
}

// begin is how the part of a route begins that is still to be driven.
func (r *ride) begin() {
	r.courses, r.from = r.courses[:0], 0
	free := max(r.v.At, r.v.Shift.Open)
	if len(r.v.Driven) > 0 {
		s := span{dur: free - r.v.Shift.Open, early: r.v.Shift.Open, late: r.v.Shift.Open}
		r.courses = append(r.courses, course{span: s, breaks: past(&r.v), before: -1})
		r.to = 1
		return
	}
	s := span{early: r.v.Shift.Open, late: r.v.Shift.Close}
	r.courses = append(r.courses, course{span: s, before: -1})
	for k, b := range r.v.Breaks {
		if s.early > b.Window.Close {
			break
		}
		if s.early = max(s.early, b.Window.Open) + b.Length; s.early > s.late {
			break
		}
		r.courses = append(r.courses, course{span: s, breaks: k + 1, before: -1})
	}
	r.to = len(r.courses)
}

// past is how many breaks of a vehicle that has driven were over before it was free again:
// they count as taken.
func past(v *vrp.Vehicle) (count int) {
	for count < len(v.Breaks) && len(v.Driven) > 0 && v.Breaks[count].Window.Close < max(v.At, v.Shift.Open) {
		count++
	}
	return count
}

// drive goes along a route and returns the course that takes least, or -1 and the call that
// cannot be kept in time: the number of calls where it is the end.
func (r *ride) drive(route vrp.Route) (best, stuck int) {
	r.begin()
	at := r.v.Start
	if n := len(r.v.Driven); n > 0 {
		at = r.place(route[n-1])
	}
	for i := len(r.v.Driven); i < len(route); i++ {
		to := r.place(route[i])
		_, far, ok := r.leg(at, to)
		if !ok || !r.call(r.asks(route[i]), far) {
			return -1, i
		}
		at = to
	}
	_, far, ok := r.home(route)
	if best = r.end(far); !ok || best < 0 {
		return -1, len(route)
	}
	return best, 0
}

// call goes on from every course to a call, with the breaks that can be taken there.
func (r *ride) call(asks span, far int32) bool {
	first, last := r.from, r.to
	r.from = last
	for from := first; from < last; from++ {
		c := r.courses[from]
		r.keep(course{span: join(c.span, asks, far), breaks: c.breaks, before: from})
		s, travel := c.span, far
		for k := c.breaks; k < len(r.v.Breaks); k++ {
			b := &r.v.Breaks[k]
			if s = join(s, span{dur: b.Length, early: b.Window.Open, late: b.Window.Close}, travel); !s.ok() {
				break
			}
			travel = 0
			r.keep(course{span: join(s, asks, 0), breaks: k + 1, rests: k + 1 - c.breaks, before: from})
		}
	}
	r.to = len(r.courses)
	return r.to > r.from
}

// keep adds a course to those of a call unless another is no worse.
func (r *ride) keep(c course) {
	if !c.ok() {
		return
	}
	for i := r.from; i < len(r.courses); i++ {
		o := &r.courses[i]
		if o.breaks == c.breaks && o.dur <= c.dur && o.early+o.dur <= c.early+c.dur && o.late >= c.late {
			return
		}
	}
	r.courses = append(r.courses, c)
}

// end goes home, and returns the course that takes least.
func (r *ride) end(far int32) (best int) {
	best = -1
	for from := r.from; from < r.to; from++ {
		c := r.courses[from]
		s := join(c.span, span{early: r.v.Shift.Open, late: r.v.Shift.Close}, far)
		for k := c.breaks; k < len(r.v.Breaks) && s.ok(); k++ {
			s = join(s, span{late: r.v.Breaks[k].Window.Close}, 0)
		}
		if s.ok() && (best < 0 || s.dur < r.courses[best].dur) {
			best = len(r.courses)
			r.courses = append(r.courses, course{span: s, breaks: len(r.v.Breaks), before: from})
		}
	}
	return best
}

// fits reports whether a route keeps every rule, with what it costs.
func (r *ride) fits(route vrp.Route) (cost int64, ok bool) {
	if len(route) == 0 {
		return 0, true
	}
	distance, _, ok := r.length(route)
	if len(route) == len(r.v.Driven) {
		_, far, _ := r.home(route)
		return r.cost(distance, r.homeAt(far)-r.v.Shift.Open), true
	}
	if !ok || r.v.MaxDistance > 0 && distance > int64(r.v.MaxDistance) || r.ruled(route) != nil || r.overload(route) != nil {
		return 0, false
	}
	best, _ := r.drive(route)
	if best < 0 || r.v.MaxDuration > 0 && r.courses[best].dur > r.v.MaxDuration {
		return 0, false
	}
	return r.cost(distance, r.courses[best].dur), true
}

// homeAt is when a vehicle is home that has nothing more to do.
func (r *ride) homeAt(far int32) int32 { return max(r.v.At, r.v.Shift.Open) + max(far, 0) }

func (r *ride) cost(distance int64, duration int32) int64 {
	return r.v.Fixed + r.v.PerDistance*distance + r.v.PerTime*int64(duration)
}
