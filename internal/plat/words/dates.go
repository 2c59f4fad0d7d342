package words

import (
	"context"
	"fmt"
	"time"

	"kith/internal/kernel/day"
)

type dateWords struct {
	Weekdays []string // from Sunday
	Months   []string
	Day      string // "%[1]s is the weekday, %[2]d the day, %[3]s the month"
	Full     string // "%[1]d is the day, %[2]s the month, %[3]d the year"
	Midday   string
	Clock    string // "12" for 2pm, "24" for 14:00
	Today    string // "%s is the hour"
	Tomorrow string // "%s is the hour"
	OnDay    string // "%[1]s is the hour, %[2]s the day"
	Between  string // "%[1]s and %[2]s are the hours, %[3]s the day"
}

var dates = Declare[dateWords]("dates")

// Day is a day of this year as people say it: "Thursday 2 April".
func Day(ctx context.Context, at time.Time) string {
	w, at := dates.In(ctx), at.In(day.London)
	return fmt.Sprintf(w.Day, w.Weekdays[at.Weekday()], at.Day(), w.Months[at.Month()-1])
}

// Hour is a time of day in the words of GOV.UK, "2pm", "2:30pm", "midday", or as 14:30
// where a language does not halve the day.
func Hour(ctx context.Context, at time.Time) string {
	w, at := dates.In(ctx), at.In(day.London)
	switch {
	case at.Format("15:04") == "12:00":
		return w.Midday
	case w.Clock == "24":
		return From(ctx).Keep(at.Format("15:04"))
	case at.Minute() == 0:
		return at.Format("3pm")
	}
	return at.Format("3:04pm")
}

// Date is a day in full: "27 March 1952".
func Date(ctx context.Context, of day.Date) string { return DateIn(From(ctx), of) }

// DateIn is a day in full in a language.
func DateIn(l *Language, of day.Date) string {
	w := dates.Of(l)
	return fmt.Sprintf(w.Full, of.Day(), w.Months[of.Month()-1], of.Year())
}

// When is a time in the words of now: "2pm today", "10am on Thursday 2 April".
func When(ctx context.Context, at, now time.Time) string {
	w := dates.In(ctx)
	switch day.Of(at).DaysSince(day.Of(now)) {
	case 0:
		return fmt.Sprintf(w.Today, Hour(ctx, at))
	case 1:
		return fmt.Sprintf(w.Tomorrow, Hour(ctx, at))
	}
	return fmt.Sprintf(w.OnDay, Hour(ctx, at), Day(ctx, at))
}

// Between is a span of hours of one day: "on Thursday 2 April, 10am to midday".
func Between(ctx context.Context, from, until time.Time) string {
	return fmt.Sprintf(dates.In(ctx).Between, Hour(ctx, from), Hour(ctx, until), Day(ctx, from))
}
