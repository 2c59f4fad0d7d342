package people

// tokenKind is what a token is a part of.
type tokenKind string

// The kinds of token. The last two join two facts, so that finding likely duplicates
// reads only those who share both.
const (
	byName         tokenKind = "name"
	byPostcode     tokenKind = "postcode"
	byPhone        tokenKind = "phone"
	byBirthDate    tokenKind = "born"
	byPostcodeName tokenKind = "postcode-name"
	byBirthName    tokenKind = "born-name"
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
	for _, w := range words(d.GivenNames + " " + d.FamilyName) {
		add(byName, w)
	}
	add(byPostcode, squeeze(d.Address.Postcode))
	add(byPhone, squeeze(d.Phone.National()))
	if !d.BirthDate.IsZero() {
		add(byBirthDate, d.BirthDate.String())
	}
	for _, pair := range d.pairs() {
		add(pair.kind, pair.text)
	}
	return all
}

// pairs are the tokens that join two facts.
func (d Described) pairs() []token {
	var all []token
	for _, w := range words(d.FamilyName) {
		if d.Address.Postcode != "" {
			all = append(all, token{byPostcodeName, squeeze(d.Address.Postcode) + " " + w})
		}
		if !d.BirthDate.IsZero() {
			all = append(all, token{byBirthName, d.BirthDate.String() + " " + w})
		}
	}
	return all
}
