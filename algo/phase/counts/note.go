package counts

import (
	"fmt"
	"slices"

	"kith/algo/phase"
)

// note says what was taken in a way of its own.
func (f *File) note(g *Rows) {
	say := func(n int, one, many string) {
		switch {
		case n == 1:
			f.Notes = append(f.Notes, one)
		case n > 1:
			f.Notes = append(f.Notes, fmt.Sprintf(many, n))
		}
	}
	say(g.repeated, "One row stands there twice with the same count, and is taken once.", "%d rows stand there twice with the same count, and are taken once.")
	say(g.corrections, "One count is below zero, a correction of earlier days; the day is taken as missing.", "%d counts are below zero, corrections of earlier days; the days are taken as missing.")
	say(g.hidden, "One count is hidden; what it may be is reckoned with.", "%d counts are hidden; what they may be is reckoned with.")
	last := f.Vintages[len(f.Vintages)-1]
	say(missing(last)-g.corrections, "One day has no count, and is taken as missing.", "%d days have no count, and are taken as missing.")
	for _, a := range g.areas {
		if !has(last, a.Name) {
			f.Notes = append(f.Notes, fmt.Sprintf("%s is not in the newest vintage, of %v, and is left out.", a.Name, last.AsOf))
		}
	}
	for _, s := range last.Series {
		if s.Last() < last.Series[0].Last() {
			f.Notes = append(f.Notes, fmt.Sprintf("%s has counts up to %v, others later ones.", s.Area, s.Last()))
		}
	}
}

func has(v phase.Vintage, area string) bool {
	return slices.ContainsFunc(v.Series, func(s phase.Series) bool { return s.Area == area })
}

func missing(v phase.Vintage) (n int) {
	for _, s := range v.Series {
		for _, o := range s.Obs {
			if o.Kind == phase.Missing {
				n++
			}
		}
	}
	return n
}
