package postcode

import (
	"fmt"
	"strings"

	"kith/internal/kernel/fault"
)

// Partial is as much of a postcode as somebody knows: an area "WN", an outcode
// "WN2", a sector "WN2 3", all but the last letter "WN2 3E", or a whole
// postcode. It is in canonical form and ends where its part ends, so the
// outcode "WN1" does not stand for "WN12".
type Partial string

// ParsePartial reads the start of a postcode with the same patience as Parse.
// Without a space the longest outcode wins: "WN23" is the outcode WN23, "WN2 3"
// the sector. It returns a fault of kind Invalid that says how to mend it.
func ParsePartial(s string) (Partial, error) {
	if whole, err := Parse(s); err == nil {
		return Partial(whole), nil
	}
	compact, err := clean(s)
	if err != nil {
		return "", err
	}
	if start, end, ok := strings.Cut(strings.TrimSpace(s), " "); ok {
		return splitPartial(start, end)
	}
	if isArea(compact) {
		return Partial(compact), nil
	}
	outward, err := parseOutward(compact)
	if err != nil {
		return joinedPartial(compact)
	}
	return Partial(outward), nil
}

// Matches reports whether p begins with the known part.
func (known Partial) Matches(p Postcode) bool {
	switch text := string(known); {
	case strings.Contains(text, " "):
		return strings.HasPrefix(string(p), text)
	case isArea(text):
		return p.Area() == text
	default:
		return p.Outcode() == text
	}
}

// String returns the known part as people read it.
func (known Partial) String() string { return string(known) }

// splitPartial reads a start whose halves were typed apart.
func splitPartial(start, end string) (Partial, error) {
	start, err := clean(start)
	if err != nil {
		return "", err
	}
	outward, err := parseOutward(start)
	if err != nil {
		return "", err
	}
	end, err = clean(end)
	if err != nil {
		return "", err
	}
	end = mendInward(end)
	if !startsInward(end) {
		return "", fault.New(fault.Invalid, "postcode.end", fmt.Sprintf("A postcode ends in a number and two letters, like 3EB. Check the ‘%s’.", end))
	}
	return Partial(outward + " " + end), nil
}

// joinedPartial reads a sector, or one letter more, typed without a space.
func joinedPartial(compact string) (Partial, error) {
	for inward := 1; inward < inwardLength && inward < len(compact); inward++ {
		cut := len(compact) - inward
		end := mendInward(compact[cut:])
		if outward, err := parseOutward(compact[:cut]); err == nil && startsInward(end) {
			return Partial(outward + " " + end), nil
		}
	}
	return "", fault.New(fault.Invalid, "postcode.part", "Enter the start of a postcode, like WN2 or WN2 3.")
}

// startsInward reports whether end is a digit and at most one letter more.
func startsInward(end string) bool {
	if len(end) >= inwardLength || !strings.Contains(digits, end[:1]) {
		return false
	}
	return len(end) == 1 || strings.IndexByte(inwardLetter, end[1]) >= 0
}

func isArea(s string) bool {
	switch len(s) {
	case 1:
		return strings.Contains(firstLetter, s)
	case 2:
		return strings.Contains(firstLetter, s[:1]) && strings.Contains(secondLetter, s[1:])
	default:
		return false
	}
}
