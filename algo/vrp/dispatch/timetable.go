package dispatch

import "kith/algo/vrp"

// timetable goes along a route that breaks no rule, and writes down when it is where.
func (r *ride) timetable(route vrp.Route) (t Timetable) {
	if len(route) == 0 {
		return t
	}
	t.Calls = make([]Call, len(route))
	for i, call := range route {
		t.Calls[i] = Call{Stop: call}
	}
	t.Distance, _, _ = r.length(route)
	r.board(&t, route)
	if len(route) == len(r.v.Driven) {
		r.wayHome(&t, route)
	} else {
		best, _ := r.drive(route)
		taken := r.restsOf(route, best)
		r.clock(&t, route, r.courses[best].early, taken)
		r.slacken(&t, route, taken)
	}
	t.Duration = t.Return - t.Leave
	t.Cost = r.cost(t.Distance, t.Duration)
	return t
}

// wayHome is the timetable of a vehicle with nothing more to do.
func (r *ride) wayHome(t *Timetable, route vrp.Route) {
	_, far, _ := r.home(route)
	t.Leave, t.Return = r.v.Shift.Open, r.homeAt(far)
	t.Driving = r.drove(route)
	r.freeAt(t)
}

func (r *ride) freeAt(t *Timetable) {
	for i := range r.v.Driven {
		free := max(r.v.At, r.v.Shift.Open)
		t.Calls[i].Arrive, t.Calls[i].Begin, t.Calls[i].Leave = free, free, free
	}
}

// drove sums the time between the places of a route.
func (r *ride) drove(route vrp.Route) (sum int64) {
	at := r.v.Start
	for _, call := range route {
		_, far, _ := r.leg(at, r.place(call))
		sum += int64(max(far, 0))
		at = r.place(call)
	}
	_, far, _ := r.home(route)
	return sum + int64(max(far, 0))
}

// rests is where a course takes its breaks: so many before it leaves or while it was driven,
// and so many on arriving at each call.
type rests struct {
	first int
	at    []int
}

func (r *ride) restsOf(route vrp.Route, best int) rests {
	all := rests{at: make([]int, len(route))}
	c := r.courses[best].before
	for i := len(route) - 1; i >= len(r.v.Driven); i-- {
		all.at[i], c = r.courses[c].rests, r.courses[c].before
	}
	all.first = r.courses[c].breaks
	return all
}

// clock writes down the times of a course.
func (r *ride) clock(t *Timetable, route vrp.Route, leave int32, taken rests) {
	done := len(r.v.Driven)
	now, at := leave, r.v.Start
	if done > 0 {
		now, at = max(r.v.At, r.v.Shift.Open), r.place(route[done-1])
		r.freeAt(t)
	} else {
		for _, b := range r.v.Breaks[:taken.first] {
			t.Rest += b.Length
		}
	}
	due := r.v.Breaks[taken.first:]
	for i := done; i < len(route); i++ {
		_, far, _ := r.leg(at, r.place(route[i]))
		at = r.place(route[i])
		call, asks := &t.Calls[i], r.asks(route[i])
		call.Arrive = now + far
		now = call.Arrive
		for _, b := range due[:taken.at[i]] {
			now = max(now, b.Window.Open) + b.Length
			call.Break += b.Length
		}
		due = due[taken.at[i]:]
		call.Begin = max(now, asks.early)
		call.Leave = call.Begin + asks.dur
		now = call.Leave
	}
	_, far, _ := r.home(route)
	t.Leave, t.Return, t.Driving = leave, now+far, r.drove(route)
}

// slacken says of each call how much later it could be reached: with the breaks where they
// are, and the vehicle leaving when it does.
func (r *ride) slacken(t *Timetable, route vrp.Route, taken rests) {
	late := int64(r.v.Shift.Close)
	if r.v.MaxDuration > 0 {
		late = min(late, int64(t.Leave)+int64(r.v.MaxDuration))
	}
	next := taken.first
	for _, n := range taken.at {
		next += n
	}
	for _, b := range r.v.Breaks[next:] {
		late = min(late, int64(b.Window.Close))
	}
	_, far, _ := r.home(route)
	for i := len(route) - 1; i >= len(r.v.Driven); i-- {
		call, asks := &t.Calls[i], r.asks(route[i])
		late = min(late-int64(far)-int64(asks.dur), int64(asks.late))
		for range taken.at[i] {
			next--
			b := r.v.Breaks[next]
			late = min(late-int64(b.Length), int64(b.Window.Close))
		}
		call.Slack = int32(max(late-int64(call.Arrive), 0))
		if i > 0 {
			_, far, _ = r.leg(r.place(route[i-1]), r.place(route[i]))
		}
	}
}

// board writes down what is on board after each call, and the most at once.
func (r *ride) board(t *Timetable, route vrp.Route) {
	var on vrp.Load
	peak := func() {
		for m := range on {
			t.Peak[m] = max(t.Peak[m], on[m])
		}
	}
	begin := func(i int) {
		end := i
		for end < len(route) && route[end] != vrp.Reload {
			end++
		}
		on = r.loaded(route[i:end])
		peak()
	}
	begin(0)
	for i, call := range route {
		if call == vrp.Reload {
			begin(i + 1)
		} else {
			r.handOver(&on, call)
			peak()
		}
		for m := range on {
			t.Calls[i].OnBoard[m] = max(on[m], 0) // what another vehicle fetched was driven here: nothing is left of it
		}
	}
}
