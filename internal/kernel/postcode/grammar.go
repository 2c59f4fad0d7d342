package postcode

import (
	"fmt"
	"strings"
	"unicode"

	"kith/internal/kernel/fault"
)

// The letters each kind of place in a postcode allows.
const (
	digits       = "0123456789"
	nonZero      = "123456789"
	firstLetter  = "ABCDEFGHIJKLMNOPRSTUWYZ" // never Q, V, X
	secondLetter = "ABCDEFGHKLMNOPQRSTUVWXY" // never I, J, Z
	thirdLetter  = "ABCDEFGHJKPSTUW"         // as in W1A
	fourthLetter = "ABEHMNPRVWXY"            // as in EC1A
	inwardLetter = "ABDEFGHJLNPQRSTUWXYZ"    // never C, I, K, M, O, V
)

// outwardForms are the shapes of the part before the space, the commonest
// first. No district of two digits starts with 0, which tells "C01 1AA", typed
// with a zero, from the CO1 that was meant.
var outwardForms = [][]string{
	{firstLetter, secondLetter, digits},
	{firstLetter, secondLetter, nonZero, digits},
	{firstLetter, digits},
	{firstLetter, nonZero, digits},
	{firstLetter, digits, thirdLetter},
	{firstLetter, secondLetter, digits, fourthLetter},
}

// clean returns s in capitals without spaces and the marks people put between
// the halves. It refuses every other character, naming it.
func clean(s string) (string, error) {
	var b strings.Builder
	for _, r := range s {
		switch upper := unicode.ToUpper(r); {
		case unicode.IsSpace(r), unicode.Is(unicode.Dash, r), r == '.', r == ',', r == '\ufeff':
		case 'A' <= upper && upper <= 'Z', '0' <= upper && upper <= '9':
			b.WriteRune(upper)
		case unicode.IsPrint(r):
			return "", fault.New(fault.Invalid, "postcode.character", fmt.Sprintf("A postcode has only letters and numbers. Remove the ‘%c’.", r))
		default:
			return "", fault.New(fault.Invalid, "postcode.character", "A postcode has only letters and numbers. Type it again, like WN2 3EB.")
		}
	}
	if b.Len() == 0 {
		return "", fault.New(fault.Invalid, "postcode.empty", "Enter a postcode, like WN2 3EB.")
	}
	return b.String(), nil
}

// mendInward puts a digit where only a digit can stand. The two letters need
// no such mend: neither O nor I is ever among them.
func mendInward(inward string) string {
	return string(asDigit(inward[0])) + inward[1:]
}

// checkInward judges the last three characters, in the order in which people
// look: that they are a digit and two letters, then which letters.
func checkInward(inward string) error {
	if !strings.Contains(digits, inward[:1]) || !isLetter(inward[1]) || !isLetter(inward[2]) {
		return fault.New(fault.Invalid, "postcode.end", fmt.Sprintf("A postcode ends in a number and two letters, like 3EB. Check the ‘%s’.", inward))
	}
	for _, letter := range inward[1:] {
		if !strings.ContainsRune(inwardLetter, letter) {
			return fault.New(fault.Invalid, "postcode.end", fmt.Sprintf("The last two letters of a postcode are never C, I, K, M, O or V. Check the ‘%s’.", inward))
		}
	}
	return nil
}

// parseOutward returns the part before the space, mended as little as its
// places demand.
func parseOutward(outward string) (string, error) {
	best, fewest := "", len(outward)+1
	for _, form := range outwardForms {
		if mended, changes, ok := fit(outward, form); ok && changes < fewest {
			best, fewest = mended, changes
		}
	}
	switch {
	case best != "":
		return best, nil
	case strings.ContainsAny(outward[:1], "QVX"):
		return "", fault.New(fault.Invalid, "postcode.start", fmt.Sprintf("No postcode starts with %c. Check the first letters.", outward[0]))
	default:
		return "", fault.New(fault.Invalid, "postcode.start", fmt.Sprintf("No postcode starts with ‘%s’. Check it: a postcode looks like WN2 3EB.", outward))
	}
}

// fit lays outward over a form, mending a character only where the one typed
// cannot stand, and returns how many it changed. The letter of an area with
// one letter is never mended: there is no area I or O.
func fit(outward string, form []string) (mended string, changes int, ok bool) {
	if len(outward) != len(form) {
		return "", 0, false
	}
	b := []byte(outward)
	for i, allowed := range form {
		if strings.IndexByte(allowed, b[i]) >= 0 {
			continue
		}
		b[i] = otherKind(b[i])
		changes++
		loneLetter := i == 0 && form[1] != secondLetter
		if loneLetter || strings.IndexByte(allowed, b[i]) < 0 {
			return "", 0, false
		}
	}
	return string(b), changes, true
}

// otherKind returns the digit a letter is mistaken for, or the letter a digit
// is mistaken for.
func otherKind(c byte) byte {
	switch c {
	case '0':
		return 'O'
	case '1':
		return 'I'
	default:
		return asDigit(c)
	}
}

func asDigit(c byte) byte {
	switch c {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	default:
		return c
	}
}

func isLetter(c byte) bool { return 'A' <= c && c <= 'Z' }
