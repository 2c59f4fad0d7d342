package people

import (
	"slices"
	"strings"
	"unicode"

	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/registers/naming"
)

// term is one thing that is looked for.
type term struct {
	token
	whole bool // as it stands; otherwise as far as it has been typed
}

const (
	// longestText is how much of what was typed is read, in bytes.
	longestText = 200
	// mostTerms is how many terms are looked for; nobody needs more to find somebody.
	mostTerms = 6
	// shortestNumber is the fewest digits looked for: fewer are a house number.
	shortestNumber = 3
)

// parseTerms splits what was typed into what to look for, in the order it was typed. A
// postcode may have its space, a number its spaces, a date may be 7/3/1939 or 7 3 1939,
// a year alone is a year of birth. One letter alone finds a tenth of a borough, so it
// counts only beside something longer.
func parseTerms(text string) []term {
	fields := strings.FieldsFunc(text[:min(len(text), longestText)], func(c rune) bool {
		return unicode.IsSpace(c) || strings.ContainsRune(",;", c) || c == unicode.ReplacementChar
	})
	var terms []term
	for i := 0; i < len(fields); {
		n, found := parseTerm(fields[i:])
		for _, t := range found {
			if !slices.Contains(terms, t) {
				terms = append(terms, t)
			}
		}
		i += n
	}
	if !slices.ContainsFunc(terms, func(t term) bool { return len(t.text) > 1 }) {
		return nil
	}
	return terms[:min(len(terms), mostTerms)]
}

// parseTerm reads the first of the fields and says how many of them it took.
func parseTerm(fields []string) (int, []term) {
	for _, n := range []int{3, 1} {
		if n > len(fields) {
			continue
		}
		if born, err := day.ParseDate(strings.Join(fields[:n], " ")); err == nil {
			return n, []term{{token{byBirthDate, born.String()}, false}}
		}
	}
	first := fields[0]
	switch {
	case isYear(first):
		return 1, []term{{token{byBirthDate, first + "-"}, false}}
	case isNumber(first):
		return parseNumber(fields)
	case looksLikeOutcode(first):
		if len(fields) > 1 && startsWithDigit(fields[1]) && len(fields[1]) <= 3 {
			return 2, []term{{token{byPostcode, squeeze(first + fields[1])}, false}}
		}
		return 1, []term{{token{byPostcode, squeeze(first)}, false}}
	}
	return 1, nameTerms(first)
}

func parseNumber(fields []string) (int, []term) {
	n := 1
	for n < len(fields) && isNumber(fields[n]) {
		n++
	}
	digits := national(strings.Join(fields[:n], ""))
	if number, err := nhsnumber.Parse(digits); err == nil && digits[0] != '0' {
		return n, []term{{token{byNHSNumber, number.String()}, true}} // no number is dialled without its 0
	}
	if len(digits) < shortestNumber {
		return n, nil
	}
	return n, []term{{token{byPhone, digits}, false}}
}

func nameTerms(typed string) []term {
	var terms []term
	for _, word := range naming.Words(typed) {
		terms = append(terms, term{token{byName, word}, false})
	}
	return terms
}

func isYear(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == "" && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

func isNumber(s string) bool {
	return strings.Trim(s, "0123456789+().-") == "" && strings.ContainsAny(s, "0123456789")
}

// national writes a number as it is dialled here, as far as it has been typed.
func national(s string) string {
	digits := squeeze(s)
	for _, abroad := range []string{"0044", "44"} {
		if rest, ok := strings.CutPrefix(digits, abroad); ok {
			return "0" + strings.TrimPrefix(rest, "0")
		}
	}
	return digits
}

func startsWithDigit(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// looksLikeOutcode reports whether a word is the beginning of a postcode: a letter or two
// and then a digit.
func looksLikeOutcode(s string) bool {
	at := strings.IndexFunc(s, unicode.IsDigit)
	return at == 1 || at == 2
}

// span is the range of tokens a term is found in.
func (t term) span() (low, high string) {
	if t.kind == bySound {
		return t.text, t.text + "!" // "kn" and "kn smt", and not "knt"
	}
	if t.whole {
		return t.text, t.text + "\x01"
	}
	return t.text, t.text + "\U0010FFFF"
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
