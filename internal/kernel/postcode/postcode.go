// Package postcode reads postcodes as people type them. It knows their form,
// not whether one exists: that is for the postcode directory to say.
//
// The grammar is Royal Mail's: A9 9AA, A99 9AA, AA9 9AA, AA99 9AA, A9A 9AA,
// AA9A 9AA and GIR 0AA, with the letters each place allows.
package postcode

import (
	"strings"

	"kith/internal/kernel/fault"
)

// Postcode is a whole postcode in canonical form: capitals, one space before
// the last three characters, such as "WN2 3EB". The empty Postcode is unknown.
type Postcode string

// girobank is the one postcode outside the grammar; it is still quoted.
const girobank Postcode = "GIR 0AA"

// inwardLength is the number of characters after the space.
const inwardLength = 3

// Parse reads a postcode in any case, with spaces anywhere or nowhere, and
// mends O for 0, I and L for 1 and the reverse where the place in the postcode
// leaves no doubt. It returns a fault of kind Invalid that says how to mend the
// rest.
func Parse(s string) (Postcode, error) {
	compact, err := clean(s)
	if err != nil {
		return "", err
	}
	switch {
	case len(compact) < 2+inwardLength:
		return "", fault.New(fault.Invalid, "postcode.short", "This is only part of a postcode. Enter all of it, like WN2 3EB.")
	case len(compact) > 4+inwardLength:
		return "", fault.New(fault.Invalid, "postcode.long", "This is too long for one postcode. Enter a single postcode, like WN2 3EB.")
	}
	outward, inward := compact[:len(compact)-inwardLength], mendInward(compact[len(compact)-inwardLength:])
	if isGirobank(outward, inward) {
		return girobank, nil
	}
	if err := checkInward(inward); err != nil {
		return "", err
	}
	outward, err = parseOutward(outward)
	if err != nil {
		return "", err
	}
	return Postcode(outward + " " + inward), nil
}

// String returns the postcode as people read it.
func (p Postcode) String() string { return string(p) }

// IsZero reports whether the postcode is unknown.
func (p Postcode) IsZero() bool { return p == "" }

// Outcode returns the part before the space: "WN2" of "WN2 3EB".
func (p Postcode) Outcode() string {
	outcode, _, _ := strings.Cut(string(p), " ")
	return outcode
}

// Sector returns the outcode and the digit after the space: "WN2 3".
func (p Postcode) Sector() string {
	if outcode, inward, ok := strings.Cut(string(p), " "); ok {
		return outcode + " " + inward[:1]
	}
	return ""
}

// Area returns the letters the postcode starts with: "WN".
func (p Postcode) Area() string {
	end := strings.IndexAny(string(p), "0123456789 ")
	if end < 0 {
		return ""
	}
	return string(p[:end])
}

// Compact returns the postcode without its space: "WN23EB".
func (p Postcode) Compact() string { return strings.ReplaceAll(string(p), " ", "") }

func isGirobank(outward, inward string) bool {
	return inward == "0AA" && (outward == "GIR" || outward == "G1R" || outward == "GLR")
}
