// Package phone reads United Kingdom telephone numbers as people and
// spreadsheets write them.
//
// Which numbers exist follows Ofcom's National Telephone Numbering Plan as far
// as the lengths and first digits go; whether one is in service only a call
// can tell.
package phone

import (
	"strings"
	"unicode"

	"kith/internal/kernel/fault"
)

// Number is a UK number in international form without spaces, such as
// "+447700900123". The empty Number is unknown.
type Number string

const countryCode = "+44"

// Parse reads a number written with spaces, dashes, brackets or dots, with +44,
// 0044 or +44 (0), or without the leading 0 that spreadsheets drop. It returns
// a fault of kind Invalid that says how to mend it; for a cell of two numbers
// use Split first.
func Parse(s string) (Number, error) {
	digits, plus, err := clean(s)
	if err != nil {
		return "", err
	}
	national, ok := nationalDigits(digits, plus)
	if !ok {
		return "", fault.New(fault.Invalid, "phone.abroad", "Enter a UK phone number. This one starts with the code of another country.")
	}
	switch {
	case isUK(national):
		return Number(countryCode + national), nil
	case len(national) < 9:
		return "", fault.New(fault.Invalid, "phone.short", "This phone number is too short. Enter it with its area code, like 01632 960 001 or 07700 900 123.")
	case len(national) > 10:
		return "", fault.New(fault.Invalid, "phone.long", "This phone number is too long. Enter one number of 11 digits, like 07700 900 123.")
	default:
		return "", fault.New(fault.Invalid, "phone.range", "Check this phone number. UK numbers start 01, 02, 03, 07, 08 or 09 and most have 11 digits, like 07700 900 123.")
	}
}

// Split returns the numbers of a cell that holds several, as typed and still
// to be parsed: "01632 960001/07700900123" holds two. The separators are a
// slash, a comma, a semicolon, an ampersand, a line break and the words "or"
// and "and".
func Split(s string) []string {
	s = strings.NewReplacer(" or ", "/", " and ", "/", " OR ", "/", " AND ", "/").Replace(s)
	var numbers []string
	for _, part := range strings.FieldsFunc(s, isSeparator) {
		if part = strings.TrimSpace(part); part != "" {
			numbers = append(numbers, part)
		}
	}
	return numbers
}

func isSeparator(r rune) bool { return strings.ContainsRune("/,;&\r\n", r) }

// String returns the number in international form.
func (n Number) String() string { return string(n) }

// IsZero reports whether the number is unknown.
func (n Number) IsZero() bool { return n == "" }

// clean returns the digits of s and whether it began with a plus.
func clean(s string) (digits string, plus bool, err error) {
	var b strings.Builder
	for _, r := range s {
		switch {
		case '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == '+' && b.Len() == 0:
			plus = true
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), unicode.Is(unicode.Cf, r), strings.ContainsRune("().", r):
		default:
			return "", false, fault.New(fault.Invalid, "phone.character", "Enter a phone number in numbers only, like 07700 900 123. Put an extension or a name in the notes.")
		}
	}
	if b.Len() == 0 {
		return "", false, fault.New(fault.Invalid, "phone.empty", "Enter a phone number, like 07700 900 123.")
	}
	return b.String(), plus, nil
}

// nationalDigits strips the ways of saying "United Kingdom" and the leading 0.
// It reports false for the code of another country.
func nationalDigits(digits string, plus bool) (string, bool) {
	if rest, ok := strings.CutPrefix(digits, "00"); ok && !plus {
		digits, plus = rest, true
	}
	if plus {
		rest, ok := strings.CutPrefix(digits, "44")
		return strings.TrimPrefix(rest, "0"), ok
	}
	if rest, ok := strings.CutPrefix(digits, "0"); ok {
		return rest, true
	}
	// A dropped plus; no number of the plan starts 4, so 44 can mean nothing else.
	if rest, ok := strings.CutPrefix(digits, "44"); ok {
		return strings.TrimPrefix(rest, "0"), true
	}
	return digits, true
}
