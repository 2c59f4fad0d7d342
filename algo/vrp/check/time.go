package check

import (
	"math"
	"slices"

	"kith/algo/vrp"
)

// leg is the way to a call, or to the end.
type leg struct{ distance, duration int64 }

// legs are the ways to each call, and to the end as the last.
func (r *route) legs() []leg {
	all := make([]leg, 0, len(r.calls)+1)
	at := r.vehicle.Start
	for i, s := range r.calls {
		to := r.vehicle.Start
		if s != vrp.Reload {
			to = r.p.Stops[s].Place
		}
		all = append(all, r.leg(at, to, r.name(s), i < r.done))
		at = to
	}
	return append(all, r.leg(at, r.vehicle.End, "its end", r.onlyDriven()))
}

func (r *route) leg(from, to int, name string, driven bool) leg {
	if from == vrp.Nowhere || to == vrp.Nowhere {
		return leg{}
	}
	distance, duration := r.p.Travel[r.vehicle.Profile].Between(from, to)
	if distance < 0 || duration < 0 {
		if !driven {
			r.wrong("there is no way from place %d to place %d, where %s is", from, to, name)
		}
		return leg{}
	}
	return leg{int64(distance), int64(duration)}
}

// course is one way of taking the breaks on a round, as far as it has come. If the vehicle
// leaves its start at t, it is ready here at max(soonest, t+length), and t may be as late as
// latest.
type course struct {
	soonest, length, latest int64
	breaks                  int // those that are taken
}

// takes lets time go by.
func (c course) takes(time int64) course {
	c.soonest += time
	c.length += time
	return c
}

// within begins something in a window, waiting for it to open.
func (c course) within(open, close int64) (course, bool) {
	c.latest = min(c.latest, close-c.length)
	c.soonest = max(c.soonest, open)
	return c, c.soonest <= close
}

// duration is from leaving to here, when the vehicle leaves as late as it may: the later it
// leaves, the less it waits.
func (c course) duration() int64 { return max(c.soonest-c.latest, c.length) }

// better reports whether nothing speaks for the other course.
func (c course) better(than course) bool {
	return c.breaks == than.breaks && c.soonest <= than.soonest && c.length <= than.length &&
		c.latest >= than.latest
}

// add puts a course among others, of which none is better than another.
func add(all []course, c course) []course {
	if slices.ContainsFunc(all, func(other course) bool { return other.better(c) }) {
		return all
	}
	return append(slices.DeleteFunc(all, c.better), c)
}

// duration is that of the shortest round that keeps every time, over all ways to take the
// breaks. Where there is none the error says where time runs out, and the answer is 0.
func (r *route) duration(legs []leg) int64 {
	open := int64(r.vehicle.Shift.Open)
	if r.onlyDriven() {
		return max(int64(r.vehicle.At), open) + legs[len(legs)-1].duration - open
	}
	ends, stuck := r.drive(legs, r.vehicle.Breaks)
	if len(ends) == 0 {
		r.late(legs, stuck)
		return 0
	}
	shortest := int64(math.MaxInt64)
	for _, c := range ends {
		shortest = min(shortest, c.duration())
	}
	return shortest
}

// late says where time runs out, and whether it is for the breaks.
func (r *route) late(legs []leg, stuck int) {
	why := ""
	if ends, _ := r.drive(legs, nil); len(ends) > 0 {
		why = ", for the sake of its breaks"
	}
	if stuck < len(r.calls) {
		r.wrong("it cannot be at %s in time%s", r.name(r.calls[stuck]), why)
	} else {
		r.wrong("after %s it is not over at %d%s", r.name(r.calls[stuck-1]), r.vehicle.Shift.Close, why)
	}
}

// drive drives the round in every way that may turn out best. Without any, stuck is the call
// that cannot be kept, or the number of calls for the end.
func (r *route) drive(legs []leg, breaks []vrp.Break) (ends []course, stuck int) {
	now := r.leave(breaks)
	for i := r.done; i < len(r.calls); i++ {
		var next []course
		for _, c := range now {
			next = append(next, r.call(c.takes(legs[i].duration), r.calls[i], breaks)...)
		}
		if now = thin(next); len(now) == 0 {
			return nil, i
		}
	}
	for _, c := range now {
		if c, ok := c.takes(legs[len(r.calls)].duration).end(int64(r.vehicle.Shift.Close), breaks); ok {
			ends = append(ends, c)
		}
	}
	return ends, len(r.calls)
}

func thin(all []course) (few []course) {
	for _, c := range all {
		few = add(few, c)
	}
	return few
}

// leave is how the round may begin: at the start, after some of the breaks, or where it is
// free from what it has driven.
func (r *route) leave(breaks []vrp.Break) []course {
	open := int64(r.vehicle.Shift.Open)
	if r.done == 0 {
		return rests([]course{{soonest: open, latest: math.MaxInt32}}, breaks, func(c course) course {
			c.length, c.latest = 0, math.MaxInt32 // a rest before leaving makes no round longer
			return c
		})
	}
	free := max(int64(r.vehicle.At), open)
	had := 0
	for had < len(breaks) && int64(breaks[had].Window.Close) < free {
		had++
	}
	return []course{{soonest: free, length: free - open, latest: open, breaks: had}}
}

// call arrives at a stop or a reload, rests there or not, and is served.
func (r *route) call(c course, s int, breaks []vrp.Break) (after []course) {
	all := rests([]course{c}, breaks, func(c course) course { return c })
	for _, c := range all {
		if s == vrp.Reload {
			after = append(after, c.takes(int64(r.vehicle.Reload)))
			continue
		}
		stop := &r.p.Stops[s]
		if c, ok := c.within(int64(stop.Window.Open), int64(stop.Window.Close)); ok {
			after = append(after, c.takes(int64(stop.Service)))
		}
	}
	return after
}

// rests adds to courses those that take the breaks that are next, one or several.
func rests(all []course, breaks []vrp.Break, then func(course) course) []course {
	for i := 0; i < len(all); i++ {
		c := all[i]
		if c.breaks == len(breaks) {
			continue
		}
		due := breaks[c.breaks]
		c.breaks++
		if taken, ok := c.within(int64(due.Window.Open), int64(due.Window.Close)); ok {
			all = append(all, then(taken.takes(int64(due.Length))))
		}
	}
	return all
}

// end is at the end, soon enough for every break that was not taken.
func (c course) end(by int64, breaks []vrp.Break) (course, bool) {
	for _, due := range breaks[c.breaks:] {
		by = min(by, int64(due.Window.Close))
	}
	return c.within(0, by)
}
