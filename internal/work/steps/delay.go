package steps

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"kith/internal/kernel/day"
)

// Delay is how long something takes or waits, as a file says it:
//
//	with the need            when the need itself is due
//	as the service says      within the time its destination has to answer
//	90 minutes, 4 hours      by the clock, at night too
//	4 working hours          while work is done
//	1 day, 2 days at 10:00   the same time of a later day, or a time of it
//	1 working day at 17:00   the same of working days
//
// The zero Delay is none.
type Delay struct {
	unit unit
	n    int
	at   int // minutes from midnight; -1 is the time of day it is counted from
}

type unit uint8

const (
	none unit = iota
	withNeed
	asService
	minutes
	workingMinutes
	days
	workingDays
)

var spelled = regexp.MustCompile(`^([1-9][0-9]{0,3}) (working )?(minute|hour|day)s?(?: at ([0-2]?[0-9]):([0-5][0-9]))?$`)

// IsZero reports whether nothing is said.
func (d Delay) IsZero() bool { return d.unit == none }

// Elsewhere reports whether its length is said by the need or by a service.
func (d Delay) Elsewhere() bool { return d.unit == withNeed || d.unit == asService }

// UnmarshalText reads a delay as the type describes it.
func (d *Delay) UnmarshalText(text []byte) error {
	switch string(text) {
	case "with the need":
		*d = Delay{unit: withNeed, at: -1}
		return nil
	case "as the service says":
		*d = Delay{unit: asService, at: -1}
		return nil
	}
	m := spelled.FindStringSubmatch(string(text))
	if m == nil {
		return fmt.Errorf("%q is no length of time: write one like 4 hours, 90 minutes, 2 working hours, 1 day at 10:00, 1 working day, with the need, as the service says", text)
	}
	n, _ := strconv.Atoi(m[1]) // the pattern lets only digits in
	*d = Delay{n: n, at: -1}
	working := m[2] != ""
	if m[3] == "day" {
		if d.unit = days; working {
			d.unit = workingDays
		}
	} else {
		if d.unit = minutes; working {
			d.unit = workingMinutes
		}
		if m[3] == "hour" {
			d.n *= 60
		}
	}
	return d.readTime(m[4], m[5])
}

func (d *Delay) readTime(hour, minute string) error {
	if hour == "" {
		return nil
	}
	h, _ := strconv.Atoi(hour)
	m, _ := strconv.Atoi(minute)
	if d.unit != days && d.unit != workingDays || h > 23 {
		return fmt.Errorf("a time of day, from 0:00 to 23:59, goes with days: 1 day at 10:00")
	}
	d.at = h*60 + m
	return nil
}

// String spells the delay as a file does.
func (d Delay) String() string {
	n, noun := d.n, ""
	switch d.unit {
	case none:
		return ""
	case withNeed:
		return "with the need"
	case asService:
		return "as the service says"
	case minutes, workingMinutes:
		if noun = "minute"; n%60 == 0 {
			n, noun = n/60, "hour"
		}
	case days, workingDays:
		noun = "day"
	}
	if d.unit == workingMinutes || d.unit == workingDays {
		noun = "working " + noun
	}
	if n != 1 {
		noun += "s"
	}
	if d.at >= 0 {
		return fmt.Sprintf("%d %s at %d:%02d", n, noun, d.at/60, d.at%60)
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// HasTime reports whether it ends at a time of day.
func (d Delay) HasTime() bool { return d.at >= 0 && !d.IsZero() }

// from is the moment that lies the delay after another. Hours of the clock are told by the
// clock, so that none is lost or told twice when the clocks change; days by the calendar.
func (d Delay) from(t time.Time, f *Facts) time.Time {
	switch d.unit {
	case none:
		return t
	case withNeed:
		if f.NeedDue.After(t) {
			return f.NeedDue
		}
		return t.Add(leastLeft)
	case asService:
		return t.Add(max(f.Answers, leastLeft))
	case minutes:
		return t.Add(time.Duration(d.n) * time.Minute)
	case workingMinutes:
		return f.Working.Add(t, time.Duration(d.n)*time.Minute)
	}
	on := day.Of(t)
	if d.unit == workingDays {
		on = f.Working.AddDays(on, d.n)
	} else {
		on = on.AddDays(d.n)
	}
	if d.at >= 0 {
		return on.At(d.at/60, d.at%60)
	}
	local := t.In(day.London)
	return on.At(local.Hour(), local.Minute())
}

// leastLeft is how long is left for work on a need whose time has already passed.
const leastLeft = time.Hour
