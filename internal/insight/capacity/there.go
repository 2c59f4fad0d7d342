package capacity

import (
	"math"
	"slices"

	"kith/algo/forecast"
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// calls is the name of the series of calls among those of categories.
const calls = "calls"

// enoughRecords is how many of something have to be on record for them to count, and not what
// the blueprint assumes.
const enoughRecords = 20

// usual is how something usually goes: from our records, or as the blueprint assumes.
type usual struct {
	n       float64
	records float64 // that it was taken from; 0 is an assumption
}

func usually(n, records, assumed float64) usual {
	if records < enoughRecords {
		return usual{n: assumed}
	}
	return usual{n, records}
}

// week is what there is on each of the seven days.
type week [forecast.Week]float64

func (w week) sum() (all float64) {
	for _, n := range w {
		all += n
	}
	return all
}

func (w week) times(by float64) week {
	for i := range w {
		w[i] *= by
	}
	return w
}

// there is what the borough has for the seven days.
type there struct {
	from               day.Date
	duty, waiting      map[string]float64
	taken, part        usual // of offers; of work that volunteers do
	perCall            usual
	called             series // calls, out and in
	phones, vans       map[string]week
	phonesGuessed      bool // no shift of some day is planned yet
	phoneDays, vanDays int  // days of the seven that are planned, or for which records tell what is usual
	stops              usual
	stock              map[string]Stock
}

func thereIs(r db.Reader, b book, from day.Date) (t there, err error) {
	t = there{from: from, called: series{}}
	since := from.AddDays(-month)
	if t.duty, err = onDuty(r); err != nil {
		return t, err
	}
	if t.waiting, err = unassigned(r); err != nil {
		return t, err
	}
	made, taken, err := offersSince(r, since.Start().UTC())
	if err != nil {
		return t, err
	}
	t.taken = usually(taken/max(made, 1), made, float64(b.rules.Hands.Taken)/100)
	all, theirs, err := doneSince(r, since.Start().UTC())
	if err != nil {
		return t, err
	}
	t.part = usually(theirs/max(all, 1), all, float64(b.rules.Hands.Part)/100)
	if err := callsOut(r, from.AddDays(-counted), t.called); err != nil {
		return t, err
	}
	minutes, err := callsIn(r, from.AddDays(-counted), since, t.called)
	if err != nil {
		return t, err
	}
	t.perCall = usually(middleOf(minutes), float64(len(minutes)), b.rules.Calls.Minutes)
	return t, t.shifts(r, b)
}

// shifts reads the shifts of phones and vans, and what rounds usually do.
func (t *there) shifts(r db.Reader, b book) error {
	until, since := t.from.AddDays(forecast.Week-1), t.from.AddDays(-month)
	phones, err := phoneShifts(r, b.rules.Calls.Posts, since, until)
	if err != nil {
		return err
	}
	vans, err := vanShifts(r, since, until)
	if err != nil {
		return err
	}
	t.phones, t.phonesGuessed, t.phoneDays = t.planned(phones)
	t.vans, _, t.vanDays = t.planned(vans)
	rounds, stops, err := stopsSince(r, since)
	if err != nil {
		return err
	}
	t.stops = usually(stops/max(rounds, 1), stops, b.rules.Vans.Stops)
	t.stock, err = stocks(r)
	return err
}

// planned is what is planned on each of the seven days; on a day on which nothing is planned
// anywhere yet, what was usual on that day of the week.
func (t *there) planned(all []slot) (by map[string]week, guessed bool, days int) {
	by = map[string]week{}
	var any [forecast.Week]bool
	past := map[string]week{}
	weeks := map[int]bool{}
	for _, s := range all {
		d := s.on.DaysSince(t.from)
		w, old := by[s.place], past[s.place]
		if d >= 0 {
			w[d] += s.n
			any[d] = true
			by[s.place] = w
			continue
		}
		old[(d%forecast.Week+forecast.Week)%forecast.Week] += s.n
		past[s.place] = old
		weeks[(-d-1)/forecast.Week] = true
	}
	for place, old := range past {
		w := by[place]
		for d := range any {
			if !any[d] {
				w[d] = old[d] / float64(len(weeks))
				guessed = guessed || w[d] > 0
			}
		}
		by[place] = w
	}
	for d := range any {
		if any[d] || len(weeks) > 0 {
			days++
		}
	}
	return by, guessed, days
}

// asked is what is likely to be asked of a place.
func (b book) asked(counts series, place, category string, from day.Date) Asked {
	k := Asked{Category: category, Name: "All needs"}
	if c, ok := b.catalogue.Find(category); ok {
		k.Name = c.Name
	}
	h, last := history(counts[place][category], counts[""][""], from)
	k.Forecast, k.Days, k.Last = forecast.Next(h), len(h), last
	if math.IsNaN(k.Forecast.Error.Scaled) {
		k.Forecast.Error.Scaled = -1 // what is kept knows no NaN
	}
	return k
}

// history is a series a day, from the first day on which anything was counted in the borough;
// last is the sum of the last seven days, -1 where they were not counted.
func history(of, all map[day.Date]int64, from day.Date) (h []float64, last int64) {
	first := from
	for d, n := range all {
		if n > 0 && d.Before(first) {
			first = d
		}
	}
	for d := first; d.Before(from); d = d.AddDays(1) {
		if _, was := all[d]; !was {
			h = append(h, math.NaN())
			continue
		}
		h = append(h, float64(of[d]))
	}
	if len(h) < forecast.Week {
		return h, -1
	}
	for _, n := range h[len(h)-forecast.Week:] {
		if math.IsNaN(n) {
			return h, -1
		}
		last += int64(n)
	}
	return h, last
}

func sortAsked(all []Asked) {
	slices.SortStableFunc(all, func(a, b Asked) int {
		switch x, y := a.Forecast.Total.Mid, b.Forecast.Total.Mid; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
}

// middleOf is the middle of some lengths.
func middleOf(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/2]
}
