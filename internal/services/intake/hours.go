package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
)

// openingHours are hours as a helpline prints them: "Every day, 8am to 8pm", "Monday to
// Friday, 9am to 5:30pm".
var openingHours = regexp.MustCompile(`^(every day|[a-z]+day to [a-z]+day), (\d{1,2})(?::(\d\d))?(am|pm) to (\d{1,2})(?::(\d\d))?(am|pm)$`)

// shut reports whether nobody answers at a time, in London. Hours it cannot read shut
// nothing: a need is then told to its hub alone, as by day.
func shut(hours string, at time.Time) bool {
	m := openingHours.FindStringSubmatch(strings.ToLower(strings.TrimSpace(hours)))
	if m == nil {
		return false
	}
	at = at.In(day.London)
	minute := at.Hour()*60 + at.Minute()
	return !onDay(m[1], at.Weekday()) || minute < minutes(m[2], m[3], m[4]) || minute >= minutes(m[5], m[6], m[7])
}

// minutes counts from midnight.
func minutes(hour, minute, half string) int {
	h, _ := strconv.Atoi(hour) // the pattern lets only digits in
	m, _ := strconv.Atoi(minute)
	if h %= 12; half == "pm" {
		h += 12
	}
	return h*60 + m
}

// onDay reports whether a weekday lies within "monday to friday".
func onDay(days string, on time.Weekday) bool {
	first, last, _ := strings.Cut(days, " to ")
	from, to := weekday(first), weekday(last)
	if from < 0 || to < 0 {
		return true
	}
	return (int(on)-from+7)%7 <= (to-from+7)%7
}

func weekday(name string) int {
	return slices.IndexFunc([]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
		func(d string) bool { return d == name })
}
