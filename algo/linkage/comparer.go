package linkage

import "kith/algo/linkage/compare"

// comparer compares records. Each worker has its own, for it remembers what it has compared.
type comparer struct {
	plan     *plan
	words    [][]word // of each column
	patterns []compare.Pattern
	crossed  compare.Pattern
	seen     []slot // a stretch of cacheSize for each column
	levels   []uint8
	forget   bool // words may change their number, so that nothing is to be remembered
}

// slot remembers the level of two words.
type slot struct {
	a, b  uint32
	level uint8
}

// cacheSize is a power of two.
const cacheSize = 1 << 12

func newComparer(t *Table) *comparer {
	c := newForgetful(t)
	c.forget, c.seen = false, make([]slot, len(t.dicts)*cacheSize)
	return c
}

// newForgetful makes a comparer that remembers nothing, for a handful of comparisons.
func newForgetful(t *Table) *comparer {
	n := len(t.dicts)
	c := &comparer{plan: t.plan, patterns: make([]compare.Pattern, n), levels: make([]uint8, n), forget: true}
	for _, d := range t.dicts {
		c.words = append(c.words, d.words)
	}
	return c
}

// level compares two words of a column: 0 where one is missing, 1 where they are equal, and so
// on by the column's levels.
func (c *comparer) level(column int, a, b uint32) uint8 {
	switch tests := c.plan.tests[column]; {
	case a == 0 || b == 0:
		return 0
	case a == b:
		return 1
	case len(tests) == 1:
		return 2
	case c.forget:
		return c.judge(column, &c.words[column][a], &c.words[column][b])
	}
	s := &c.seen[column*cacheSize+int((a*0x9e3779b1^b*0x85ebca6b)>>20)]
	if s.a != a || s.b != b {
		*s = slot{a, b, c.judge(column, &c.words[column][a], &c.words[column][b])}
	}
	return s.level
}

// judge goes through the tests of a column for two words that are not equal.
func (c *comparer) judge(column int, a, b *word) uint8 {
	tests := c.plan.tests[column]
	for k := 1; k < len(tests); k++ {
		if tests[k](c, &c.patterns[column], a, b) {
			return uint8(k + 1)
		}
	}
	return uint8(len(tests) + 1)
}

// nearEnough is how alike the second names of two people must be whose first are changed round.
const nearEnough = 0.85

// isSwapped reports whether given name and surname are changed round in one of two records,
// and which two words are left to be compared once one name was found in the other's place.
func (c *comparer) isSwapped(l, r []uint32) (a, b uint32, swapped bool) {
	ga, sa, gb, sb := l[c.plan.given], l[c.plan.surname], r[c.plan.given], r[c.plan.surname]
	if ga == gb || sa == sb && sa != 0 {
		return 0, 0, false
	}
	switch {
	case ga != 0 && ga == sb:
		return sa, gb, c.crosswise(sa, gb)
	case sa != 0 && sa == gb:
		return ga, sb, c.crosswise(ga, sb)
	}
	return 0, 0, false
}

func (c *comparer) crosswise(a, b uint32) bool {
	if a == 0 || b == 0 || a == b {
		return true
	}
	names := c.words[c.plan.given]
	c.crossed.Set(names[a].text)
	return c.crossed.JaroWinkler(names[b].text) >= nearEnough
}

// all compares two records in every column, in c.levels.
func (c *comparer) all(l, r []uint32) {
	for _, i := range c.plan.order {
		c.levels[i] = c.plan.within(i, c.level(i, l[i], r[i]), c.levels)
	}
	if c.plan.swapped != 0 {
		c.cross(l, r)
	}
}

// cross compares the names crosswise, in c.levels, where they are changed round.
func (c *comparer) cross(l, r []uint32) {
	if a, b, ok := c.isSwapped(l, r); ok {
		c.levels[c.plan.given], c.levels[c.plan.surname] = c.plan.swapped, c.level(c.plan.surname, a, b)
	}
}

// pattern is c.levels as one number.
func (c *comparer) pattern() (n uint32) {
	for i, level := range c.levels {
		n += uint32(level) * c.plan.strides[i]
	}
	return n
}
