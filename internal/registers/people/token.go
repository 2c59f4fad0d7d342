package people

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kith/internal/registers/naming"
)

// tokenKind is what a token is a part of.
type tokenKind string

// The kinds of token.
const (
	byName      tokenKind = "name"
	byPostcode  tokenKind = "postcode"
	byPhone     tokenKind = "phone"
	byBirthDate tokenKind = "born" // the date, then the initials of all names
	byNHSNumber tokenKind = "nhs-number"
	byFullName  tokenKind = "full-name" // words of a name in one order: two common names together are rare
	bySound     tokenKind = "sound"     // the first name and the family name as they are spoken, in one order
	byDoor      tokenKind = "door"      // a postcode with a word of the family name: nearly a household
)

// token is one thing a record can be found by.
type token struct {
	kind tokenKind
	text string
}

// tokens lists what somebody described so can be found by.
func (d Described) tokens() []token {
	var all []token
	add := func(kind tokenKind, text string) {
		if text != "" {
			all = append(all, token{kind, text})
		}
	}
	for _, w := range naming.Parts(d.GivenNames, d.FamilyName) {
		add(byName, w)
	}
	for _, name := range fullNames(d) {
		add(byFullName, name)
	}
	all = append(all, d.soundTokens()...)
	add(byPostcode, squeeze(d.Address.Postcode))
	all = append(all, d.doors(naming.Words(d.FamilyName))...)
	number := squeeze(d.Phone.National())
	add(byPhone, number)
	add(byPhone, local(number))
	if !d.BirthDate.IsZero() {
		add(byBirthDate, d.BirthDate.String()+" "+d.initials())
	}
	return all
}

// initials are the first letters of all names, each once and in the order of the alphabet:
// of the many born on one day, those with one of them in common are few.
func (d Described) initials() string {
	var all []rune
	for _, w := range naming.Words(d.GivenNames + " " + d.FamilyName) {
		first, _ := utf8.DecodeRuneInString(w)
		all = append(all, first)
	}
	slices.Sort(all)
	return string(slices.Compact(all))
}

// tokens lists what a record can be found by.
func (r Record) tokens() []token {
	all := r.Described.tokens()
	if !r.NHSNumber.IsZero() {
		all = append(all, token{byNHSNumber, r.NHSNumber.String()})
	}
	return all
}

// soundTokens are the first name and the family name by how they are spoken, in either
// order: whoever has both, or the one alone, is found by the beginning of one of them.
// Two tokens are all; further names are looked for as they are written.
func (d Described) soundTokens() []token {
	given, family := naming.Sounds(naming.Words(d.GivenNames)), naming.Sounds(naming.Words(d.FamilyName))
	switch {
	case len(given) == 0 && len(family) == 0:
		return nil
	case len(given) == 0:
		return []token{{bySound, strings.Join(family, " ")}}
	case len(family) == 0:
		return []token{{bySound, strings.Join(given, " ")}}
	}
	known := strings.Join(family, " ")
	return once([]token{{bySound, given[0] + " " + known}, {bySound, known + " " + given[0]}})
}

// fullNames are the orders in which a whole name is typed: given names first, family name
// first, and without the further given names.
func fullNames(d Described) []string {
	given, family := naming.Fold(d.GivenNames), naming.Fold(d.FamilyName)
	if given == "" || family == "" {
		return nil
	}
	first, _, _ := strings.Cut(given, " ")
	return once([]string{given + " " + family, family + " " + given, first + " " + family})
}

// localDigits is how many digits of a number people give when they leave out the area code.
const localDigits = 6

// local is a number without its area code.
func local(number string) string {
	if len(number) <= localDigits {
		return ""
	}
	return number[len(number)-localDigits:]
}

// doors are where people with these words in their family name live.
func (d Described) doors(families []string) (all []token) {
	if at := squeeze(d.Address.Postcode); at != "" {
		for _, w := range families {
			all = append(all, token{byDoor, at + " " + w})
		}
	}
	return all
}

// telling are the tokens that few people share: whoever is likely the same person shares
// one. Who shares a postcode alone, with neither a name nor anything else, is a neighbour.
func (d Described) telling() []token {
	all := d.doors(once(append(naming.Words(d.FamilyName), naming.Words(d.GivenNames)...))) // names may stand the other way round
	for _, t := range d.tokens() {
		if t.kind == byBirthDate || t.kind == byPhone && len(t.text) > localDigits {
			all = append(all, t)
		}
	}
	return all
}

// once keeps the first of each.
func once[T comparable](all []T) []T {
	var kept []T
	for _, one := range all {
		if !slices.Contains(kept, one) {
			kept = append(kept, one)
		}
	}
	return kept
}
