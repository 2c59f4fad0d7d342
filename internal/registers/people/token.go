package people

import (
	"slices"
	"strings"
	"unicode/utf8"
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
	for _, w := range nameTokens(d.GivenNames, d.FamilyName) {
		add(byName, w)
	}
	for _, name := range fullNames(d) {
		add(byFullName, name)
	}
	all = append(all, d.soundTokens()...)
	add(byPostcode, squeeze(d.Address.Postcode))
	all = append(all, d.doors(words(d.FamilyName))...)
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
	for _, w := range words(d.GivenNames + " " + d.FamilyName) {
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

// fullNames are the orders in which a whole name is typed: given names first, family name
// first, and without the further given names.
func fullNames(d Described) []string {
	given, family := fold(d.GivenNames), fold(d.FamilyName)
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
	all := d.doors(once(append(words(d.FamilyName), words(d.GivenNames)...))) // names may stand the other way round
	for _, t := range d.tokens() {
		if t.kind == byBirthDate || t.kind == byPhone && len(t.text) > localDigits {
			all = append(all, t)
		}
	}
	return all
}
