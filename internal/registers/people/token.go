package people

import (
	"slices"
	"strings"
)

// tokenKind is what a token is a part of.
type tokenKind string

// The kinds of token.
const (
	byName      tokenKind = "name"
	byPostcode  tokenKind = "postcode"
	byPhone     tokenKind = "phone"
	byBirthDate tokenKind = "born"
	byFullName  tokenKind = "full-name" // words of a name in one order: two common names together are rare
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
	add(byPostcode, squeeze(d.Address.Postcode))
	number := squeeze(d.Phone.National())
	add(byPhone, number)
	add(byPhone, local(number))
	add(byBirthDate, d.BirthDate.String())
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

// telling are the tokens that few people share: whoever is the same person shares one.
func (d Described) telling() []token {
	return slices.DeleteFunc(d.tokens(), func(t token) bool {
		return t.kind == byName || t.kind == byFullName || t.kind == byPhone && len(t.text) == localDigits
	})
}
