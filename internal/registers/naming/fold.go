package naming

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// unaccented are letters that have no accent to take off but are typed without.
var unaccented = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i")

// apostrophes are the ways one is typed.
const apostrophes = "'’‘`ʼ"

// Fold writes a name the way it is compared: small letters, no accents, no apostrophes,
// anything else between words a single space.
func Fold(s string) string { return strings.Join(split(plain(s), true), " ") }

// plain takes capitals and accents off.
func plain(s string) string {
	s = strings.ToLower(s)
	if isASCII(s) {
		return s
	}
	bare, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		bare = s
	}
	return unaccented.Replace(bare)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// split cuts a plain name into its words. An apostrophe is left out when joined, and
// otherwise ends a word as anything else does that is no letter.
func split(s string, joined bool) []string {
	if joined {
		s = strings.Map(func(c rune) rune {
			if strings.ContainsRune(apostrophes, c) {
				return -1
			}
			return c
		}, s)
	}
	return strings.FieldsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// Words are the folded words of a name, each once.
func Words(s string) []string { return once(split(plain(s), true)) }

// Parts are the words names may be looked for by: each of its words, the part
// behind an apostrophe ("brien" of O'Brien), and a name of several words as one
// ("smithjones" of Smith-Jones, "obrien" of O Brien).
func Parts(names ...string) []string {
	var all []string
	for _, name := range names {
		bare := plain(name)
		whole := split(bare, true)
		all = append(all, whole...)
		for _, part := range split(bare, false) {
			if len(part) > 1 {
				all = append(all, part)
			}
		}
		if len(whole) > 1 {
			all = append(all, strings.Join(whole, ""))
		}
	}
	return once(all)
}

func once(all []string) []string {
	var kept []string
	for _, one := range all {
		if !slices.Contains(kept, one) {
			kept = append(kept, one)
		}
	}
	return kept
}
