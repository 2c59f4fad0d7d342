package vrptest

import (
	"math"
	"math/rand/v2"
	"slices"

	"kith/algo/vrp"
)

// feature is something that a drawn problem has or has not.
type feature uint32

const (
	windows feature = 1 << iota
	tightLoads
	measures
	collecting
	skills
	onlyNever
	apart
	pairs
	prefer
	prizes
	tiers
	depots
	open
	profiles
	tables
	noWay
	trips
	limits
	breaks
	driven
	costs
	features = iota
)

// draft is a problem while it is drawn.
type draft struct {
	*rand.Rand
	p     *vrp.Problem
	has   feature
	homes int // places that are depots; those of stops follow
	x, y  []float64
}

// Problem draws a problem with a number of stops and vehicles. Each of its features is there
// or not by chance, so that in many problems all meet all. It is valid; some of its stops
// may be impossible to serve. The same seed and sizes give the same problem.
func Problem(seed uint64, stops, vehicles int) *vrp.Problem {
	d := &draft{Rand: rand.New(rand.NewPCG(seed, uint64(stops)<<32|uint64(vehicles))), p: &vrp.Problem{}}
	for f := range features {
		if d.IntN(3) == 0 {
			d.has |= 1 << f
		}
	}
	d.places(stops)
	for range stops {
		d.p.Stops = append(d.p.Stops, d.stop(vehicles))
	}
	for range vehicles {
		d.p.Vehicles = append(d.p.Vehicles, d.vehicle())
	}
	d.ties()
	d.drive()
	d.travel()
	return d.p
}

// is reports whether the problem has a feature and, of those that may show it, one does.
func (d *draft) is(f feature, oneIn int) bool { return d.has&f != 0 && d.IntN(oneIn) == 0 }

// between draws a number from low to high.
func (d *draft) between(low, high int) int32 { return int32(low + d.IntN(high-low+1)) }

func (d *draft) places(stops int) {
	d.homes = 1
	if d.has&depots != 0 {
		d.homes = 3
	}
	for range d.homes + stops {
		d.x, d.y = append(d.x, float64(d.IntN(100))), append(d.y, float64(d.IntN(100)))
	}
}

func (d *draft) window(within int, longest int) vrp.Window {
	from := d.between(0, within)
	return vrp.Window{Open: from, Close: from + d.between(0, longest)}
}

func (d *draft) stop(vehicles int) vrp.Stop {
	s := vrp.Stop{
		Place: d.homes + d.IntN(len(d.x)-d.homes), Window: vrp.Window{Open: 0, Close: 1000},
		Service: d.between(0, 20), Load: vrp.Load{d.between(0, 5)},
	}
	if d.is(windows, 2) {
		s.Window = d.window(600, 200)
	}
	if d.is(windows, 30) {
		s.Window.Open = s.Window.Close + 1 // nobody can keep it
	}
	if d.has&measures != 0 {
		s.Load[1], s.Load[3] = d.between(0, 5), d.between(0, 2)
	}
	if d.is(collecting, 2) {
		s.Collect = vrp.Load{d.between(0, 5), d.between(0, 3)}
	}
	if d.is(skills, 3) {
		s.Skills = 1 << d.IntN(3)
	}
	if d.is(onlyNever, 4) {
		s.Only = []int{d.IntN(vehicles)}
	}
	if d.is(onlyNever, 4) {
		s.Never = []int{d.IntN(vehicles)}
	}
	if d.is(prizes, 2) {
		s.Prize = int64(d.between(1, 200))
	}
	if d.has&tiers != 0 {
		s.Tier = uint8(d.IntN(4))
	}
	return s
}

func (d *draft) vehicle() vrp.Vehicle {
	v := vrp.Vehicle{
		Start: d.IntN(d.homes), Shift: vrp.Window{Open: 0, Close: 1000}, PerDistance: 1,
		Capacity: vrp.Load{30, 30, 30, 30},
	}
	v.End = v.Start
	if d.is(depots, 2) {
		v.End = d.IntN(d.homes)
	}
	if d.is(tightLoads, 1) {
		v.Capacity = vrp.Load{d.between(4, 10), d.between(4, 10), 0, d.between(2, 6)}
	}
	if d.is(windows, 2) {
		v.Shift = vrp.Window{Open: d.between(0, 200), Close: d.between(300, 800)}
	}
	if d.is(skills, 1) {
		v.Skills = uint64(d.IntN(8))
	}
	if d.is(trips, 1) {
		v.Trips, v.Reload = int(d.between(1, 3)), d.between(0, 20)
	}
	if d.is(open, 2) {
		v.End = vrp.Nowhere
	}
	if d.is(open, 2) && v.Trips < 2 {
		v.Start = vrp.Nowhere
	}
	if d.is(limits, 2) {
		v.MaxDuration = d.between(100, 500)
	}
	if d.is(limits, 2) {
		v.MaxDistance = d.between(100, 400)
	}
	if d.has&costs != 0 {
		v.Fixed, v.PerDistance, v.PerTime = int64(d.IntN(300)), int64(d.IntN(4)), int64(d.IntN(3))
	}
	v.Breaks = d.breaks(v.Shift)
	return v
}

