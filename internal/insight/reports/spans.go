package reports

import (
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/day"
)

// Span is a stretch of time that a dashboard shows figures of.
type Span int

// The spans. Now is how things stand, for measures that are not dated.
const (
	Now      Span = iota
	Today         // from midnight
	ThisWeek      // from Monday's midnight
	LastWeek      // the same part of the week before: to the same hour of the same day

	FourWeeks      // the four whole weeks before this one
	FourBefore     // the four whole weeks up to a week earlier
	SinceBeginning // all until this week
)

// spans are the periods of a moment's dashboard, by the clocks of London. A week is
// compared with as much of the one before as has passed of it, not with all of it.
func spans(now time.Time) map[Span]feature.Period {
	local := now.In(day.London)
	year, month, date := local.Date()
	sinceMonday := (int(local.Weekday()) + 6) % 7
	midnight := func(days int) time.Time {
		return time.Date(year, month, date+days, 0, 0, 0, 0, day.London).UTC()
	}
	hour, minute, second := local.Clock()
	weekAgo := time.Date(year, month, date-7, hour, minute, second, local.Nanosecond(), day.London).UTC()
	return map[Span]feature.Period{
		Now:      {},
		Today:    {From: midnight(0), Until: now},
		ThisWeek: {From: midnight(-sinceMonday), Until: now},
		LastWeek: {From: midnight(-sinceMonday - 7), Until: weekAgo},
	}
}

// of lists the spans a measure has figures of.
func of(m feature.Measure) []Span {
	if m.Dated {
		return []Span{Today, ThisWeek, LastWeek}
	}
	return []Span{Now}
}

// wholeWeeks are the periods of figures that change once a week, by the clocks of London.
// Whoever looked at figures of this hour, and again an hour later, would see one person come.
func wholeWeeks(now time.Time) map[Span]feature.Period {
	monday := spans(now)[ThisWeek].From.In(day.London)
	year, month, date := monday.Date()
	weeks := func(n int) time.Time { return time.Date(year, month, date-7*n, 0, 0, 0, 0, day.London).UTC() }
	return map[Span]feature.Period{
		FourWeeks:      {From: weeks(4), Until: weeks(0)},
		FourBefore:     {From: weeks(5), Until: weeks(1)},
		SinceBeginning: {Until: weeks(0)},
	}
}
