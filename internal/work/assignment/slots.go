package assignment

import (
	"math/bits"
	"time"

	"kith/internal/kernel/day"
)

// Horizon is how many days are planned, today among them.
const Horizon = 7

// Slots is how many parts of days are planned: morning, afternoon and evening of each.
const Slots = Horizon * 3

// Span is a set of slots: bit 0 is this morning, bit 3 tomorrow's.
type Span uint32

// Whole is every slot of a plan.
const Whole Span = 1<<Slots - 1

// Days is a set of days of a plan: bit 0 is today.
type Days uint8

// EveryDay is every day of a plan.
const EveryDay Days = 1<<Horizon - 1

// parts are when the parts of a day begin and end, in hours.
var parts = [...]struct {
	name       string
	begin, end int
}{{"morning", 8, 12}, {"afternoon", 12, 17}, {"evening", 17, 21}}

// span widens days to their slots.
func (d Days) span() (s Span) {
	for i := range Horizon {
		if d&(1<<i) != 0 {
			s |= 7 << (3 * i)
		}
	}
	return s
}

// first takes at most n slots, the soonest first.
func (s Span) first(n int) (all []int) {
	for ; s != 0 && len(all) < n; s &= s - 1 {
		all = append(all, bits.TrailingZeros32(uint32(s)))
	}
	return all
}

// Slot is a part of a day.
type Slot struct {
	On   day.Date
	Part int
}

// String is the slot in words: "Tuesday morning".
func (s Slot) String() string { return s.On.Weekday().String() + " " + parts[s.Part].name }

// slotOf is the slot with a number, counted from today.
func slotOf(today day.Date, n int) Slot { return Slot{On: today.AddDays(n / 3), Part: n % 3} }

// FreeFrom turns an availability of the week (bit 0 is Monday morning) into the slots of a
// plan that begins today. No bit at all means that nobody asked: then they may be asked for
// any.
func FreeFrom(week uint32, today day.Date) (s Span) {
	if week == 0 {
		return Whole
	}
	monday := (int(today.Weekday()) + 6) % 7
	for i := range Slots {
		if week&(1<<((monday*3+i)%Slots)) != 0 {
			s |= 1 << i
		}
	}
	return s
}

// grace is how long work may still be given that is due, or overdue: it is late, but nobody
// who asked is forgotten.
const grace = 24 * time.Hour

// Window is the slots in which a job can be done: those that have not ended, end after it may
// begin, and begin before it is due; work that is due within a day, or late, has a day.
func (j Job) Window(now time.Time) (s Span) {
	from, last := now, now.Add(grace)
	if j.From.After(from) {
		from = j.From
	}
	if j.Due.After(last) {
		last = j.Due
	}
	today := day.Of(now)
	for i := range Slots {
		on := today.AddDays(i / 3)
		p := parts[i%3]
		if on.At(p.end, 0).After(from) && on.At(p.begin, 0).Before(last) {
			s |= 1 << i
		}
	}
	return s
}
