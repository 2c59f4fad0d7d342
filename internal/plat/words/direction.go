package words

import (
	"regexp"
	"strings"
)

// leftToRight are the parts of a text that keep their direction among words written from
// right to left: telephone numbers in groups, clock times, and places for data.
var leftToRight = regexp.MustCompile(`\+?\d[\d ]*[ :]\d[\d ]*\d|[A-Z0-9]{4}-[A-Z0-9]{3}|[A-Z]{1,2}\d{1,2} \d[A-Z]{2}|[a-z.]+@[a-z.]+[a-z]|%(?:\[\d+\])?[sd]|\{\{[^}]*\}\}`)

// The marks of Unicode around a part that is not mixed up with what stands beside it.
const (
	isolate    = "\u2068" // in the direction of its own first letter
	isolateLTR = "\u2066"
	isolateEnd = "\u2069"
)

// Keep writes a text so that numbers in it keep their order where the language is written
// from right to left: 01632 960 100 would be read 100 960 01632. Such a number also stays
// on one line: broken, its second half would stand to the right of the first.
func (l *Language) Keep(text string) string {
	if !l.RightToLeft || strings.Contains(text, isolateEnd) {
		return text
	}
	return leftToRight.ReplaceAllStringFunc(text, func(part string) string {
		if strings.HasPrefix(part, "%") || strings.HasPrefix(part, "{{") {
			return isolate + part + isolateEnd
		}
		return isolateLTR + Unbroken(part) + isolateEnd
	})
}

// Unbroken writes a number in groups, such as one to ring, so that it stays on one line.
func Unbroken(number string) string { return strings.ReplaceAll(number, " ", "\u00a0") }
