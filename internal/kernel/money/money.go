// Package money counts in whole pence, so that no sum is ever a fraction out.
package money

import (
	"strconv"
	"strings"
	"unicode"

	"kith/internal/kernel/fault"
)

// Pence is an amount of money in pence. It may be negative, as a refund is.
type Pence int64

// Pounds returns n whole pounds.
func Pounds(n int64) Pence { return Pence(n) * 100 }

// String returns the amount as people read it: "£12.50", "£1,234.00", "-£0.05".
func (p Pence) String() string {
	pounds, pence := p.split()
	return sign(p) + "£" + grouped(pounds) + "." + pence
}

// Decimal returns the amount as spreadsheets and form fields take it: "1234.50".
func (p Pence) Decimal() string {
	pounds, pence := p.split()
	return sign(p) + pounds + "." + pence
}

// Parse reads an amount in pounds, such as "12.50", "£12.50", "£1,234" or
// "-£3.20". Commas may only group thousands, and pence have two digits or
// none. It returns a fault of kind Invalid that says how to mend the rest.
func Parse(s string) (Pence, error) {
	text := strings.Map(dropSpace, s)
	text, negative := strings.CutPrefix(text, "-")
	text = strings.TrimPrefix(text, "£")
	if !negative {
		text, negative = strings.CutPrefix(text, "-")
	}
	if text == "" {
		return 0, fault.New(fault.Invalid, "money.empty", "Enter an amount in pounds, like 12.50.")
	}
	poundText, penceText, hasPence := strings.Cut(text, ".")
	poundText, ok := ungrouped(poundText)
	if !ok || hasPence && (len(penceText) != 2 || !allDigits(penceText)) {
		return 0, fault.New(fault.Invalid, "money.format", "Enter an amount in pounds and pence, like 12.50 or 1,200.")
	}
	amount, err := strconv.ParseInt(poundText+(penceText + "00")[:2], 10, 64)
	if err != nil {
		return 0, fault.New(fault.Invalid, "money.large", "This amount is too large. Check that it is in pounds.")
	}
	if negative {
		amount = -amount
	}
	return Pence(amount), nil
}

// split returns the digits of the pounds and the two of the pence, unsigned.
func (p Pence) split() (pounds, pence string) {
	size := uint64(p)
	if p < 0 {
		size = -size // right for the smallest amount too, which has no positive twin
	}
	rest := strconv.FormatUint(100+size%100, 10)
	return strconv.FormatUint(size/100, 10), rest[1:]
}

func sign(p Pence) string {
	if p < 0 {
		return "-"
	}
	return ""
}

// grouped puts commas between the thousands of digits.
func grouped(digits string) string {
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// ungrouped removes the commas of s, if they stand between thousands.
func ungrouped(s string) (string, bool) {
	digits := strings.ReplaceAll(s, ",", "")
	if !allDigits(digits) {
		return "", false
	}
	return digits, digits == s || grouped(digits) == s
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func dropSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return r
}
