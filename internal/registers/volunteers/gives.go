package volunteers

import (
	"slices"
	"time"

	"kith/internal/registers/volunteering"
)

// Gives is what somebody brings and how much of it.
type Gives struct {
	Skills    []string
	Languages []string // they speak beside English, by name
	Vehicle   volunteering.Vehicle
	Licence   bool   // they say that they may drive; a check sees it
	Insured   bool   // they say that their vehicle is insured for voluntary use; likewise
	Free      Week   // when they can; none at all is any time
	Reach     int64  // metres they will go; 0 is anywhere in their neighbourhood
	PerWeek   int64  // tasks a week at most; 0 leaves it to the borough's rule
	PerMonth  int64  // likewise a month
	RatherNot string // what they would rather not do, in their words
}

// Week is when somebody can: a bit for each part of each day, Monday morning the lowest.
type Week uint32

// Part is a part of a day.
type Part int

// The parts.
const (
	Morning Part = iota
	Afternoon
	Evening
)

// Parts lists the parts of a day.
func Parts() []Part { return []Part{Morning, Afternoon, Evening} }

// Label is the part in words.
func (p Part) Label() string { return [...]string{"Morning", "Afternoon", "Evening"}[p] }

// PartOf is the part of a day an hour of the clock lies in. The night counts to the evening.
func PartOf(hour int) Part {
	switch {
	case hour >= 6 && hour < 12:
		return Morning
	case hour >= 12 && hour < 17:
		return Afternoon
	}
	return Evening
}

// Weekdays lists the days of a week from Monday.
func Weekdays() []time.Weekday {
	return []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
}

// AllWeek is any time.
const AllWeek Week = 1<<21 - 1

func bit(d time.Weekday, p Part) Week {
	return 1 << (slices.Index(Weekdays(), d)*len(Parts()) + int(p))
}

// Has reports whether they can at a part of a day. Whoever said nothing can at any.
func (w Week) Has(d time.Weekday, p Part) bool { return w == 0 || w&bit(d, p) != 0 }

// With adds a part of a day.
func (w Week) With(d time.Weekday, p Part) Week { return w | bit(d, p) }
