// Package nhsnumber reads NHS numbers and checks their last digit, as the NHS
// Data Dictionary describes (data element NHS NUMBER, modulus 11).
//
// A number that passes may still belong to nobody, or to somebody else: the
// check finds slips of the pen, not mistaken identity.
package nhsnumber

import (
	"strings"
	"unicode"

	"kith/internal/kernel/fault"
)

// Number is an NHS number: ten digits as text, since the first may be 0. The
// empty Number is unknown.
type Number string

const length = 10

// Parse reads ten digits with spaces or dashes anywhere among them. It returns
// a fault of kind Invalid that says what to check. Its messages never repeat
// the number.
func Parse(s string) (Number, error) {
	digits, ok := clean(s)
	switch {
	case !ok:
		return "", fault.New(fault.Invalid, "nhsnumber.character", "An NHS number has only numbers. Enter its 10 digits, like 943 476 5919.")
	case digits == "":
		return "", fault.New(fault.Invalid, "nhsnumber.empty", "Enter an NHS number of 10 digits, like 943 476 5919.")
	case len(digits) != length:
		return "", fault.New(fault.Invalid, "nhsnumber.length", "An NHS number has 10 digits, like 943 476 5919. Check that none is missing or doubled.")
	case digits == strings.Repeat("0", length):
		// Zeros pass the arithmetic, and exports write them for "not known".
		return "", fault.New(fault.Invalid, "nhsnumber.zeros", "An NHS number cannot be all zeros. Leave it empty if it is not known.")
	case checkDigit(digits) != digits[length-1]:
		return "", fault.New(fault.Invalid, "nhsnumber.check", "Check the NHS number: one of its digits is wrong, or two have changed places.")
	}
	return Number(digits), nil
}

// Format returns the number as it is printed: 943 476 5919, or "" for none.
func (n Number) Format() string {
	if len(n) != length {
		return ""
	}
	return string(n[:3] + " " + n[3:6] + " " + n[6:])
}

// String returns the ten digits.
func (n Number) String() string { return string(n) }

// IsZero reports whether the number is unknown.
func (n Number) IsZero() bool { return n == "" }

// IsTest reports whether the number is of the range, starting 999, that the
// NHS keeps for tests and gives to no patient.
func (n Number) IsTest() bool { return strings.HasPrefix(string(n), "999") }

// clean drops spaces and dashes; it reports false for anything else that is
// not a digit.
func clean(s string) (string, bool) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			b.WriteRune(r)
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), unicode.Is(unicode.Cf, r):
		default:
			return "", false
		}
	}
	return b.String(), true
}

// checkDigit returns the digit that must stand last after the first nine, or
// 'X', which no number ends in, when those nine are never issued. The nine are
// weighted 10 down to 2, and the digit completes their sum to a multiple of 11.
func checkDigit(digits string) byte {
	sum := 0
	for i := range length - 1 {
		sum += int(digits[i]-'0') * (length - i)
	}
	return "0123456789X"[(11-sum%11)%11]
}
