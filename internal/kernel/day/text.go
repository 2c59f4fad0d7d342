package day

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

// ParseDate reads 2020-03-24 or 24/3/2020, the day always before the month and
// the year always with four digits. Dots, dashes and spaces do for slashes. It
// returns a fault of kind Invalid saying what to mend, also for days that do
// not exist.
func ParseDate(s string) (Date, error) {
	parts := strings.FieldsFunc(s, isSeparator)
	if len(parts) == 0 {
		return Date{}, fault.New(fault.Invalid, "day.empty", "Enter a date, like 24/3/2020.")
	}
	if len(parts) != 3 {
		return Date{}, fault.New(fault.Invalid, "day.format", "Enter the date as day, month and year, like 24/3/2020.")
	}
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	return fromParts(parts[0], parts[1], parts[2])
}

func isSeparator(r rune) bool { return strings.ContainsRune("/-. \t\u00a0", r) }

// fromParts reads a date whose parts were typed apart, as digits.
func fromParts(dayText, monthText, yearText string) (Date, error) {
	d, okDay := number(dayText, 2)
	m, okMonth := number(monthText, 2)
	y, okYear := number(yearText, 4)
	switch {
	case !okDay || !okMonth:
		return Date{}, fault.New(fault.Invalid, "day.format", "Enter the date in numbers, like 24/3/2020.")
	case !okYear || len(yearText) != 4 || y == 0:
		return Date{}, fault.New(fault.Invalid, "day.year", "Enter the year with 4 numbers, like 2020.")
	case m < 1 || m > 12:
		return Date{}, fault.New(fault.Invalid, "day.month", "The month must be between 1 and 12. Enter the day first, then the month.")
	}
	date := New(y, time.Month(m), d)
	if date.Day() != d || date.Month() != time.Month(m) {
		return Date{}, fault.New(fault.Invalid, "day.none", fmt.Sprintf("There is no %d %s %d. Check the day.", d, time.Month(m), y))
	}
	return date, nil
}

// number reads up to width ASCII digits and nothing else, neither a sign.
func number(s string, width int) (int, bool) {
	if s == "" || len(s) > width || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// String returns the date as 2020-03-24, or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// Long returns the date as people read it: 24 March 2020, or "" for no date.
func (d Date) Long() string { return d.format("2 January 2006") }

// Short returns the date for narrow columns: 24 Mar 2020, or "" for no date.
func (d Date) Short() string { return d.format("2 Jan 2006") }

func (d Date) format(layout string) string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(layout)
}

// MarshalText returns the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; empty text is no date.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}

// Value stores the date as ISO text, which sorts rightly on every database,
// and no date as NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stored. NULL and "" are no date.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	case time.Time: // a DATE column: the driver gives its midnight
		*d = civil(v)
		return nil
	default:
		return fmt.Errorf("day: cannot read a date from %T", src)
	}
}
