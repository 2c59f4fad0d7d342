package vrp

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// cutter cuts a problem into parts along borders that are other ones each time.
type cutter struct {
	f   *frame
	rng *rand.Rand
}

func newCutter(f *frame, seed uint64) *cutter {
	return &cutter{f: f, rng: rand.New(rand.NewPCG(seed, 0x6b697468))}
}

// partMost is how many stops a part has at most: its tables of travel stay small.
const partMost = 1000

// partLeast is how many stops a part should have at least; a smaller problem is not cut.
const partLeast = 100

// piece is what is not cut through: a round, or a stop or a pair on none.
type piece struct {
	place   int // of a stop in its middle
	stops   int
	vehicle int32 // -1: absent
	absent  [2]int32
}

// cut makes as many parts as are wanted, and more where they would be too large.
func (c *cutter) cut(whole part, wanted int) []part {
	pieces := c.pieces(whole)
	stops := len(c.f.p.Stops)
	parts := max((stops+partMost-1)/partMost, min(wanted, stops/partLeast), 1)
	if parts > wanted && parts%wanted != 0 {
		parts += wanted - parts%wanted
	}
	groups := make([][]piece, 0, parts)
	groups = c.halve(pieces, parts, groups)
	return c.share(whole, groups)
}

func (c *cutter) pieces(whole part) []piece {
	var pieces []piece
	for r, route := range whole.routes {
		if len(route) > 0 {
			pieces = append(pieces, piece{place: c.middle(route), stops: len(route), vehicle: whole.vehicles[r]})
		}
	}
	for _, s := range whole.absent {
		p := piece{place: c.f.p.Stops[s].Place, stops: 1, vehicle: -1, absent: [2]int32{s, -1}}
		if other := c.absentPair(whole, s); other >= 0 {
			if !c.f.extras[s].from {
				continue // with the other
			}
			p.absent[1], p.stops = other, 2
		}
		pieces = append(pieces, p)
	}
	return pieces
}

// absentPair is the other stop of a pair where that is absent too, or -1.
func (c *cutter) absentPair(whole part, s int32) int32 {
	if c.f.extras == nil || c.f.extras[s].pair < 0 {
		return -1
	}
	if _, ok := slices.BinarySearch(whole.absent, c.f.extras[s].pair); !ok {
		return -1
	}
	return c.f.extras[s].pair
}

// middle is the place of a stop drawn from a route.
func (c *cutter) middle(route Route) int {
	for {
		if s := route[c.rng.IntN(len(route))]; s != Reload {
			return c.f.p.Stops[s].Place
		}
	}
}

// halve cuts pieces into so many groups of about as many stops each: by how much nearer each
// is to one of two pieces than to the other.
func (c *cutter) halve(pieces []piece, parts int, groups [][]piece) [][]piece {
	if parts <= 1 || len(pieces) < 2 {
		return append(groups, pieces)
	}
	c.line(pieces)
	stops := 0
	for _, p := range pieces {
		stops += p.stops
	}
	left := parts / 2
	at, sum := 0, 0
	for at < len(pieces)-1 && (sum+pieces[at].stops/2)*parts < stops*left {
		sum += pieces[at].stops
		at++
	}
	groups = c.halve(pieces[:at], left, groups)
	return c.halve(pieces[at:], parts-left, groups)
}

// line puts pieces in order between two of them that are drawn.
func (c *cutter) line(pieces []piece) {
	t := &c.f.tables[0]
	here := pieces[c.rng.IntN(len(pieces))].place
	there := pieces[c.rng.IntN(len(pieces))].place
	for range 4 {
		if other := pieces[c.rng.IntN(len(pieces))].place; apart(t, here, other) > apart(t, here, there) {
			there = other
		}
	}
	slices.SortStableFunc(pieces, func(x, y piece) int {
		return cmp.Compare(apart(t, here, x.place)-apart(t, there, x.place), apart(t, here, y.place)-apart(t, there, y.place))
	})
}

func apart(t *dense, from, to int) int64 {
	d, _ := t.between(from, to)
	return int64(d)
}

// share makes parts of groups of pieces. The vehicles that stand idle are dealt out by how
// many stops a part has.
func (c *cutter) share(whole part, groups [][]piece) []part {
	parts := make([]part, len(groups))
	stops := make([]int, len(groups))
	for g, group := range groups {
		for _, p := range group {
			stops[g] += p.stops
			if p.vehicle >= 0 {
				parts[g].vehicles = append(parts[g].vehicles, p.vehicle)
				continue
			}
			for _, s := range p.absent {
				if s >= 0 {
					parts[g].absent = append(parts[g].absent, s)
				}
			}
		}
	}
	c.deal(whole, parts, stops)
	for g := range parts {
		slices.Sort(parts[g].vehicles)
		for _, v := range parts[g].vehicles {
			parts[g].routes = append(parts[g].routes, whole.routes[v])
		}
	}
	return parts
}

// deal gives each idle vehicle to the part that has the fewest idle ones of its class for its
// stops.
func (c *cutter) deal(whole part, parts []part, stops []int) {
	given := make(map[[2]int]int)
	for v, route := range whole.routes {
		if len(route) > 0 {
			continue
		}
		class := int(c.f.class[v])
		least := 0
		for g := range parts {
			if (given[[2]int{g, class}]+1)*max(stops[least], 1) < (given[[2]int{least, class}]+1)*max(stops[g], 1) {
				least = g
			}
		}
		given[[2]int{least, class}]++
		parts[least].vehicles = append(parts[least].vehicles, int32(v))
	}
}
