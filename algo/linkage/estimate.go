package linkage

import (
	"math"
	"math/rand/v2"
	"slices"
)

const (
	roundsMost = 300
	settled    = 1e-5 // change of the expected matches, in parts, at which it ends
	firmly     = 20.0 // pairs that the first guess of households counts for
	loosely    = 1.0  // the same of matches
)

// class is a sort of pair: what a column's levels are like in it, and how common it is.
type class struct {
	chances [][]float64 // column, level from 1
	guess   [][]float64 // what they begin with, and are held to
	hold    float64     // how many pairs the guess counts for
	share   float64
}

// estimate is expectation and maximisation on a histogram. Every pair of records counts:
// those that no rule makes are taken for strangers.
type estimate struct {
	plan     *plan
	h        *histogram
	all      float64     // pairs of records
	drawn    [][]float64 // levels among pairs drawn at random
	filled   []float64   // share of pairs that both have a value, by column
	match    class
	stranger class
	family   class
	use      []bool // by rule
	levels   [][]uint8
	// posts are the probabilities of each tally that it is a match, and a household.
	posts [][2]float64
}

func newEstimate(plan *plan, p *pairs, h *histogram, r *rand.Rand) *estimate {
	e := &estimate{plan: plan, h: h, all: p.everyPair(), use: make([]bool, p.rules), posts: make([][2]float64, len(h.tallies))}
	for i := range e.use {
		e.use[i] = true
	}
	for _, t := range h.tallies {
		levels := make([]uint8, len(plan.tests))
		for c := range levels {
			levels[c] = uint8(plan.level(t.pattern, c))
		}
		e.levels = append(e.levels, levels)
	}
	e.draw(p, r)
	e.stranger = class{chances: clone(e.drawn)}
	e.begin(p)
	return e
}

func clone(x [][]float64) [][]float64 {
	out := make([][]float64, len(x))
	for i := range x {
		out[i] = slices.Clone(x[i])
	}
	return out
}

// draw sees how strangers compare. How often they have the very same value is counted, for
// that is too rare to be drawn.
func (e *estimate) draw(p *pairs, r *rand.Rand) {
	c := newComparer(p.left)
	seen := make([][]float64, len(e.plan.tests))
	for i := range seen {
		seen[i] = make([]float64, e.plan.levels(i))
	}
	for range drawn {
		l, m := r.IntN(p.left.Len()), r.IntN(p.right.Len())
		if p.same && l == m {
			continue
		}
		c.all(p.left.row(l), p.right.row(m))
		for i, k := range c.levels {
			seen[i][k]++
		}
	}
	for i, counts := range seen {
		equal, filled := equalByChance(i, p)
		e.filled = append(e.filled, filled)
		e.drawn = append(e.drawn, e.strange(i, counts[1:], max(equal, 0.5/e.all)))
	}
}

// strange makes chances of the levels that were drawn. Where the column that this one depends
// on is alike, equal values are common enough to be drawn.
func (e *estimate) strange(column int, counts []float64, equal float64) (chances []float64) {
	e.plan.runs(column, func(from, to int) {
		if from == e.plan.width(column) {
			chances = append(chances, smoothed(counts[from:to])...)
		} else {
			chances = append(chances, withEqual(counts[from:to], equal)...)
		}
	})
	return chances
}

// unseen is how many pairs a level that was not drawn counts for.
const unseen = 0.3

func smoothed(counts []float64) []float64 {
	out := make([]float64, len(counts))
	sum := 0.0
	for i, n := range counts {
		out[i] = n + unseen
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// equalByChance is how likely two records are to have the same value of a column where both
// have one, and how likely they are to have one.
func equalByChance(column int, p *pairs) (equal, filled float64) {
	left, n := count(column, []*Table{p.left})
	right, m := left, n
	if !p.same {
		right, m = count(column, []*Table{p.right})
	}
	pairs := float64(n) * float64(m)
	same := 0.0
	for t := range left {
		same += float64(left[t]) * float64(right[t])
	}
	if p.same {
		pairs, same = pairs-float64(n), same-float64(n)
	}
	if pairs <= 0 {
		return 0, 0
	}
	return same / pairs, float64(n) * float64(m) / (float64(p.left.Len()) * float64(p.right.Len()))
}

// withEqual makes chances of counts, of which the first is known better. Values that all have
// may still come to differ.
func withEqual(counts []float64, equal float64) []float64 {
	equal = min(equal, 1-1e-6)
	out := append([]float64{equal}, smoothed(counts[1:])...)
	for i := range out[1:] {
		out[i+1] *= 1 - equal
	}
	return out
}

// begin guesses what is to be learnt: true pairs mostly agree; people of one household have
// their address in common, and mostly their surname, and are otherwise as strangers.
func (e *estimate) begin(p *pairs) {
	e.match = class{hold: loosely, share: float64(min(p.left.Len(), p.right.Len())) / 4 / e.all}
	e.family = class{hold: firmly}
	for i := range e.plan.tests {
		e.match.guess = append(e.match.guess, e.mostly(i, 0.85))
		e.family.guess = append(e.family.guess, e.atHome(i))
	}
	if e.plan.home != nil {
		e.family.share = e.match.share
	}
	e.match.chances, e.family.chances = clone(e.match.guess), clone(e.family.guess)
}

// mostly are chances of a column of whose levels the first has so much, and the others share
// the rest. Where the column it depends on differs, nothing is likelier than that it does too.
func (e *estimate) mostly(column int, equal float64) []float64 {
	out := make([]float64, e.plan.levels(column)-1)
	e.plan.runs(column, func(from, to int) {
		for i := from; i < to; i++ {
			out[i] = (1 - equal) / float64(to-from-1)
		}
		out[from] = equal
		if from == 2*e.plan.width(column) {
			out[from], out[to-1] = out[to-1], out[from]
		}
	})
	return out
}

// atHome guesses how two people of one household compare in a column.
func (e *estimate) atHome(column int) []float64 {
	switch kind := e.plan.schema.Columns[column].Kind; {
	case kind == Surname:
		return e.mostly(column, 0.75)
	case slices.Contains(e.plan.home, column) || kind == UPRN || kind == Postcode:
		return e.mostly(column, 0.95)
	}
	return slices.Clone(e.drawn[column])
}

// run goes round until the expected matches settle, and says how often it did.
func (e *estimate) run() int {
	for n := 1; ; n++ {
		before := e.match.share
		e.expect()
		e.maximise()
		if change := math.Abs(e.match.share/before - 1); change < settled || n == roundsMost {
			e.expect()
			return n
		}
	}
}

// expect says of each tally what its pairs are.
func (e *estimate) expect() {
	m, s, f := logsOf(e.match), logsOf(e.stranger), logsOf(e.family)
	prior := [3]float64{math.Log2(e.match.share), math.Log2(1 - e.match.share - e.family.share), math.Log2(e.family.share)}
	for i, levels := range e.levels {
		at := prior
		for c, k := range levels {
			at[0], at[1], at[2] = at[0]+m[c][k], at[1]+s[c][k], at[2]+f[c][k]
		}
		whole := eitherOf(at[0], eitherOf(at[1], at[2]))
		e.posts[i] = [2]float64{math.Exp2(at[0] - whole), math.Exp2(at[2] - whole)}
	}
}

func logsOf(c class) [][]float64 {
	out := make([][]float64, len(c.chances))
	for i, chances := range c.chances {
		out[i] = logs(chances)
	}
	return out
}
