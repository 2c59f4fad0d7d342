package linkage

import "math"

// sieve compares one record with others and lets those go, as early as it can, whose weight
// cannot be enough any more.
type sieve struct {
	*comparer
	*scorer
	least float64
	left  []uint32
	near  []float64 // the most that a column adds where values are not equal
	best  []float64 // the most that equal values add, however common they are
	equal []float64 // the most that a value equal to that of left adds
	links []Link
}

func newSieve(t *Table, s *scorer, least float64) *sieve {
	n := len(s.order)
	v := &sieve{comparer: newComparer(t), scorer: s, least: least, near: make([]float64, n), best: make([]float64, n), equal: make([]float64, n)}
	for column, gain := range s.gain {
		v.near[column], v.best[column] = math.Inf(-1), math.Inf(-1)
		for k, g := range gain[1:] {
			if s.plan.own(column, uint8(k+1)) == 1 {
				v.best[column] = max(v.best[column], g)
			} else {
				v.near[column] = max(v.near[column], g)
			}
		}
	}
	return v
}

// begin takes a record that others are compared with.
func (v *sieve) begin(row []uint32) {
	v.left = row
	for column, token := range row {
		v.equal[column] = v.best[column] + v.lent(column, token)
	}
}

// glance is the most that the weight of a record can be, seen from which values are equal
// alone, and whether that is enough. Names that may be changed round deserve a longer look.
func (v *sieve) glance(row []uint32) (bound float64, enough bool) {
	bound = v.prior
	for column, theirs := range row {
		switch mine := v.left[column]; {
		case mine == 0 || theirs == 0:
		case mine == theirs:
			bound += v.equal[column]
		default:
			bound += v.near[column]
		}
	}
	if p := v.comparer.plan; p.swapped != 0 {
		ga, sa, gb, sb := v.left[p.given], v.left[p.surname], row[p.given], row[p.surname]
		if ga != 0 && ga == sb || sa != 0 && sa == gb {
			return math.Inf(1), true
		}
	}
	return bound, bound >= v.least
}

// try compares a record and keeps the link when there is one. The bound is that of a glance,
// and falls with each column that is seen to be less alike than it might have been.
func (v *sieve) try(l, r int, row []uint32, bound float64) {
	p := v.comparer.plan
	for _, column := range v.order {
		mine, theirs := v.left[column], row[column]
		k := p.within(column, v.level(column, mine, theirs), v.levels)
		v.levels[column] = k
		if mine == 0 || theirs == 0 {
			continue
		}
		if mine == theirs {
			bound += v.gain[column][k] - v.best[column]
		} else {
			bound += v.gain[column][k] - v.near[column]
		}
		if bound < v.least {
			return
		}
	}
	if math.IsInf(bound, 1) {
		v.cross(v.left, row)
	}
	if w := v.total(v.levels, row); w >= v.least && !math.IsNaN(w) {
		v.links = append(v.links, Link{Left: l, Right: r, Pattern: v.pattern(), Weight: w, Probability: Probability(w)})
	}
}
