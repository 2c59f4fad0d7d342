package check_test

import (
	"testing"

	"pgregory.net/rapid"

	"kith/algo/vrp"
	"kith/algo/vrp/check"
)

// minute is a round driven minute by minute, to compare with.
type minute struct {
	p     *vrp.Problem
	v     *vrp.Vehicle
	route vrp.Route
}

// over is the earliest end of the rest of a round, or -1: the vehicle has left the place at
// a time, with the calls from i and the breaks from k on to come.
func (m *minute) over(place, at, i, k int) int {
	if i == len(m.route) {
		by := int(m.v.Shift.Close)
		at += m.way(place, m.v.End)
		for _, b := range m.v.Breaks[k:] {
			by = min(by, int(b.Window.Close))
		}
		if at > by {
			return -1
		}
		return at
	}
	to := m.v.Start
	if m.route[i] != vrp.Reload {
		to = m.p.Stops[m.route[i]].Place
	}
	return m.here(to, at+m.way(place, to), i, k)
}

// here is the same for a vehicle that has just come to call i, or has rested there.
func (m *minute) here(place, at, i, k int) int {
	best := -1
	better := func(end int) {
		if end >= 0 && (best < 0 || end < best) {
			best = end
		}
	}
	if k < len(m.v.Breaks) {
		b := m.v.Breaks[k]
		if begin := max(at, int(b.Window.Open)); begin <= int(b.Window.Close) {
			better(m.here(place, begin+int(b.Length), i, k+1))
		}
	}
	if m.route[i] == vrp.Reload {
		better(m.over(place, at+int(m.v.Reload), i+1, k))
		return best
	}
	s := m.p.Stops[m.route[i]]
	if begin := max(at, int(s.Window.Open)); begin <= int(s.Window.Close) {
		better(m.over(place, begin+int(s.Service), i+1, k))
	}
	return best
}

func (m *minute) way(from, to int) int {
	if from == vrp.Nowhere || to == vrp.Nowhere {
		return 0
	}
	_, d := m.p.Travel[0].Between(from, to)
	return int(d)
}

// shortest tries every minute to leave at, with every number of breaks before.
func (m *minute) shortest() (best int) {
	best = -1
	rested := int(m.v.Shift.Open)
	for k := 0; ; k++ {
		for leave := rested; leave <= int(m.v.Shift.Close); leave++ {
			if end := m.over(m.v.Start, leave, 0, k); end >= 0 && (best < 0 || end-leave < best) {
				best = end - leave
			}
		}
		if k == len(m.v.Breaks) || max(rested, int(m.v.Breaks[k].Window.Open)) > int(m.v.Breaks[k].Window.Close) {
			return best
		}
		rested = max(rested, int(m.v.Breaks[k].Window.Open)) + int(m.v.Breaks[k].Length)
	}
}

// drawRound draws a problem with one vehicle that takes every stop, and its route.
func drawRound(t *rapid.T) (*vrp.Problem, vrp.Route) {
	number := func(most int, of string) int32 { return int32(rapid.IntRange(0, most).Draw(t, of)) }
	window := func(most int, of string) vrp.Window {
		open := number(most, of+" opens")
		return vrp.Window{Open: open, Close: open + number(most/2, of+" is open")}
	}
	places := 4
	table := make([]int32, places*places)
	for i := range table {
		table[i] = number(9, "way")
	}
	travel, err := vrp.NewTable(places, table, table)
	if err != nil {
		t.Fatal(err)
	}
	v := vrp.Vehicle{Shift: vrp.Window{Open: number(5, "shift opens"), Close: 30 + number(40, "shift closes")}, PerTime: 1, Trips: 9, Reload: number(4, "reload")}
	v.End = rapid.IntRange(vrp.Nowhere, 1).Draw(t, "end")
	p := &vrp.Problem{Travel: []vrp.Travel{travel}}
	var route vrp.Route
	for i := range rapid.IntRange(1, 4).Draw(t, "stops") {
		p.Stops = append(p.Stops, vrp.Stop{Place: int(number(places-1, "place")), Window: window(50, "stop"), Service: number(5, "service")})
		if i > 0 && rapid.IntRange(0, 3).Draw(t, "loads again") == 0 {
			route = append(route, vrp.Reload)
		}
		route = append(route, i)
	}
	for range rapid.IntRange(0, 2).Draw(t, "breaks") {
		v.Breaks = append(v.Breaks, vrp.Break{Window: window(50, "break"), Length: number(9, "break lasts")})
	}
	p.Vehicles = []vrp.Vehicle{v}
	return p, route
}

func TestTheShortestRoundIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, route := drawRound(t)
		m := &minute{p: p, v: &p.Vehicles[0], route: route}
		want := m.shortest()
		got, err := check.Route(p, 0, route)
		switch {
		case want < 0 && err == nil:
			t.Errorf("it takes %d, and cannot be driven", got.Duration)
		case want >= 0 && err != nil:
			t.Errorf("it can be driven in %d, and is refused: %v", want, err)
		case want >= 0 && got.Duration != int64(want):
			t.Errorf("it takes %d, and can be driven in %d", got.Duration, want)
		}
	})
}
