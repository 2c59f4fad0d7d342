package linkage

import (
	"fmt"
	"strings"
)

// pairs is every pair that some rule calls worth comparing.
type pairs struct {
	left, right *Table
	same        bool // left is right: each record is compared with those behind it
	rules       int
	keysL       []uint64 // record after record
	keysR       []uint64
	entriesL    [][]entry // of each rule
	entriesR    [][]entry
	runs        [][]run
	counts      []int // pairs of each rule, those of earlier rules included
}

// BudgetError says that the blocking rules make more pairs than are allowed.
type BudgetError struct {
	Rule           Rule // the one that makes most
	Pairs, Of      int  // its pairs, and those of all rules
	Allowed        int
	Largest        int    // pairs of its largest block
	LargestExample string // what the records of that block have, without the rule's cut
}

// Error says how to mend it.
func (e *BudgetError) Error() string {
	return fmt.Sprintf("linkage: the blocking rules make %d pairs and %d are allowed; %q alone makes %d, of which %d are in one block (%s): add a part to it, or allow more",
		e.Of, e.Allowed, e.Rule, e.Pairs, e.Largest, e.LargestExample)
}

// pair finds the blocks of two tables, or of one with itself where right is nil, and refuses
// before anything is compared when they hold more pairs than allowed.
func pair(left, right *Table, rules []rule, allowed int) (*pairs, error) {
	p := &pairs{left: left, right: right, same: right == nil, rules: len(rules)}
	p.keysL = left.keys(rules)
	p.keysR = p.keysL
	if p.same {
		p.right = left
	} else {
		p.keysR = right.keys(rules)
	}
	for i := range rules {
		l := blocksOf(p.keysL, i, p.rules)
		r := l
		if !p.same {
			r = blocksOf(p.keysR, i, p.rules)
		}
		runs := merge(l, r, p.same)
		p.entriesL, p.entriesR, p.runs = append(p.entriesL, l), append(p.entriesR, r), append(p.runs, runs)
		n := 0
		for _, b := range runs {
			n += b.pairs(p.same)
		}
		p.counts = append(p.counts, n)
	}
	return p, p.judge(rules, allowed)
}

// total is the pairs of all rules, those that several make counted by each.
func (p *pairs) total() (n int) {
	for _, c := range p.counts {
		n += c
	}
	return n
}

func (p *pairs) judge(rules []rule, allowed int) error {
	if p.total() <= allowed {
		return nil
	}
	most := 0
	for i, c := range p.counts {
		if c > p.counts[most] {
			most = i
		}
	}
	e := &BudgetError{Pairs: p.counts[most], Of: p.total(), Allowed: allowed}
	if most < len(p.left.schema.Rules) {
		e.Rule = p.left.schema.Rules[most]
	}
	for _, b := range p.runs[most] {
		if n := b.pairs(p.same); n > e.Largest {
			e.Largest, e.LargestExample = n, p.example(rules[most], int(p.entriesL[most][b.l].row))
		}
	}
	return e
}

func (p *pairs) example(r rule, row int) string {
	var said []string
	for _, piece := range r {
		said = append(said, p.left.schema.Columns[piece.column].Name+" as of "+p.left.ID(row))
	}
	return strings.Join(said, ", ")
}

// unitPairs is about how many pairs are done at a time.
const unitPairs = 1 << 15

// unit is some blocks of a rule, the work of a moment.
type unit struct {
	rule int
	runs []run
}

// units cuts the work up. A block that is too large by itself is cut by its left records.
func (p *pairs) units() (units []unit) {
	for rule, runs := range p.runs {
		var u unit
		n := 0
		for _, b := range runs {
			for b.l < b.lEnd {
				piece := b
				piece.lEnd = min(b.lEnd, b.l+1+unitPairs/max(1, b.rEnd-b.r))
				b.l = piece.lEnd
				u.runs = append(u.runs, piece)
				if n += piece.pairs(p.same); n >= unitPairs {
					units, u, n = append(units, unit{rule, u.runs}), unit{}, 0
				}
			}
		}
		if len(u.runs) > 0 {
			units = append(units, unit{rule, u.runs})
		}
	}
	return units
}

// visit calls begin for each left record of a unit and each for each right one that shares
// its key. The two may agree by an earlier rule, which then makes the pair.
func (p *pairs) visit(u unit, begin func(l int), each func(r int)) {
	left, right := p.entriesL[u.rule], p.entriesR[u.rule]
	for _, b := range u.runs {
		for i := b.l; i < b.lEnd; i++ {
			from := b.r
			if p.same {
				from = i + 1
			}
			if from == b.rEnd {
				continue
			}
			begin(int(left[i].row))
			for j := from; j < b.rEnd; j++ {
				each(int(right[j].row))
			}
		}
	}
}

// agree reports whether two records have a key in common.
func agree(mine, theirs []uint64) bool {
	theirs = theirs[:len(mine)]
	for i, k := range mine {
		if k != 0 && k == theirs[i] {
			return true
		}
	}
	return false
}
