package people

import (
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// unaccented are letters that have no accent to take off but are typed without.
var unaccented = strings.NewReplacer("ł", "l", "ø", "o", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe", "ı", "i", "'", "", "’", "", "`", "")

// fold writes a name the way it is compared: small letters, no accents, no apostrophes,
// anything else between words a single space.
func fold(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), strings.ToLower(s))
	if err != nil {
		plain = strings.ToLower(s)
	}
	return strings.Join(strings.FieldsFunc(unaccented.Replace(plain), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c)
	}), " ")
}

// words are the folded words of a name, each once.
func words(s string) []string {
	var all []string
	seen := map[string]bool{}
	for _, w := range strings.Fields(fold(s)) {
		if !seen[w] {
			seen[w] = true
			all = append(all, w)
		}
	}
	return all
}

// squeeze keeps the letters and digits of a postcode or a number.
func squeeze(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}
