package steps

import (
	"time"

	"kith/internal/kernel/day"
)

// Facts is what the engine is told of the borough and the person.
type Facts struct {
	Working day.Working // when work is done, as the activation level has it
	Parts   DayParts    // the parts of the day in which people are rung
	Unsafe  Way         // the ways of contact that are not safe for the person
	// Times are the parts of the day that are safe, as bits by position; 0 is not known,
	// and then all of them are.
	Times   uint8
	NeedDue time.Time // when the need is due; zero for work without one
	// Answers is how long the destination of a referral has to answer.
	Answers time.Duration
	// Every is the rhythm the person chose, in days; 0 is that of the protocol.
	Every int
}

// Way is a set of ways of contact.
type Way uint8

// The ways of contact that steps use.
const (
	ByCall Way = 1 << iota
	ByVisit
	ByLetter

	NoWay Way = 0
)

// DayParts are the parts of a day: morning, afternoon, evening. Each is a stretch in
// minutes from midnight, in order.
type DayParts [3]dayPart

// dayPart is a stretch of the day.
type dayPart struct{ From, Until int }

// StandardParts are the parts of the day where a blueprint says nothing.
var StandardParts = DayParts{{9 * 60, 12 * 60}, {12 * 60, 17 * 60}, {17 * 60, 20 * 60}}

// partNames are the parts in words, in their order.
var partNames = [3]string{"morning", "afternoon", "evening"}

// at is the bit of the part of the day it is, or 0 outside all of them.
func (d DayParts) at(t time.Time) uint8 {
	local := t.In(day.London)
	minute := local.Hour()*60 + local.Minute()
	for i, p := range d {
		if minute >= p.From && minute < p.Until {
			return 1 << i
		}
	}
	return 0
}

// all are the bits of every part.
const allParts uint8 = 1<<len(DayParts{}) - 1

// next is the first stretch, from t on, that lies in one of the parts given and on a day
// on which work is done.
func (f *Facts) next(t time.Time, parts uint8) (from, until time.Time) {
	for on := f.Working.First(day.Of(t)); ; on = f.Working.First(on.AddDays(1)) {
		for i, p := range f.Parts {
			if parts&(1<<i) == 0 {
				continue
			}
			if until = on.At(p.Until/60, p.Until%60); !until.After(t) {
				continue
			}
			if from = on.At(p.From/60, p.From%60); from.Before(t) {
				from = t
			}
			return from, until
		}
	}
}

// safe are the parts of the day in which the person may be rung.
func (f *Facts) safe() uint8 {
	if times := f.Times & allParts; times != 0 {
		return times
	}
	return allParts
}
