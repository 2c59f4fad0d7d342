package vrp

import (
	"math/rand/v2"
	"slices"
)

// origin says which part of a problem an arena holds.
type origin struct {
	frame    *frame
	stops    []int32 // of the problem, by node
	places   []int   // by row
	vehicles []int32 // by round
}

// part is some vehicles with their routes, and some stops that are on none.
type part struct {
	vehicles []int32
	routes   []Route
	absent   []int32
}

// reachFar is how many neighbours of a stop are looked at; where there are fewer stops, all.
const reachFar = 100

// build lays a part out. What of its routes breaks a rule is absent afterwards. Tables and
// neighbours stay where the arena holds the same stops and vehicles already.
func (a *arena) build(f *frame, p part, seed1, seed2 uint64) {
	a.rng = rand.NewPCG(seed1, seed2)
	a.load = f.loads
	stops := p.stops()
	same := a.from.frame == f && slices.Equal(a.from.stops, stops) && slices.Equal(a.from.vehicles, p.vehicles)
	a.from.frame, a.from.stops, a.from.vehicles = f, stops, p.vehicles
	a.stops = len(stops)
	a.layNodes(p)
	if !same {
		a.layTables()
		a.layExtras()
		a.layNear()
	}
	a.grow()
	a.load0(p)
}

// stops are those of a part, on its routes or on none, in order.
func (p *part) stops() []int32 {
	stops := slices.Clone(p.absent)
	for _, r := range p.routes {
		for _, s := range r {
			if s != Reload {
				stops = append(stops, int32(s))
			}
		}
	}
	slices.Sort(stops)
	return stops
}

// layNodes makes a node of each stop, then of each round's start and end and reloads.
func (a *arena) layNodes(p part) {
	f := a.from.frame
	nodes := a.stops
	for _, v := range p.vehicles {
		nodes += 2 + max(f.p.Vehicles[v].Trips-1, 0)
	}
	a.tasks = resize(a.tasks, nodes)
	a.seats = resize(a.seats, nodes)
	a.spans = resize(a.spans, nodes)
	a.rounds = resize(a.rounds, len(p.vehicles))
	a.weights = resize(a.weights, a.stops)
	a.from.places = a.from.places[:0]
	for i, s := range a.from.stops {
		stop := &f.p.Stops[s]
		a.tasks[i] = task{
			open: stop.Window.Open, close: stop.Window.Close, service: stop.Service,
			need: stop.Load[0], skills: stop.Skills, loads: stop.Load,
		}
		if stop.Window.Open > stop.Window.Close {
			a.tasks[i].close = -1 // no arrival is early enough
		}
		a.seats[i] = seat{next: -1, prev: -1, round: -1, row: int32(i)}
		a.weights[i] = f.weights[s]
		a.from.places = append(a.from.places, stop.Place)
	}
	node := a.stops
	for r, v := range p.vehicles {
		node = a.layRound(int32(r), v, node)
	}
	a.layClasses()
}

// layRound makes the nodes of one round, empty, and returns the next free node.
func (a *arena) layRound(r, vehicle int32, node int) int {
	f := a.from.frame
	v := &f.p.Vehicles[vehicle]
	a.rounds[r] = round{
		start: int32(node), end: int32(node + 1), way: int32(v.Profile), free: v.Capacity,
		timed: v.PerTime > 0 || v.MaxDuration > 0, maxDur: v.MaxDuration,
		rich:   f.rich || len(v.Breaks) > 0 || v.Trips > 1 || v.MaxDistance > 0 || len(v.Driven) > 0,
		byTrip: f.rich || v.Trips > 1 || len(v.Driven) > 0,
		driven: len(v.Driven) > 0, fixed: v.Fixed, perDist: v.PerDistance, perTime: v.PerTime, skills: v.Skills, vehicle: vehicle,
	}
	if v.MaxDuration == 0 {
		a.rounds[r].maxDur = Horizon
	}
	ends := task{open: v.Shift.Open, close: v.Shift.Close}
	a.tasks[node], a.tasks[node+1] = ends, ends
	a.seats[node] = seat{next: int32(node + 1), prev: -1, round: r, row: a.row(v.Start), leave: ends.open, late: ends.close}
	a.seats[node+1] = seat{next: -1, prev: int32(node), round: r, row: a.row(v.End), leave: ends.open, late: ends.close}
	a.spans[node], a.spans[node+1] = spans{ends.span(), ends.span()}, spans{ends.span(), ends.span()}
	node += 2
	for range max(v.Trips-1, 0) {
		a.tasks[node] = task{open: 0, close: Horizon, service: v.Reload}
		a.seats[node] = seat{next: -1, prev: -1, round: -1, row: a.row(v.Start)}
		node++
	}
	return node
}

// row finds or adds the row of a start or end; rows of stops come first, one each.
func (a *arena) row(place int) int32 {
	ends := a.from.places[a.stops:]
	if i := slices.Index(ends, place); i >= 0 {
		return int32(a.stops + i)
	}
	a.from.places = append(a.from.places, place)
	return int32(len(a.from.places) - 1)
}

// layClasses gathers the rounds that are the same but for their name.
func (a *arena) layClasses() {
	a.byType = a.byType[:0]
	a.class = resize(a.class, len(a.rounds))
	at := map[int32]int{}
	for r := range a.rounds {
		c := a.from.frame.class[a.rounds[r].vehicle]
		i, ok := at[c]
		if !ok {
			i = len(a.byType)
			at[c] = i
			a.byType = append(a.byType, nil)
		}
		a.class[r] = int32(i)
		a.byType[i] = append(a.byType[i], int32(r))
	}
}

// layTables copies the travel between the rows.
func (a *arena) layTables() {
	f := a.from.frame
	a.width = len(a.from.places)
	a.ways = resize(a.ways, len(f.tables))
	for w := range a.ways {
		way, t := &a.ways[w], &f.tables[w]
		way.dist = make([]int32, a.width*a.width)
		way.dur = way.dist
		if !t.same {
			way.dur = make([]int32, a.width*a.width)
		}
		for i, from := range a.from.places {
			for j, to := range a.from.places {
				way.dist[i*a.width+j], way.dur[i*a.width+j] = t.between(from, to)
			}
		}
	}
}

// layExtras turns the problem's stops and vehicles into this part's nodes and rounds. Ties to
// what is in another part bind nothing here, but for pairs, which are never parted.
func (a *arena) layExtras() {
	a.extras = a.extras[:0]
	whole := a.from.frame.extras
	if whole == nil {
		return
	}
	for _, s := range a.from.stops {
		x := whole[s]
		here := extra{pair: a.node(x.pair), from: x.from, prefer: a.roundOf(x.prefer), dislike: x.dislike, collects: x.collects}
		if x.allowed != nil {
			for r := range a.rounds {
				here.allowed = append(here.allowed, x.allowed[a.rounds[r].vehicle])
			}
		}
		for _, other := range x.apart {
			if n := a.node(other); n >= 0 {
				here.apart = append(here.apart, n)
			}
		}
		a.extras = append(a.extras, here)
	}
}

// node is that of a stop of the problem, or -1 where it is not in this part.
func (a *arena) node(stop int32) int32 {
	if i, ok := slices.BinarySearch(a.from.stops, stop); ok {
		return int32(i)
	}
	return -1
}

func (a *arena) roundOf(vehicle int32) int32 {
	return int32(slices.IndexFunc(a.rounds, func(r round) bool { return r.vehicle == vehicle }))
}

// resize returns a slice of n zero values, in the same memory where it is large enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	s = s[:n]
	clear(s)
	return s
}
