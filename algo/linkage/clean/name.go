package clean

import (
	"strings"
	"unicode"
)

// titles are words of a name that tell nobody apart.
var titles = map[string]bool{
	"mr": true, "mrs": true, "miss": true, "ms": true, "mx": true, "dr": true, "prof": true, "sir": true, "dame": true, "lady": true, "lord": true,
	"rev": true, "revd": true, "jr": true, "jnr": true, "snr": true, "esq": true, "mbe": true, "obe": true, "cbe": true,
}

// Name is a given name or surname in one form: lower case, without titles, accents and
// apostrophes; parts of a double name have a space between them.
func Name(s string) string {
	words := strings.FieldsFunc(lower(s), func(c rune) bool { return !unicode.IsLetter(c) })
	kept := words[:0]
	for _, w := range words {
		if !titles[w] {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		kept = words // a surname may be Lord, or Miss
	}
	if out := strings.Join(kept, " "); !empty[out] {
		return out
	}
	return ""
}

// Part reports whether one name is a whole part of the other, as Jones is of Smith Jones, or
// an initial of it.
func Part(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == "" || a == b {
		return false
	}
	if len(a) == 1 {
		return b[0] == a[0]
	}
	return strings.HasPrefix(b, a+" ") || strings.HasSuffix(b, " "+a) || strings.Contains(b, " "+a+" ") ||
		strings.ReplaceAll(b, " ", "") == strings.ReplaceAll(a, " ", "")
}
