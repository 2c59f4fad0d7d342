package measures

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
)

// Span is how long a stretch of time is that figures are kept of.
type Span string

// The spans.
const (
	Day   Span = "day"
	Week  Span = "week"  // Monday to Sunday
	Four  Span = "four"  // four whole weeks
	Since Span = "all"   // since the beginning
	Stand Span = "stand" // how things stood on a day: of today alone, for it cannot be counted later
)

// Stretch is a span and where it stands: its first day, but of [Since] the day before which it
// ends.
type Stretch struct {
	Span Span
	From day.Date
}

// Monday is the first day of a day's week.
func Monday(d day.Date) day.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// End is the day after its last.
func (s Stretch) End() day.Date {
	switch s.Span {
	case Day, Stand:
		return s.From.AddDays(1)
	case Week:
		return s.From.AddDays(7)
	case Four:
		return s.From.AddDays(28)
	}
	return s.From
}

// Before is the stretch to compare with: the one that ends where this begins, and all up to a
// week earlier of all.
func (s Stretch) Before() Stretch {
	switch s.Span {
	case Day:
		s.From = s.From.AddDays(-7) // the same day of the week
	case Four:
		s.From = s.From.AddDays(-28)
	default:
		s.From = s.From.AddDays(-7)
	}
	return s
}

// period is the stretch as measures count it, no later than now.
func (s Stretch) period(now time.Time) feature.Period {
	p := feature.Period{From: s.From.Start().UTC(), Until: s.End().Start().UTC()}
	if s.Span == Since {
		p.From = time.Time{}
	}
	if p.Until.After(now) {
		p.Until = now
	}
	return p
}

// String says it in words: "Monday 13 to Sunday 19 July 2020".
func (s Stretch) String() string {
	last := s.End().AddDays(-1)
	switch {
	case s.Span == Since:
		return "all until " + last.Long()
	case s.Span == Day:
		return s.From.Long()
	case s.From.Month() == last.Month():
		return s.From.At(12, 0).Format("2") + " to " + last.Long()
	}
	return s.From.At(12, 0).Format("2 January") + " to " + last.Long()
}

// How far back is kept and counted again: what is noted late changes a week that is over.
const (
	mostDays, daysAgain   = 42, 7
	mostWeeks, weeksAgain = 26, 5
	mostFours, foursAgain = 6, 2
)

// due are the stretches to count at a moment: those that were never counted, today, and once
// a day those that what is noted late may have changed.
func due(now time.Time, counted map[Stretch]time.Time) (all []Stretch) {
	today := day.Of(now)
	monday := Monday(today)
	stale := func(s Stretch, again bool) {
		at, known := counted[s]
		if !known || again && day.Of(at).Before(today) || s.Span == Day && s.From == today {
			all = append(all, s)
		}
	}
	all = append(all, Stretch{Stand, today})
	for n := range mostDays {
		stale(Stretch{Day, today.AddDays(-n)}, n <= daysAgain)
	}
	for n := range mostWeeks {
		stale(Stretch{Week, monday.AddDays(-7 * (n + 1))}, n < weeksAgain)
	}
	for n := range mostFours {
		stale(Stretch{Four, monday.AddDays(-28 * (n + 1))}, n < foursAgain)
	}
	for n := range 2 {
		stale(Stretch{Since, monday.AddDays(-7 * n)}, true)
	}
	return all
}
