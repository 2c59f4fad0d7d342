package govuk

import (
	"fmt"
	"time"
)

// Ago tells how far a time lies from now, as in "5 minutes ago", "in 3 days".
func Ago(at, now time.Time) Moment {
	switch gap := now.Sub(at); {
	case gap >= time.Minute:
		return Moment{At: at, Words: span(gap) + " ago"}
	case gap > -time.Minute:
		return Moment{At: at, Words: "just now"}
	default:
		return Moment{At: at, Words: "in " + span(-gap)}
	}
}

// Due tells how a time by which something must be done lies to now, as in
// "2 hours late", "in 40 minutes".
func Due(by, now time.Time) Moment {
	if gap := now.Sub(by); gap >= time.Minute {
		return Moment{At: by, Words: span(gap) + " late"}
	} else if gap > -time.Minute {
		return Moment{At: by, Words: "due now"}
	}
	return Moment{At: by, Words: "in " + span(by.Sub(now))}
}

// span is a duration in its largest unit, rounded down: nobody is told that
// something is later than it is.
func span(d time.Duration) string {
	const dayLong = 24 * time.Hour
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{365 * dayLong, "year"}, {30 * dayLong, "month"}, {7 * dayLong, "week"}, {dayLong, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		// Ten days say more than one week, 90 minutes more than one hour.
		if n := d / unit.size; n >= 2 || (n == 1 && (unit.size <= time.Hour || unit.size == dayLong)) {
			return count(int(n), unit.name)
		}
	}
	return count(0, "minute")
}

func count(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
