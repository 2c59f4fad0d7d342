package linkage

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Link is two records that may be one person.
type Link struct {
	Left, Right int     // rows of the tables
	Pattern     uint32  // the levels of all columns as one number
	Weight      float64 // log2 of the odds that they are
	Probability float64 // that they are
}

// Link finds the pairs of a left and a right record that are one person, with a probability
// of o.Least or more, and yields them by left and then right row until yield returns false.
// The tables share their words ([Table.Beside]) and have the columns of the model.
func (m *Model) Link(ctx context.Context, left, right *Table, o Options, yield func(Link) bool) (pairs int, err error) {
	if err := together(left, right); err != nil {
		return 0, err
	}
	return m.link(ctx, left, right, o, yield)
}

// Dedupe finds the pairs of records of one table that are one person, as [Model.Link] does.
func (m *Model) Dedupe(ctx context.Context, t *Table, o Options, yield func(Link) bool) (pairs int, err error) {
	return m.link(ctx, t, nil, o, yield)
}

func (m *Model) link(ctx context.Context, left, right *Table, o Options, yield func(Link) bool) (int, error) {
	if err := m.fits(left); err != nil {
		return 0, err
	}
	p, err := pair(left, right, left.plan.rules, o.pairs())
	if err != nil {
		return 0, err
	}
	s := newScorer(m, left.plan)
	s.weigh(p.tables()...)
	links, compared, err := p.score(ctx, s, o)
	if err != nil {
		return compared, err
	}
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right)) })
	for _, l := range links {
		if !yield(l) {
			break
		}
	}
	return compared, nil
}

// tables are the tables, each once.
func (p *pairs) tables() []*Table {
	if p.same {
		return []*Table{p.left}
	}
	return []*Table{p.left, p.right}
}

// score compares all pairs and keeps those whose weight is enough.
func (p *pairs) score(ctx context.Context, s *scorer, o Options) (links []Link, compared int, err error) {
	units := p.units()
	found, counts := make([][]Link, len(units)), make([]int, len(units))
	own := func() *sieve { return newSieve(p.left, s, o.least()) }
	err = share(ctx, o.workers(), len(units), own, func(v *sieve, i int) {
		var row int
		v.links = nil
		begin := func(l int) { row = l; v.begin(p.left.row(l)) }
		p.visit(units[i], begin, func(r int) {
			counts[i]++
			v.try(row, r, p.right.row(r))
		})
		found[i] = v.links
	})
	for _, n := range counts {
		compared += n
	}
	return slices.Concat(found...), compared, err
}

// sieve compares one record with others and lets those go, as early as it can, whose weight
// cannot be enough any more.
type sieve struct {
	*comparer
	*scorer
	least float64
	left  []uint32
	hope  []float64 // by place in order: the most that the columns from there on can add
	links []Link
}

func newSieve(t *Table, s *scorer, least float64) *sieve {
	return &sieve{comparer: newComparer(t), scorer: s, least: least, hope: make([]float64, len(s.order)+1)}
}

// begin takes a record that others are compared with.
func (v *sieve) begin(row []uint32) {
	v.left = row
	for at := len(v.order) - 1; at >= 0; at-- {
		v.hope[at] = v.hope[at+1] + v.most(v.order[at], row)
	}
}

// most is the most that a column can add for a record. A missing name can still be found in
// the place of the other.
func (v *sieve) most(column int, row []uint32) (most float64) {
	token := row[column]
	p := v.comparer.plan
	if token == 0 && (p.swapped == 0 || column != p.given && column != p.surname) {
		return 0
	}
	for k, g := range v.gain[column] {
		if p.own(column, uint8(k)) == 1 {
			g += max(0, v.lent(column, token))
		}
		most = max(most, g)
	}
	return most
}

// try compares a record and keeps the link when there is one.
func (v *sieve) try(l, r int, row []uint32) {
	sum := v.prior
	p := v.comparer.plan
	a, b, swapped := uint32(0), uint32(0), false
	if p.swapped != 0 {
		a, b, swapped = v.isSwapped(v.left, row)
	}
	for at, column := range v.order {
		k := uint8(0)
		switch {
		case swapped && column == p.given:
			k = p.swapped
		case swapped && column == p.surname:
			k = v.level(column, a, b)
		default:
			if k = v.level(column, v.left[column], row[column]); k == 1 {
				sum += v.lent(column, row[column])
			}
			k = p.within(column, k, v.levels)
		}
		v.levels[column] = k
		if sum += v.gain[column][k]; sum+v.hope[at+1] < v.least {
			return
		}
	}
	if w := v.total(v.levels, row); w >= v.least && !math.IsNaN(w) {
		v.links = append(v.links, Link{Left: l, Right: r, Pattern: v.pattern(), Weight: w, Probability: Probability(w)})
	}
}
