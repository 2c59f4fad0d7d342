package linkage

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// plan is a schema made ready: tests for levels, parts of keys for rules.
type plan struct {
	schema  *Schema
	tests   [][]test // of each column; level k+1 is tests[k]
	parents []int    // the column that each depends on; -1 for none
	order   []int    // the columns, parents first
	strides []uint32 // what one level of a column adds to a pattern
	rules   []rule
	given   int   // the columns of the two names; -1 where there are not both
	surname int   //
	swapped uint8 // level of names that are changed round; 0 where it is not asked for
	home    []int // columns that together say where somebody lives; nil where the schema has none
}

// compile checks a schema and makes it ready.
func compile(s *Schema) (*plan, error) {
	if s.ID == "" || len(s.Columns) == 0 {
		return nil, fmt.Errorf("linkage: a schema names an id column and at least one other")
	}
	own := *s
	if len(own.Rules) == 0 {
		own.Rules = ruled(s)
	}
	p := &plan{schema: &own, given: s.of(GivenName), surname: s.of(Surname)}
	for i, c := range s.Columns {
		if j, _ := s.column(c.Name); c.Name == "" || j != i {
			return nil, fmt.Errorf("linkage: column %d has no name of its own", i+1)
		}
		p.parents = append(p.parents, parentOf(s, i))
		if err := p.compileColumn(c); err != nil {
			return nil, fmt.Errorf("column %s: %w", c.Name, err)
		}
	}
	if err := p.number(); err != nil {
		return nil, err
	}
	p.findSwap()
	p.order = parentsFirst(p.parents)
	p.home = homeOf(s)
	return p, p.compileRules()
}

func (p *plan) compileColumn(c Column) error {
	levels := c.levels()
	if len(levels) == 0 {
		return fmt.Errorf("linkage: %q is no kind; the kinds are given-name, surname, date, postcode, address, nhs-number, phone, uprn, exact, text and deceased", c.Kind)
	}
	if levels[0] != "exact" {
		return fmt.Errorf("linkage: the first level is exact")
	}
	tests := make([]test, len(levels))
	for i, l := range levels {
		made, err := compileLevel(l)
		if err != nil {
			return err
		}
		tests[i] = made
	}
	p.tests = append(p.tests, tests)
	return nil
}

// number gives each column its place in the pattern.
func (p *plan) number() error {
	stride := uint64(1)
	for i := range p.tests {
		if p.levels(i) > math.MaxUint8 {
			return fmt.Errorf("linkage: column %d has more than %d levels; leave some out", i+1, math.MaxUint8)
		}
		p.strides = append(p.strides, uint32(stride))
		if stride *= uint64(p.levels(i)); stride > math.MaxUint32 {
			return fmt.Errorf("linkage: the columns have more levels than one number can tell apart; leave some out")
		}
	}
	return nil
}

// parentsFirst orders columns so that none stands before the one it depends on.
func parentsFirst(parents []int) []int {
	order := make([]int, len(parents))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(min(parents[a], 0), min(parents[b], 0)) })
	return order
}

// findSwap notes the two names, and whether the given name is compared crosswise.
func (p *plan) findSwap() {
	if p.given < 0 || p.surname < 0 {
		p.given, p.surname = -1, -1
		return
	}
	at := slices.Index(p.schema.Columns[p.given].levels(), Level("swapped"))
	p.swapped = uint8(at + 1)
}

// homeOf is the columns by which a household is known.
func homeOf(s *Schema) []int {
	address, postcode, uprn := s.of(Address), s.of(Postcode), s.of(UPRN)
	switch {
	case address >= 0 && postcode >= 0:
		return []int{address, postcode}
	case address >= 0:
		return []int{address}
	case uprn >= 0:
		return []int{uprn}
	}
	return nil
}

// level reads the level of a column out of a pattern.
func (p *plan) level(pattern uint32, column int) int {
	return int(pattern / p.strides[column] % uint32(p.levels(column)))
}
