package clean

import (
	"strconv"
	"strings"
)

// NHS is an NHS number of ten digits as a number; 0 where there is none, or a placeholder such
// as ten zeros. A wrong check digit is let through, for it is mostly one slip of a right
// number: [ValidNHS] tells.
func NHS(s string) uint64 {
	d := Digits(s)
	if len(d) != 10 || strings.Count(d, d[:1]) == 10 {
		return 0
	}
	n, _ := strconv.ParseUint(d, 10, 64)
	return n
}

// ValidNHS reports whether the check digit of an NHS number is right.
func ValidNHS(n uint64) bool {
	if n == 0 || n > 9_999_999_999 {
		return false
	}
	check := n % 10
	sum := uint64(0)
	for weight := uint64(2); weight <= 10; weight++ {
		n /= 10
		sum += weight * (n % 10)
	}
	return check == (11-sum%11)%11 && sum%11 != 1
}

// Phone is the first telephone number of a cell, without the leading zero or 44; 0 where
// there is none. A number that lost its zero in a spreadsheet is the same.
func Phone(s string) uint64 {
	s, _, _ = strings.Cut(s, "/")
	s, _, _ = strings.Cut(s, ";")
	d := strings.TrimLeft(strings.TrimSuffix(Digits(s), ".0"), "0")
	if len(d) == 12 && strings.HasPrefix(d, "44") {
		d = d[2:]
	}
	d = strings.TrimLeft(d, "0")
	if len(d) < 7 || len(d) > 15 || strings.Count(d, d[:1]) == len(d) {
		return 0
	}
	n, _ := strconv.ParseUint(d, 10, 64)
	return n
}

// UPRN is a property's number without leading zeros; 0 where there is none.
func UPRN(s string) uint64 {
	d := strings.TrimLeft(Digits(s), "0")
	if len(d) > 12 {
		return 0
	}
	n, _ := strconv.ParseUint(d, 10, 64)
	return n
}
