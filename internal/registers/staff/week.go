package staff

import (
	"time"

	"kith/internal/kernel/day"
)

// Part is a part of a day, by London's clocks.
type Part int

// The parts of a day. The night before six belongs to the morning it ends in.
const (
	Morning   Part = iota // until 12:00
	Afternoon             // from 12:00 to 17:00
	Evening               // from 17:00
)

// parts of a day there are.
const parts = 3

// noon and dusk, in hours, part the parts.
const noon, dusk = 12, 17

// Parts lists the parts of a day in order.
func Parts() []Part { return []Part{Morning, Afternoon, Evening} }

// ID is the part as files and forms write it.
func (p Part) ID() string { return [parts]string{"morning", "afternoon", "evening"}[p] }

// Label is the part as people read it.
func (p Part) Label() string { return [parts]string{"Morning", "Afternoon", "Evening"}[p] }

// Weekdays lists the days of a week, Monday first.
func Weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// Week is a set of parts of the days of a week: when somebody is free.
type Week uint32

// WholeWeek is every part of every day.
const WholeWeek Week = 1<<(7*parts) - 1

// Has reports whether a part of a day is in the set.
func (w Week) Has(d time.Weekday, p Part) bool { return w&bit(d, p) != 0 }

// With is the set with a part of a day.
func (w Week) With(d time.Weekday, p Part) Week { return w | bit(d, p) }

// Contains reports whether every part of other is in the set.
func (w Week) Contains(other Week) bool { return w&other == other }

func bit(d time.Weekday, p Part) Week { return 1 << (((int(d)+6)%7)*parts + int(p)) }

// Needs are the parts of days that a stretch of time lies in.
func Needs(from, to time.Time) (w Week) {
	for at := from; at.Before(to); {
		d, p := day.Of(at), partAt(at)
		w = w.With(d.Weekday(), p)
		at = endOf(d, p)
	}
	return w
}

func partAt(t time.Time) Part {
	switch hour := t.In(day.London).Hour(); {
	case hour < noon:
		return Morning
	case hour < dusk:
		return Afternoon
	}
	return Evening
}

func endOf(d day.Date, p Part) time.Time {
	switch p {
	case Morning:
		return d.At(noon, 0)
	case Afternoon:
		return d.At(dusk, 0)
	}
	return d.AddDays(1).Start()
}
