package risk

import "slices"

// Cuts are the least scores that are in each band but the last, the first band's first.
type Cuts []int

// CutBy finds the cuts so that no more people are in a band than can be rung in its weeks,
// with so many calls a week. Whoever has the same score is in the same band; where already
// the highest score is that of more people than can be rung, all of them are first.
func (p *Points) CutBy(totals []int, callsAWeek int) Cuts {
	sorted := slices.Clone(totals)
	slices.Sort(sorted)
	slices.Reverse(sorted)
	cuts, room := make(Cuts, len(p.Bands)-1), 0
	above := p.Most() + 1 // the cut of the band before
	for i := range cuts {
		room += p.Bands[i].Weeks * callsAWeek
		cuts[i] = max(1, min(cut(sorted, room, i == 0), above))
		above = cuts[i]
	}
	return cuts
}

// cut is the least score such that no more than room have it or more.
func cut(sorted []int, room int, first bool) int {
	switch {
	case len(sorted) == 0:
		return 1
	case room >= len(sorted):
		return sorted[len(sorted)-1]
	case first && sorted[room] == sorted[0]:
		return sorted[0]
	}
	return sorted[room] + 1
}

// Band is the number of the band a score is in, 0 the first. Whoever too little is known of
// never is in the last.
func (c Cuts) Band(s Score) int {
	n := len(c)
	for i, least := range c {
		if s.Total >= least {
			n = i
			break
		}
	}
	if s.NotLast {
		n = min(n, len(c)-1)
	}
	return n
}
