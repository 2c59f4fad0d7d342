package intakeweb

import (
	"time"

	"kith/internal/kernel/day"
)

// by says until when something is promised, as people say it: "by 2pm today", "by 10am on
// Thursday 2 April". It is never earlier than the promise: the time is rounded up to the
// half hour.
func (w Words) by(at, now time.Time) string {
	at = at.In(day.London)
	if rest := at.Sub(at.Truncate(halfHour)); rest > 0 {
		at = at.Add(halfHour - rest)
	}
	if hour(at) == "12am" {
		at = at.Add(-time.Minute) // midnight belongs to two days
	}
	switch day.Of(at).DaysSince(day.Of(now)) {
	case 0:
		return hour(at) + " " + w.Today
	case 1:
		return hour(at) + " " + w.Tomorrow
	}
	return hour(at) + " " + w.On + " " + at.Format("Monday 2 January")
}

const halfHour = 30 * time.Minute

// hour is a time of day in the words of GOV.UK: "2pm", "2:30pm", "midday".
func hour(at time.Time) string {
	switch {
	case at.Format("15:04") == "12:00":
		return "midday"
	case at.Minute() == 0:
		return at.Format("3pm")
	}
	return at.Format("3:04pm")
}
