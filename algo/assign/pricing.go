package assign

import "math"

// pricing remembers where the look for an entering arc goes on. Arcs are looked at a block
// at a time, and the best of the first block with any good one enters: much of what the best
// of all would bring for a small part of the looking.
type pricing struct {
	block, at int
}

func newPricing(arcs int) pricing { return pricing{block: blockOf(arcs)} }

// blockOf is how many arcs are a block: half the root of all was the quickest in measuring.
func blockOf(arcs int) int { return max(10, int(math.Sqrt(float64(arcs))/2)) }

// mixed gives each arc a place far from that of its neighbour, so that a block holds arcs
// from all over the network: those of one node are much alike.
func mixed(arcs int) []int32 {
	place := make([]int32, arcs)
	stride, at, first := blockOf(arcs), 0, 0
	for i := range place {
		place[i] = int32(at)
		if at += stride; at >= arcs {
			first++
			at = first
		}
	}
	return place
}

// entering finds an arc that makes the flow cheaper; none when there is none, and the flow is
// the cheapest.
func (s *simplex) entering() int32 {
	p := &s.pricing
	for looked := 0; looked < s.m; {
		upto := min(p.at+p.block, s.m)
		best := s.bestOf(p.at, upto)
		looked += upto - p.at
		if p.at = upto; upto == s.m {
			p.at = 0
		}
		if best != none {
			return best
		}
	}
	return none
}

// bestOf is the arc of a range that makes the flow the cheapest a unit.
func (s *simplex) bestOf(first, upto int) int32 {
	best, least := none, int64(0)
	from, to, cost, state := s.from[first:upto], s.to[first:upto], s.cost[first:upto], s.state[first:upto]
	for i := range from {
		if over := int64(state[i]) * (cost[i] + s.price[from[i]] - s.price[to[i]]); over < least {
			best, least = int32(first+i), over
		}
	}
	return best
}
