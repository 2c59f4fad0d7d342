package dispatch

import "kith/algo/vrp"

// lane is one vehicle's round of a [Live].
type lane struct {
	r     *ride
	route vrp.Route
	cost  int64 // of the vehicle, and of the preferences that are not kept here
	bare  int64 // without preferences
	// With the breaks where they are, of the start, each call and the end: the earliest departure,
	// the latest arrival that keeps what follows in time, and the leg to the next.
	leave, late []int32
	dist, far   []int32
	spare       []vrp.Load // of the trip of each call, where loads are plain
	plain       bool       // loads only get less on the way
}

// set makes a route a vehicle's. It keeps every rule.
func (l *Live) set(v int, route vrp.Route) {
	one := l.lanes[v]
	one.route = route
	one.bare, _ = one.r.fits(route)
	one.cost = one.bare
	for _, s := range route {
		if s != vrp.Reload {
			l.on[s] = v
			one.cost += l.dislike(s, v)
		}
	}
	one.lay()
}

// dislike is what a stop costs on a vehicle that it does not prefer.
func (l *Live) dislike(s, v int) int64 {
	if f, has := l.prefer[s]; has && f.Vehicle != v {
		return f.Cost
	}
	return 0
}

// lay reckons what is to be known of a round for a place on it to be judged at a glance.
func (one *lane) lay() {
	r, route := one.r, one.route
	n, done := len(route), len(r.v.Driven)
	one.leave, one.late = make([]int32, n+1), make([]int32, n+1)
	one.dist, one.far = make([]int32, n+1), make([]int32, n+1)
	at := r.v.Start
	for i, call := range route {
		one.dist[i], one.far[i] = legOf(r, at, r.place(call))
		at = r.place(call)
	}
	one.dist[n], one.far[n] = legOf(r, at, r.v.End)
	taken := rests{at: make([]int, n)}
	if n > done {
		best, _ := r.drive(route)
		taken = r.restsOf(route, best)
	} else {
		taken.first = past(&r.v)
	}
	one.forwards(taken)
	one.backwards(taken)
	one.weigh()
}

func legOf(r *ride, from, to int) (distance, duration int32) {
	distance, duration, _ = r.leg(from, to)
	return max(distance, 0), max(duration, 0)
}

// forwards reckons the earliest departures: of the start, and of each call.
func (one *lane) forwards(taken rests) {
	r, done := one.r, len(one.r.v.Driven)
	now, due := r.v.Shift.Open, taken.first
	if done > 0 {
		now = max(now, r.v.At)
	} else {
		for _, b := range r.v.Breaks[:due] {
			now = max(now, b.Window.Open) + b.Length
		}
	}
	for i := 0; i <= done; i++ {
		one.leave[i] = now
	}
	for i := done; i < len(one.route); i++ {
		now += one.far[i]
		for range taken.at[i] {
			b := r.v.Breaks[due]
			now = max(now, b.Window.Open) + b.Length
			due++
		}
		asks := r.asks(one.route[i])
		now = max(now, asks.early) + asks.dur
		one.leave[i+1] = now
	}
}

// backwards reckons the latest arrivals: at each call, and at the end.
func (one *lane) backwards(taken rests) {
	r, n := one.r, len(one.route)
	next := taken.first
	for _, k := range taken.at {
		next += k
	}
	late := r.v.Shift.Close
	for _, b := range r.v.Breaks[next:] {
		late = min(late, b.Window.Close)
	}
	one.late[n] = late
	for i := n - 1; i >= len(r.v.Driven); i-- {
		asks := r.asks(one.route[i])
		late = min(late-one.far[i+1]-asks.dur, asks.late)
		for range taken.at[i] {
			next--
			b := r.v.Breaks[next]
			late = min(late-b.Length, b.Window.Close)
		}
		one.late[i] = late
	}
}

// weigh reckons what each trip has room for. Where something is collected or fetched on the
// way that is not known at a glance.
func (one *lane) weigh() {
	r := one.r
	one.plain = true
	one.spare = make([]vrp.Load, len(one.route)+1)
	free, first := r.v.Capacity, 0
	for i := 0; i <= len(one.route); i++ {
		if i == len(one.route) || one.route[i] == vrp.Reload {
			for j := first; j <= i; j++ {
				one.spare[j] = free
			}
			free, first = r.v.Capacity, i+1
			continue
		}
		s := one.route[i]
		one.plain = one.plain && r.p.Stops[s].Collect == vrp.Load{} && r.ties.partner(s) < 0
		free = free.Plus(r.p.Stops[s].Load, -1)
	}
	one.plain = one.plain && len(r.v.Driven) == 0
}
