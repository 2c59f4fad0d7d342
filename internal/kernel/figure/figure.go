// Package figure writes whole numbers as people read them.
package figure

import "strconv"

// Grouped is a number with a comma between its thousands: "14,634".
func Grouped[N ~int | ~int64](n N) string {
	text := strconv.FormatInt(int64(n), 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
