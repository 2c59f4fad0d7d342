package ident

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode"

	"kith/internal/kernel/fault"
)

// Reference is what a resident quotes: six random symbols and a check
// character, written "7K3D-9M2". It tells nothing about the person or the
// place. About 113 million exist; a store retries when one is taken.
type Reference string

// symbols are the digits and consonants that are not taken for one another
// when written by hand or read aloud. Without vowels no words can appear.
const symbols = "23456789CDFHJKMNPRTVWX"

// lookAlikes says which symbol was meant by a character references never use.
// A wrong guess does no harm: the check character refuses it.
var lookAlikes = map[rune]byte{
	'0': 'D', 'O': 'D', 'Q': 'D',
	'1': '7', 'I': '7', 'L': '7',
	'B': '8', 'G': '6', 'S': '5', 'Z': '2',
	'U': 'V', 'Y': 'V',
}

// The check arithmetic: position i weighs referenceLength-i, and the weighted
// sum of all seven symbols plus checkOffset must be divisible by checkModulus.
//
// The modulus is a prime above the number of symbols, so each wrong symbol
// changes the sum, and because all weights differ so does each swap of two
// different symbols. The offset keeps 2222-222 from being valid.
const (
	referenceLength = 7
	checkModulus    = 23
	checkOffset     = 4
)

// NewReference returns a reference drawn from rand, which is crypto/rand.Reader
// except in tests and demonstrations. It panics when rand fails, since nothing
// sensible can be issued then.
func NewReference(rand io.Reader) Reference {
	var values [referenceLength]int
	for {
		draw := drawUint64(rand)
		for i := range referenceLength - 1 {
			values[i] = int(draw % uint64(len(symbols)))
			draw /= uint64(len(symbols))
		}
		values[referenceLength-1] = 0
		// The modulus exceeds the alphabet by one: a draw whose check
		// character would have no symbol is thrown away.
		check := (checkModulus - weightedSum(values)) % checkModulus
		if check < len(symbols) {
			values[referenceLength-1] = check
			return spell(values)
		}
	}
}

// ParseReference reads a reference as people type or say it: any case, with or
// without the dash, spaces, and characters mistaken for one another. The result
// is in the canonical form. It returns a fault of kind Invalid that says what
// to check when s cannot be a reference.
func ParseReference(s string) (Reference, error) {
	var values [referenceLength]int
	count := 0
	for _, r := range strings.ToUpper(s) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Dash, r) || r == '.' {
			continue
		}
		value := symbolValue(r)
		if value < 0 {
			return "", fault.New(fault.Invalid, "ident.reference-symbol",
				fmt.Sprintf("References never contain ‘%c’. Check it against your letter or message: it looks like 7K3D-9M2.", r))
		}
		if count < referenceLength {
			values[count] = value
		}
		count++
	}
	if count != referenceLength {
		return "", fault.New(fault.Invalid, "ident.reference-length",
			"Enter the whole reference: 7 letters and numbers, like 7K3D-9M2.")
	}
	if weightedSum(values) != 0 {
		return "", fault.New(fault.Invalid, "ident.reference-check",
			"Check the reference: one of its letters or numbers is wrong, or two have changed places.")
	}
	return spell(values), nil
}

// String returns the reference as people read it.
func (r Reference) String() string { return string(r) }

// IsZero reports whether there is no reference.
func (r Reference) IsZero() bool { return r == "" }

// symbolValue returns the value of r or of the symbol it is taken for, or -1.
func symbolValue(r rune) int {
	if meant, ok := lookAlikes[r]; ok {
		r = rune(meant)
	}
	return strings.IndexRune(symbols, r)
}

// weightedSum is 0 exactly for the values of a valid reference.
func weightedSum(values [referenceLength]int) int {
	sum := checkOffset
	for i, v := range values {
		sum += (referenceLength - i) * v
	}
	return sum % checkModulus
}

func spell(values [referenceLength]int) Reference {
	text := make([]byte, 0, referenceLength+1)
	for i, v := range values {
		if i == 4 {
			text = append(text, '-')
		}
		text = append(text, symbols[v])
	}
	return Reference(text)
}

// drawUint64 reads eight bytes; taking a remainder of so large a number leaves
// no bias worth naming.
func drawUint64(rand io.Reader) uint64 {
	var b [8]byte
	if _, err := io.ReadFull(rand, b[:]); err != nil {
		panic(fmt.Sprintf("ident: random source failed: %v", err))
	}
	return binary.BigEndian.Uint64(b[:])
}