// breaks draws rests whose windows both open and close in order.
func (d *draft) breaks(shift vrp.Window) (all []vrp.Break) {
	if !d.is(breaks, 1) {
		return nil
	}
	opens, closes := []int32{}, []int32{}
	for range d.IntN(3) {
		w := d.window(int(shift.Close), 200)
		opens, closes = append(opens, w.Open), append(closes, w.Close)
	}
	slices.Sort(opens)
	slices.Sort(closes)
	for i := range opens {
		all = append(all, vrp.Break{Window: vrp.Window{Open: opens[i], Close: closes[i]}, Length: d.between(0, 60)})
	}
	return all
}

// ties draws what stops have to do with one another, and with vehicles.
func (d *draft) ties() {
	n, p := len(d.p.Stops), d.p
	order := d.Perm(n)
	for i := 0; i+1 < n; i += 2 {
		if d.is(pairs, 2) {
			p.Pairs = append(p.Pairs, vrp.Pair{From: order[i], To: order[i+1]})
		}
		if d.is(apart, 2) {
			p.Apart = append(p.Apart, [2]int{order[i/2], order[i/2+1]})
		}
	}
	for s := range p.Stops {
		if d.is(prefer, 2) {
			p.Prefer = append(p.Prefer, vrp.Preference{Stop: s, Vehicle: d.IntN(len(p.Vehicles)), Cost: int64(d.IntN(100))})
		}
	}
}

// drive lets some vehicles have driven to some stops. What is brought was fetched before.
func (d *draft) drive() {
	if d.has&driven == 0 {
		return
	}
	done := make([]bool, len(d.p.Stops))
	for i := range d.p.Vehicles {
		v := &d.p.Vehicles[i]
		for range d.IntN(3) {
			if len(d.p.Stops) == 0 {
				return
			}
			for _, s := range d.withFrom(d.IntN(len(d.p.Stops))) {
				if !done[s] {
					v.Driven = append(v.Driven, s)
				}
				done[s] = true
			}
		}
		if n := len(v.Driven); n > 1 && v.Trips > 1 && len(d.p.Pairs) == 0 && d.IntN(2) == 0 {
			v.Driven = slices.Insert(v.Driven, n-1, vrp.Reload)
		}
		v.At = v.Shift.Open + d.between(0, 300)
	}
}

// withFrom is a stop, after the one where its load is fetched.
func (d *draft) withFrom(s int) []int {
	for _, pair := range d.p.Pairs {
		if pair.To == s {
			return []int{pair.From, s}
		}
	}
	return []int{s}
}

// travel draws how far it is: by the straight line, or by tables that differ there and back
// and for each profile. Where a vehicle has driven, and from there to its end, there is a way.
func (d *draft) travel() {
	if d.has&(profiles|tables|noWay) == 0 {
		d.p.Travel = []vrp.Travel{&vrp.Plane{X: d.x, Y: d.y, Round: func(of float64) int32 { return int32(of + 0.5) }}}
		return
	}
	count := 1
	if d.has&profiles != 0 {
		count = 2
		for i := range d.p.Vehicles {
			d.p.Vehicles[i].Profile = d.IntN(2)
		}
	}
	n := len(d.x)
	for profile := range count {
		distance, duration := make([]int32, n*n), make([]int32, n*n)
		for i := range distance {
			from, to := i/n, i%n
			far := math.Hypot(d.x[from]-d.x[to], d.y[from]-d.y[to])
			distance[i], duration[i] = int32(far)+d.between(0, 5), int32(far)/int32(profile+1)+d.between(0, 9)
			if d.is(noWay, 12) && from != to && !d.went(from, to) {
				distance[i], duration[i] = -1, -1
			}
		}
		t, err := vrp.NewTable(n, distance, duration)
		if err != nil {
			panic(err) // the numbers above are all in range
		}
		d.p.Travel = append(d.p.Travel, t)
	}
}

// went reports whether a vehicle went this way, or is to go home by it.
func (d *draft) went(from, to int) bool {
	for i := range d.p.Vehicles {
		v := &d.p.Vehicles[i]
		at := v.Start
		for _, s := range v.Driven {
			next := v.Start
			if s != vrp.Reload {
				next = d.p.Stops[s].Place
			}
			if at == from && next == to {
				return true
			}
			at = next
		}
		if len(v.Driven) > 0 && at == from && v.End == to {
			return true
		}
	}
	return false
}
