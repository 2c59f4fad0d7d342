package day

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Hours are the hours of a week at which somebody answers, by London's clocks. The zero
// Hours are unknown: they are never shut and have no night.
type Hours struct {
	on       [7]bool // by weekday, Sunday first
	from, to int     // minutes from midnight
}

// Night is a stretch in which nobody answers, from closing until opening: a night, or a
// weekend. The zero Night is none.
type Night struct {
	From, To time.Time
}

// Has reports whether a time lies in the night.
func (n Night) Has(at time.Time) bool { return !at.Before(n.From) && at.Before(n.To) }

var printedHours = regexp.MustCompile(`^(every day|[a-z]+day to [a-z]+day), (\d{1,2})(?::(\d\d))?(am|pm) to (\d{1,2})(?::(\d\d))?(am|pm)$`)

// ParseHours reads hours as a helpline prints them: "Every day, 8am to 8pm", "Monday to
// Friday, 9am to 5:30pm". It reports whether it could.
func ParseHours(printed string) (h Hours, ok bool) {
	m := printedHours.FindStringSubmatch(strings.ToLower(strings.TrimSpace(printed)))
	if m == nil {
		return Hours{}, false
	}
	if h.on, ok = weekdays(m[1]); !ok {
		return Hours{}, false
	}
	h.from, h.to = minutes(m[2], m[3], m[4]), minutes(m[5], m[6], m[7])
	if h.to == 0 {
		h.to = 24 * 60
	}
	if h.from >= h.to {
		return Hours{}, false
	}
	return h, true
}

// Open reports whether somebody answers at a time.
func (h Hours) Open(at time.Time) bool {
	if h == (Hours{}) {
		return true
	}
	d := Of(at)
	return h.on[d.Weekday()] && !at.Before(h.opens(d)) && at.Before(h.shuts(d))
}

// Night is the night a time lies in, or else the next one.
func (h Hours) Night(at time.Time) Night {
	if h == (Hours{}) {
		return Night{}
	}
	today, n := Of(at), Night{}
	if h.Open(at) {
		n.From = h.shuts(today)
	} else {
		d := today
		for !h.on[d.Weekday()] || h.shuts(d).After(at) {
			d = d.AddDays(-1)
		}
		n.From = h.shuts(d)
	}
	d := Of(n.From)
	for !h.on[d.Weekday()] || !h.opens(d).After(n.From) {
		d = d.AddDays(1)
	}
	n.To = h.opens(d)
	return n
}

func (h Hours) opens(d Date) time.Time { return d.At(h.from/60, h.from%60) }
func (h Hours) shuts(d Date) time.Time { return d.At(h.to/60, h.to%60) }

// minutes counts from midnight.
func minutes(hour, minute, half string) int {
	h, _ := strconv.Atoi(hour) // the pattern lets only digits in
	m, _ := strconv.Atoi(minute)
	if h %= 12; half == "pm" {
		h += 12
	}
	return h*60 + m
}

// weekdays reads "every day" and "monday to friday", which may run over a Sunday.
func weekdays(printed string) (on [7]bool, ok bool) {
	first, last, ranged := strings.Cut(printed, " to ")
	if !ranged {
		return [7]bool{true, true, true, true, true, true, true}, true
	}
	from, to := weekday(first), weekday(last)
	if from < 0 || to < 0 {
		return on, false
	}
	for i := range 7 {
		on[i] = (i-from+7)%7 <= (to-from+7)%7
	}
	return on, true
}

func weekday(name string) int {
	return slices.IndexFunc([]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
		func(d string) bool { return d == name })
}
