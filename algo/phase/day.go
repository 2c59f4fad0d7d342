package phase

import (
	"fmt"
	"time"
)

// Day is a date, as days since 1 January 1970.
type Day int32

// ParseDay reads a date written 2020-10-18. Anything else is an error that quotes it.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2020-10-18", s)
	}
	return Day(t.Unix() / 86400), nil
}

// Time is midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// String writes the day as 2020-10-18.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }
