package linkage

import (
	"cmp"
	"math"
	"slices"
)

// Share is a part of a whole, with the interval in which it lies 95 times in 100 (Wilson, 1927).
type Share struct {
	Part, Whole int
	Low, High   float64 // from 0 to 1
}

// Of is the share itself; 0 of nothing.
func (s Share) Of() float64 {
	if s.Whole == 0 {
		return 0
	}
	return float64(s.Part) / float64(s.Whole)
}

func shareOf(part, whole int) Share {
	s := Share{Part: part, Whole: whole, High: 1}
	if whole == 0 {
		return s
	}
	const z = 1.959964
	n, p := float64(whole), float64(part)/float64(whole)
	middle, around := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	s.Low, s.High = max(0, (middle-around)/(1+z*z/n)), min(1, (middle+around)/(1+z*z/n))
	return s
}

// GroupErrors are the errors of linkage among the records of one group.
type GroupErrors struct {
	Group  string // "" is of whom it is not known
	Missed Share  // true links that were not made, of those there are
	False  Share  // links that are not true, of those that were made
}

// Errors counts errors by group, where the truth is known: truth is for each left record the
// right record it is, -1 where it is nobody's, and -2 where nobody knows, which is passed over;
// group is what is compared, such as an age band, for each left record. Only links of least or
// more count. The groups come in order; the one with the most missed of its own is where people
// look as if nobody knew them.
func Errors(links []Link, truth []int, group []string, least float64) []GroupErrors {
	type tally struct{ there, found, made, wrong int }
	tallies := map[string]*tally{}
	of := func(left int) *tally {
		t := tallies[group[left]]
		if t == nil {
			t = &tally{}
			tallies[group[left]] = t
		}
		return t
	}
	for left, right := range truth {
		if right >= 0 {
			of(left).there++
		}
	}
	for _, l := range links {
		if l.Probability < least || truth[l.Left] == -2 {
			continue
		}
		t := of(l.Left)
		if t.made++; truth[l.Left] == l.Right {
			t.found++
		} else {
			t.wrong++
		}
	}
	var all []GroupErrors
	for name, t := range tallies {
		all = append(all, GroupErrors{name, shareOf(t.there-t.found, t.there), shareOf(t.wrong, t.made)})
	}
	slices.SortFunc(all, func(a, b GroupErrors) int { return cmp.Compare(a.Group, b.Group) })
	return all
}
