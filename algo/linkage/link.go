package linkage

import (
	"cmp"
	"context"
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
// The tables share their words ([Table.Beside]) and have the columns of the model. It returns
// how many pairs the blocking rules make, those that several make counted by each.
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
	links, err := p.score(ctx, s, o)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(links, func(a, b Link) int { return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right)) })
	for _, l := range links {
		if !yield(l) {
			break
		}
	}
	return p.total(), nil
}

// tables are the tables, each once.
func (p *pairs) tables() []*Table {
	if p.same {
		return []*Table{p.left}
	}
	return []*Table{p.left, p.right}
}

// score weighs all pairs and keeps those whose weight is enough.
func (p *pairs) score(ctx context.Context, s *scorer, o Options) (links []Link, err error) {
	units := p.units()
	found := make([][]Link, len(units))
	own := func() *sieve { return newSieve(p.left, s, o.least()) }
	err = share(ctx, o.workers(), len(units), own, func(v *sieve, i int) {
		v.links = nil
		p.sift(units[i], v)
		found[i] = v.links
	})
	return slices.Concat(found...), err
}

// sift puts the pairs of a unit through a sieve. What can be seen at a glance comes first.
func (p *pairs) sift(u unit, v *sieve) {
	var l int
	var mine []uint64
	p.visit(u, func(row int) {
		l, mine = row, p.keysL[row*p.rules:row*p.rules+u.rule]
		v.begin(p.left.row(row))
	}, func(r int) {
		row := p.right.row(r)
		if bound, ok := v.glance(row); ok && !agree(mine, p.keysR[r*p.rules:]) {
			v.try(l, r, row, bound)
		}
	})
}
