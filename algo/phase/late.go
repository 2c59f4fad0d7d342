package phase

import (
	"fmt"
	"slices"
)

// Vintage is what was known of some areas at the end of a day.
type Vintage struct {
	AsOf   Day
	Series []Series
}

// Of how figures that come late are treated.
const (
	Hidden   = 3  // how many last days are not used: those 0, 1 and 2 days old
	Remember = 21 // from how many vintages it is learnt how late figures come
	Settled  = 21 // days after which a count is taken as final
	Untaught = 5  // how many last days are not used before
	Whole    = 0.9
)

// Lateness is how much of a day's final count is known, by how many days ago it was.
type Lateness struct {
	AsOf  Day
	Share [Settled]float64 // by age in days
	Steps int              // from how many pairs of vintages it was learnt; 0 where there is no earlier one
}

// Completeness learns from the last 21 vintages up to asOf how late figures come, by the chain
// ladder: how the counts of all areas together grew from one day's age to the next, multiplied
// from the oldest down. Only vintages of two days running are compared. A vintage later than
// asOf is not looked at.
func Completeness(vintages []Vintage, asOf Day) Lateness {
	known := lastUpTo(vintages, asOf)
	var before, after [Settled]float64
	l := Lateness{AsOf: asOf}
	for i := 1; i < len(known); i++ {
		if known[i].AsOf == known[i-1].AsOf+1 {
			l.Steps++
			grown(known[i-1], known[i], &before, &after)
		}
	}
	share := 1.0
	for age := Settled - 1; age >= 0; age-- {
		if before[age] > 0 && after[age] > 0 {
			share *= before[age] / after[age]
		}
		l.Share[age] = min(1, share)
	}
	return l
}

// lastUpTo are the last vintages up to a day, oldest first.
func lastUpTo(vintages []Vintage, asOf Day) []Vintage {
	known := make([]Vintage, 0, len(vintages))
	for _, v := range vintages {
		if v.AsOf <= asOf {
			known = append(known, v)
		}
	}
	slices.SortStableFunc(known, func(a, b Vintage) int { return int(a.AsOf - b.AsOf) })
	return known[max(0, len(known)-Remember):]
}

// grown adds how the counts of each age grew from one vintage to the next.
func grown(was, is Vintage, before, after *[Settled]float64) {
	for i := range is.Series {
		s, ok := was.of(is.Series[i].Area, i)
		if !ok {
			continue
		}
		for age := range Settled {
			day := was.AsOf - Day(age)
			a, b := s.on(day), is.Series[i].on(day)
			if a.Kind == Known && b.Kind == Known {
				before[age] += float64(a.N)
				after[age] += float64(b.N)
			}
		}
	}
}

// of is the series of an area, looked for at a place first.
func (v Vintage) of(area string, at int) (Series, bool) {
	if at < len(v.Series) && v.Series[at].Area == area {
		return v.Series[at], true
	}
	i := slices.IndexFunc(v.Series, func(s Series) bool { return s.Area == area })
	if i < 0 {
		return Series{}, false
	}
	return v.Series[i], true
}

// on is the count of a day; missing outside the series.
func (s Series) on(d Day) Obs {
	if i := int(d - s.From); i >= 0 && i < len(s.Obs) {
		return s.Obs[i]
	}
	return Obs{Kind: Missing}
}

// through is a copy of a series that ends on a day; days that it lacks are missing.
func (s Series) through(d Day) Series {
	s = s.Until(d)
	s.Obs = slices.Clone(s.Obs)
	for s.Last() < d {
		s.Obs = append(s.Obs, Obs{Kind: Missing})
	}
	return s
}

// Apply is a series as it is to be used: its days through AsOf, the last three missing, of older
// ones the share that is known. Where there was no earlier vintage to learn from the last five
// are missing, and the others are taken as final.
func (l Lateness) Apply(s Series) Series {
	s = s.through(l.AsOf)
	for age := range Settled {
		i := int(l.AsOf-s.From) - age
		if i < 0 || i >= len(s.Obs) {
			continue
		}
		o := &s.Obs[i]
		switch share := l.Share[age]; {
		case age < Hidden, l.Steps == 0 && age < Untaught, share < usable:
			o.Kind = Missing
		case l.Steps > 0:
			o.Share = share
		}
	}
	return s
}

// Cover is a series of which nothing is known of when figures come: its days up to asOf, the
// last three missing.
func Cover(s Series, asOf Day) Series {
	s = s.through(asOf)
	for age := range Hidden {
		if i := int(asOf-s.From) - age; i >= 0 && i < len(s.Obs) {
			s.Obs[i].Kind = Missing
		}
	}
	return s
}

// String says how much is known by age.
func (l Lateness) String() string {
	return fmt.Sprintf("of figures 3, 5 and 7 days old %.0f%%, %.0f%% and %.0f%% are known", 100*l.Share[3], 100*l.Share[5], 100*l.Share[7])
}
