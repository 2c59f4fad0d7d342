package clean

import (
	"strconv"
	"strings"
	"time"
)

// months are their names' first three letters.
const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// Date is a day as the number yyyymmdd; 0 where none can be read. It takes day/month/year,
// year-month-day, eight digits, month names, the serial days of spreadsheets, and a time of
// day behind any of them. Eight digits whose month cannot be are kept as they are typed: a slip
// in a date still tells it from others.
func Date(s string) uint64 {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "T")
	s, _, _ = strings.Cut(s, " 0")
	if i := strings.IndexByte(s, ':'); i > 0 {
		s = s[:max(0, strings.LastIndexByte(s[:i], ' '))]
	}
	parts := strings.FieldsFunc(s, func(c rune) bool { return strings.ContainsRune("/-. ,", c) })
	switch len(parts) {
	case 1:
		return serial(parts[0])
	case 3:
		return together(parts)
	}
	return 0
}

// serial reads a date without marks between its parts.
func serial(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	switch {
	case err != nil:
		return 0
	case len(s) == 14:
		return known(n / 1_000_000)
	case len(s) == 8 && n >= 18000000 && n < 22000000:
		return known(n)
	case len(s) == 8: // ddmmyyyy
		return known(n%10000*10000 + n/10000%100*100 + n/1_000_000)
	case len(s) == 5 && n > 366: // days since 1899-12-30
		d := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n))
		return uint64(d.Year()*10000 + int(d.Month())*100 + d.Day())
	}
	return 0
}

// together puts day, month and year together, whichever way they stand.
func together(parts []string) uint64 {
	if len(parts[0]) == 4 {
		parts[0], parts[2] = parts[2], parts[0]
	}
	day, err := strconv.ParseUint(parts[0], 10, 8)
	year, wrong := strconv.ParseUint(parts[2], 10, 16)
	month := monthOf(parts[1])
	if err != nil || wrong != nil || month == 0 {
		return 0
	}
	if len(parts[2]) == 2 {
		year += 1900
	}
	return known(year*10000 + month*100 + day)
}

func monthOf(s string) uint64 {
	if n, err := strconv.ParseUint(s, 10, 8); err == nil {
		return n
	}
	if len(s) < 3 {
		return 0
	}
	return uint64(strings.Index(months, strings.ToLower(s[:3])))/3 + 1
}

// known is a date, or 0 for the days that stand for none.
func known(n uint64) uint64 {
	if n == 19000101 || n == 18000101 || n < 10_000_000 || n > 99_999_999 {
		return 0
	}
	return n
}
