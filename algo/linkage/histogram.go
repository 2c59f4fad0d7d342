package linkage

import (
	"cmp"
	"context"
	"slices"
)

// shape is a pattern that pairs of a rule show.
type shape struct {
	pattern uint32
	rule    uint16
	crowded bool // the two live at one address with many others
}

// tally is how many pairs have a shape.
type tally struct {
	shape
	count float64
}

// histogram is all that is learnt from: how often each pattern is seen.
type histogram struct {
	tallies []tally
	pairs   int // compared, of which each stands for
	scale   int // so many
}

// histogram compares the pairs of the rules, or a fair part of them: whole blocks, by their key.
func (p *pairs) histogram(ctx context.Context, crowded map[uint64]bool, o Options) (*histogram, error) {
	h := &histogram{scale: 1 + p.total()/learnt}
	p.thin(uint64(h.scale))
	units := p.units()
	counts := make([]map[shape]int, len(units))
	own := func() *comparer { return newComparer(p.left) }
	err := share(ctx, o.workers(), len(units), own, func(c *comparer, i int) {
		counts[i] = p.shapes(c, units[i], crowded)
	})
	sum := map[shape]int{}
	for _, m := range counts {
		for s, n := range m {
			sum[s] += n
			h.pairs += n
		}
	}
	for s, n := range sum {
		h.tallies = append(h.tallies, tally{s, float64(n * h.scale)})
	}
	slices.SortFunc(h.tallies, func(a, b tally) int {
		return cmp.Or(cmp.Compare(a.rule, b.rule), cmp.Compare(a.pattern, b.pattern), cmp.Compare(truth(a.crowded), truth(b.crowded)))
	})
	return h, err
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// thin keeps one block in so many.
func (p *pairs) thin(scale uint64) {
	if scale == 1 {
		return
	}
	for rule, runs := range p.runs {
		entries := p.entriesL[rule]
		p.runs[rule] = slices.DeleteFunc(slices.Clone(runs), func(b run) bool { return mix(entries[b.l].key)%scale != 0 })
	}
}

// shapes counts the shapes of a unit.
func (p *pairs) shapes(c *comparer, u unit, crowded map[uint64]bool) map[shape]int {
	counts := map[shape]int{}
	var left []uint32
	var full bool
	var home uint64
	var mine []uint64
	p.visit(u, func(l int) {
		left, mine = p.left.row(l), p.keysL[l*p.rules:l*p.rules+u.rule]
		home = p.keysL[(l+1)*p.rules-1]
		full = crowded[home]
	}, func(r int) {
		if agree(mine, p.keysR[r*p.rules:]) {
			return
		}
		c.all(left, p.right.row(r))
		counts[shape{c.pattern(), uint16(u.rule), full && p.keysR[(r+1)*p.rules-1] == home}]++
	})
	return counts
}
