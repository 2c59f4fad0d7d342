package linkage

// Somebody who moved has another address, another postcode and another UPRN: one thing, which
// must not count three times. Therefore how a postcode and a UPRN compare is learnt apart for
// pairs whose address is missing, is alike, and differs; the chances of such a column are three
// runs of its levels, one for each case.

// cases are the ways in which the column that another depends on compares.
const cases = 3

// parentOf is the column that another depends on; -1 for none.
func parentOf(s *Schema, column int) int {
	kind := s.Columns[column].Kind
	address, postcode := s.of(Address), s.of(Postcode)
	switch {
	case kind != UPRN && kind != Postcode:
		return -1
	case address >= 0:
		return address
	case kind == UPRN:
		return postcode
	}
	return -1
}

// width is how many levels of its own a column has, the last of which is that values differ.
func (p *plan) width(column int) int { return len(p.tests[column]) + 1 }

// levels is how many levels a column has in each case, with 0 for a missing value.
func (p *plan) levels(column int) int {
	if p.parents[column] >= 0 {
		return cases*p.width(column) + 1
	}
	return p.width(column) + 1
}

// own is the level of a column without the case: 1 for equal values.
func (p *plan) own(column int, level uint8) int {
	if level == 0 {
		return 0
	}
	return (int(level)-1)%p.width(column) + 1
}

// within is a column's own level in the case that its parent makes.
func (p *plan) within(column int, own uint8, levels []uint8) uint8 {
	parent := p.parents[column]
	if parent < 0 || own == 0 {
		return own
	}
	at := 1
	switch int(levels[parent]) {
	case 0:
		at = 0
	case p.width(parent):
		at = 2
	}
	return own + uint8(at*p.width(column))
}

// runs calls f for each run of chances of a column, each of which sums to 1.
func (p *plan) runs(column int, f func(from, to int)) {
	w := p.width(column)
	for from := 0; from < p.levels(column)-1; from += w {
		f(from, from+w)
	}
}
