package linkage

import (
	"context"
	"fmt"
	"math/rand/v2"
)

const (
	// learnt is about how many pairs of the blocking rules are learnt from.
	learnt = 2_000_000
	// drawn is how many pairs are drawn to see how strangers compare.
	drawn = 60_000
	// crowd is how many people at one address are no household but a care home or the like.
	crowd = 12
)

// Report says how training went.
type Report struct {
	Sessions   []Session
	Pairs      int      // compared
	Matches    float64  // true pairs that are expected
	Households float64  // pairs of different people of one household
	Rounds     int      // of expectation and maximisation
	Warnings   []string // what may be wrong with the model, in words
}

// Session is the pairs of one blocking rule, and what they are taken for.
type Session struct {
	Rule       Rule // "" for the pairs of each address
	Pairs      int
	Used       bool // false where the rule finds next to no true pairs and so teaches nothing
	Matches    float64
	Households float64
}

// Train learns a model from two tables, or from one where right is nil. The pairs of strangers
// are drawn at random, with the seed of o; the others are learnt from the pairs of the blocking
// rules together, each of which is a session: what one rule takes for granted another lets vary.
func Train(ctx context.Context, left, right *Table, o Options) (*Model, *Report, error) {
	if right != nil {
		if err := together(left, right); err != nil {
			return nil, nil, err
		}
	}
	if left.Len() < 2 || right != nil && right.Len() == 0 {
		return nil, nil, fmt.Errorf("linkage: there is nothing to learn from: the tables have no pair of records")
	}
	plan := left.plan
	p, err := pair(left, right, plan.rules, o.pairs())
	if err != nil {
		return nil, nil, err
	}
	home := p.homes(plan)
	h, err := p.histogram(ctx, home, o)
	if err != nil {
		return nil, nil, err
	}
	e := newEstimate(plan, p, h, rand.New(rand.NewPCG(o.Seed, 0x6b697468)))
	report := &Report{Pairs: h.pairs}
	report.Rounds = e.run()
	if e.choose() {
		report.Rounds += e.run()
	}
	e.describe(report, p)
	return e.model(), report, nil
}

// everyPair is how many pairs of records there are, in a rule or not.
func (p *pairs) everyPair() float64 {
	n := float64(p.left.Len())
	if p.same {
		return n * (n - 1) / 2
	}
	return n * float64(p.right.Len())
}

// homes adds the pairs of each address as blocks of a rule of their own, apart from crowds. It
// returns the keys of the crowded addresses.
func (p *pairs) homes(plan *plan) map[uint64]bool {
	crowded := map[uint64]bool{}
	if plan.home == nil {
		return crowded
	}
	r := make(rule, 0, 2)
	for _, column := range plan.home {
		r = append(r, part{column: column, take: takes[""]})
	}
	p.addRule(r)
	last := p.rules - 1
	small := p.runs[last][:0]
	p.counts[last] = 0
	for _, b := range p.runs[last] {
		if b.lEnd-b.l > crowd || b.rEnd-b.r > crowd {
			crowded[p.entriesL[last][b.l].key] = true
			continue
		}
		small = append(small, b)
		p.counts[last] += b.pairs(p.same)
	}
	p.runs[last] = small
	return crowded
}

// addRule adds the blocks of a rule behind the others.
func (p *pairs) addRule(r rule) {
	p.keysL = widen(p.left, p.keysL, p.rules, r)
	if p.same {
		p.keysR = p.keysL
	} else {
		p.keysR = widen(p.right, p.keysR, p.rules, r)
	}
	p.rules++
	left := blocksOf(p.keysL, p.rules-1, p.rules)
	right := left
	if !p.same {
		right = blocksOf(p.keysR, p.rules-1, p.rules)
	}
	p.entriesL, p.entriesR = append(p.entriesL, left), append(p.entriesR, right)
	p.runs, p.counts = append(p.runs, merge(left, right, p.same)), append(p.counts, 0)
}

// widen puts one more key behind those of each record.
func widen(t *Table, keys []uint64, rules int, r rule) []uint64 {
	out := make([]uint64, 0, t.Len()*(rules+1))
	for i := range t.Len() {
		out = append(out, keys[i*rules:(i+1)*rules]...)
		out = append(out, t.plan.key(r, t.row(i), t.word))
	}
	return out
}
