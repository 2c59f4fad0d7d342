// Package day counts civil days as a council does: in Europe/London, whatever
// the clocks do in March and October.
package day

import (
	"cmp"
	"fmt"
	"time"
	_ "time/tzdata" // small servers often carry no zone files

	"kith/internal/kernel/clock"
)

// London is the time zone of every wall clock and diary Kith shows.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(fmt.Sprintf("day: %v", err)) // cannot happen: the zones are compiled in
	}
	return zone
}

// Date is a day of the calendar, without time or zone. Dates may be compared
// with == and used as map keys. The zero Date is no date at all; it is stored
// as NULL and written as "".
type Date struct {
	year  int16
	month uint8
	day   uint8
}

// New returns the given day. Values out of range carry over as with time.Date:
// 31 April is 1 May. The year must lie between 1 and 9999.
func New(year int, month time.Month, day int) Date {
	return civil(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// Of returns the day it is in London at the instant t.
func Of(t time.Time) Date { return civil(t.In(London)) }

// Today returns the day it is in London now.
func Today(c clock.Clock) Date { return Of(c.Now()) }

// civil takes the date t shows in its own zone.
func civil(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year: int16(year), month: uint8(month), day: uint8(day)}
}

// Year returns the year, such as 2020.
func (d Date) Year() int { return int(d.year) }

// Month returns the month.
func (d Date) Month() time.Month { return time.Month(d.month) }

// Day returns the day of the month, from 1.
func (d Date) Day() int { return int(d.day) }

// IsZero reports whether d is no date at all.
func (d Date) IsZero() bool { return d == Date{} }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// utc is midnight of the day in a zone without clock changes, so that all
// days are 24 hours long.
func (d Date) utc() time.Time {
	return time.Date(int(d.year), time.Month(d.month), int(d.day), 0, 0, 0, 0, time.UTC)
}

// At returns the instant when London clocks show hour:minute on this day. A
// time that the change in spring skips is taken an hour later; of a time that
// autumn repeats the first is meant.
func (d Date) At(hour, minute int) time.Time {
	at := time.Date(int(d.year), time.Month(d.month), int(d.day), hour, minute, 0, 0, London)
	// time.Date does not promise which of two equal wall clocks it returns.
	if earlier := at.Add(-time.Hour); earlier.Hour() == at.Hour() {
		return earlier
	}
	return at
}

// Start returns the instant the day begins in London. The day ends where the
// next one starts, 23, 24 or 25 hours later.
func (d Date) Start() time.Time { return d.At(0, 0) }

// AddDays returns the day n days later, or earlier when n is negative.
func (d Date) AddDays(n int) Date { return civil(d.utc().AddDate(0, 0, n)) }

// DaysSince returns how many days d lies after earlier; negative when before.
func (d Date) DaysSince(earlier Date) int {
	return int(d.utc().Sub(earlier.utc()) / (24 * time.Hour))
}

// Compare returns -1, 0 or 1 as d lies before, on or after other, for use with
// slices.SortFunc. No date sorts before every date.
func (d Date) Compare(other Date) int {
	return cmp.Compare(d.key(), other.key())
}

// Before reports whether d lies before other.
func (d Date) Before(other Date) bool { return d.key() < other.key() }

// After reports whether d lies after other.
func (d Date) After(other Date) bool { return d.key() > other.key() }

// Equal reports whether both are the same day, as == does.
func (d Date) Equal(other Date) bool { return d == other }

// key grows with the date.
func (d Date) key() int { return int(d.year)<<16 | int(d.month)<<8 | int(d.day) }

// AgeOn returns the full years of somebody born on birth on the day on. Those
// born on 29 February grow older on 1 March in other years, as English law has
// it. It is negative when on lies before birth.
func AgeOn(birth, on Date) int {
	age := on.Year() - birth.Year()
	if on.Month() < birth.Month() || on.Month() == birth.Month() && on.Day() < birth.Day() {
		age--
	}
	return age
}
