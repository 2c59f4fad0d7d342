package situation

import (
	"context"
	"fmt"
	"math"
	"slices"

	"kith/algo/phase"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/places"
)

// Demand is what was asked of a place, beside what chance explains; or what was done there.
type Demand struct {
	Series    Series
	Place     string // id of a neighbourhood; "" is the whole borough
	Name      string // of the place
	Days      []DemandDay
	Above     int    // of the last seven days, how many were above the bound
	Sentence  string // "" of what was done, which is held against no chance
	Yesterday int    // -1 where it was not counted
	Week      int    // the seven days up to yesterday
	Before    int    // the seven before those; -1 where not all of them were counted
}

// DemandDay is a day of a demand.
type DemandDay struct {
	Day   day.Date
	N     int
	Mean  float64 // what was to be expected; NaN where too little is known to say
	Bound float64 // the most that chance explains; NaN as Mean
	Above bool
}

// lately is how many days a sentence is of.
const lately = 7

// Demand says of everything that is counted, in the whole borough and in each neighbourhood,
// how much it was, and of what was asked whether it is more than chance explains. It is for those of [Insiders]: with a role for one
// neighbourhood they see that one alone. Figures are exact.
func (s *Service) Demand(ctx context.Context) (all []Demand, err error) {
	defer fault.Wrap(&err, "what is asked")
	if err := access.CheckHeld(ctx, insiders...); err != nil {
		return nil, err
	}
	hoods, err := s.hoods(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := everyAsked(s.db.Read(ctx))
	if err != nil {
		return nil, err
	}
	who := access.From(ctx)
	shown := append([]places.Neighbourhood{{Name: "the borough"}}, hoods...)
	for _, series := range s.series {
		by := sinceFirst(kept[series.Name])
		weekdays := phase.Weekday(seriesOf(by, hoods))
		for _, h := range shown {
			if who.HasFor(h.ID, insiders...) {
				all = append(all, demandOf(series, h, by[h.ID], weekdays))
			}
		}
	}
	return all, nil
}

// sinceFirst are the counts from the first day on that anything was counted anywhere: before it
// nobody asked because nobody could.
func sinceFirst(by map[string][]asked) map[string][]asked {
	began := slices.IndexFunc(by[""], func(a asked) bool { return a.n > 0 })
	if began < 0 {
		return nil
	}
	first, cut := by[""][began].on, make(map[string][]asked, len(by))
	for place, days := range by {
		for i, a := range days {
			if !a.on.Before(first) {
				cut[place] = days[i:]
				break
			}
		}
	}
	return cut
}

// seriesOf are the counts of the neighbourhoods, to learn weekdays from.
func seriesOf(by map[string][]asked, hoods []places.Neighbourhood) (pool []phase.Series) {
	for _, h := range hoods {
		if days := by[h.ID]; len(days) > 0 {
			pool = append(pool, numbers(h.Name, days))
		}
	}
	return pool
}

// numbers are counted days as package phase takes them; a day that was not counted is missing.
func numbers(name string, days []asked) phase.Series {
	s := phase.Series{Area: name, Pop: 1, From: dayOf(days[0].on)}
	for _, a := range days {
		for s.Last() < dayOf(a.on)-1 {
			s.Obs = append(s.Obs, phase.Obs{Kind: phase.Missing})
		}
		s.Obs = append(s.Obs, phase.Obs{N: int(a.n)})
	}
	return s
}

func demandOf(series Series, h places.Neighbourhood, days []asked, weekdays [7]float64) Demand {
	d := Demand{Series: series, Place: h.ID, Name: h.Short()}
	d.weigh(days)
	if len(days) > 0 && !series.Done {
		s := numbers(h.Name, days)
		for i, e := range phase.Exceed(s, weekdays) {
			d.Days = append(d.Days, DemandDay{dateOf(e.Day), s.Obs[i].N, e.Mean, e.Bound, e.Above})
		}
	}
	if !series.Done {
		d.Sentence = d.say()
	}
	return d
}

// weigh adds up yesterday and the two weeks before today. Days are counted one after another
// up to yesterday.
func (d *Demand) weigh(days []asked) {
	d.Yesterday, d.Before = -1, -1
	if n := len(days); n > 0 {
		d.Yesterday = int(days[n-1].n)
		d.Week = sum(days[max(0, n-lately):])
		if n >= 2*lately {
			d.Before = sum(days[n-2*lately : n-lately])
		}
	}
}

func sum(days []asked) (n int) {
	for _, a := range days {
		n += int(a.n)
	}
	return n
}

// Change is how the week compares with the one before, in words; "" where that is not known.
func (d Demand) Change() string {
	switch {
	case d.Before < 0:
		return ""
	case d.Week == d.Before:
		return "the same"
	case d.Week > d.Before:
		return fmt.Sprintf("%d more", d.Week-d.Before)
	}
	return fmt.Sprintf("%d fewer", d.Before-d.Week)
}

// say is how demand stands in words, and counts the days above.
func (d *Demand) say() string {
	var last DemandDay // the latest that is above
	known := 0
	for _, day := range d.Days[max(0, len(d.Days)-lately):] {
		if !math.IsNaN(day.Bound) {
			known++
		}
		if day.Above {
			d.Above, last = d.Above+1, day
		}
	}
	what := fmt.Sprintf("%s in %s", d.Series.Label, d.Name)
	switch {
	case known == 0:
		return fmt.Sprintf("%s: too few days are counted to say what chance explains.", what)
	case d.Above == 0:
		return fmt.Sprintf("%s: nothing above what chance explains in the last %d days.", what, lately)
	case d.Above == 1:
		return fmt.Sprintf("%s: above what chance explains on %s, with %d where at most %.0f were to be expected.", what, last.Day.Long(), last.N, last.Bound)
	}
	return fmt.Sprintf("%s: above what chance explains on %d of the last %d days, last on %s with %d where at most %.0f were to be expected.", what, d.Above, lately, last.Day.Long(), last.N, last.Bound)
}
