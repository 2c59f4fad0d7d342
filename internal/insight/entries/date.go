package entries

import (
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
)

// Days as spreadsheets count them: 1 is the first of January 1900, and there is a 29 February
// of that year, so that from March on they are counted from the day before.
const (
	firstSerial = 61    // 1 March 1900
	lastSerial  = 73050 // 31 December 2099
)

var serialZero = day.New(1899, time.December, 30)

// readDate reads a day in the ways lists write it: 19/05/1956, 19.5.56, 1956-05-19,
// 19560519, 19560519142233, 19 May 1956, and as a spreadsheet counts, each with or without a
// time behind it. Of two digits a year is the latest that is not after today. The code says
// what was odd; false is that it is no day.
func readDate(said string, today day.Date) (d day.Date, odd Code, ok bool) {
	said = withoutTime(said)
	if digits := strings.TrimSuffix(said, ".0"); allDigits(digits) {
		return readDigits(digits)
	}
	parts := strings.FieldsFunc(said, func(r rune) bool { return r == '/' || r == '-' || r == '.' || r == ' ' || r == ',' })
	if len(parts) != 3 {
		return day.Date{}, "", false
	}
	if month, named := monthNamed(parts[1]); named {
		parts[1] = strconv.Itoa(month)
	} else if month, named := monthNamed(parts[0]); named { // May 19, 1956
		parts[0], parts[1] = parts[1], strconv.Itoa(month)
	}
	n := [3]int{}
	for i, p := range parts {
		p = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(p, "th"), "st"), "nd"), "rd")
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 {
			return day.Date{}, "", false
		}
		n[i] = v
	}
	if n[0] > 999 {
		d, ok = dayOf(n[0], n[1], n[2])
		return d, "", ok
	}
	year := n[2]
	if len(parts[2]) == 2 {
		odd = DateShort
		year += 2000
		if year > today.Year() {
			year -= 100
		}
	}
	if d, ok = dayOf(year, n[1], n[0]); ok {
		return d, odd, true
	}
	if d, ok = dayOf(year, n[0], n[1]); ok {
		return d, DateTurned, true
	}
	return day.Date{}, "", false
}

// withoutTime takes a time of day from behind a date.
func withoutTime(said string) string {
	said = strings.TrimSpace(said)
	if i := strings.IndexByte(said, ':'); i > 0 {
		said = said[:i]
		if j := strings.LastIndexAny(said, " T"); j > 0 {
			said = said[:j]
		}
	}
	return strings.TrimSpace(said)
}

func readDigits(digits string) (d day.Date, odd Code, ok bool) {
	number := func(from, to int) int { n, _ := strconv.Atoi(digits[from:to]); return n }
	switch len(digits) {
	case 14, 12, 8:
		if d, ok = dayOf(number(0, 4), number(4, 6), number(6, 8)); ok {
			return d, "", true
		}
		if len(digits) == 8 { // ddmmyyyy
			d, ok = dayOf(number(4, 8), number(2, 4), number(0, 2))
		}
		return d, "", ok
	case 7: // dmmyyyy: it lost its first zero
		d, ok = dayOf(number(3, 7), number(1, 3), number(0, 1))
		return d, DateZero, ok
	case 3, 4, 5:
		if n := number(0, len(digits)); n >= firstSerial && n <= lastSerial {
			return serialZero.AddDays(n), DateSerial, true
		}
	}
	return day.Date{}, "", false
}

// dayOf is a day there is.
func dayOf(year, month, d int) (day.Date, bool) {
	if year < 1800 || year > 2200 || month < 1 || month > 12 || d < 1 || d > 31 {
		return day.Date{}, false
	}
	made := day.New(year, time.Month(month), d)
	return made, made.Day() == d
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

func monthNamed(s string) (int, bool) {
	s = strings.ToLower(s)
	if len(s) < 3 {
		return 0, false
	}
	for i, m := range months {
		if strings.HasPrefix(s, m) && strings.HasPrefix(strings.ToLower(time.Month(i+1).String()), s) {
			return i + 1, true
		}
	}
	return 0, false
}

func allDigits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// oldest is how long ago somebody may have been born.
const oldest = 120

// possible reports whether somebody may have been born on a day.
func possible(d, today day.Date) bool {
	return !d.After(today) && d.Year() >= today.Year()-oldest
}
