package entries

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/registers/attributes"
	"kith/internal/registers/naming"
	"kith/internal/registers/people"
)

// Entry is what a list says of one person.
type Entry struct {
	Given     string           `json:"given,omitempty"`
	Family    string           `json:"family,omitempty"`
	Born      day.Date         `json:"born,omitzero"`
	NHS       nhsnumber.Number `json:"nhs,omitempty"`
	Reference string           `json:"reference,omitempty"`
	Lines     []string         `json:"lines,omitempty"`
	Town      string           `json:"town,omitempty"`
	Postcode  string           `json:"postcode,omitempty"`
	District  string           `json:"district,omitempty"` // the part of a postcode, where there was no more
	UPRN      string           `json:"uprn,omitempty"`
	Phones    []phone.Number   `json:"phones,omitempty"`
	Email     string           `json:"email,omitempty"`
	Dead      bool             `json:"dead,omitempty"`
	Died      day.Date         `json:"died,omitzero"`
	Area      string           `json:"area,omitempty"` // the code of the council they live in
	Since     day.Date         `json:"since,omitzero"`
	Sent      string           `json:"sent,omitempty"` // when the row was written, to be sorted by
	Facts     []Said           `json:"facts,omitempty"`
	Box       *Box             `json:"box,omitempty"`
}

// Said is a fact that a list tells of somebody.
type Said struct {
	Key    string          `json:"key"`
	Type   attributes.Type `json:"type"`
	Scheme string          `json:"scheme,omitempty"`
	Text   string          `json:"text,omitempty"`
	Number *float64        `json:"number,omitempty"`
	Day    day.Date        `json:"day,omitzero"`
	From   day.Date        `json:"from,omitzero"`
	Source string          `json:"source,omitempty"`
}

// Box is what a list says of the national food box.
type Box struct {
	Next    day.Date   `json:"next,omitzero"` // the next one
	Ended   bool       `json:"ended,omitempty"`
	Outcome BoxOutcome `json:"outcome,omitempty"`
	On      day.Date   `json:"on,omitzero"`
}

// Name is the name as it is shown.
func (e Entry) Name() string {
	return people.Described{GivenNames: e.Given, FamilyName: e.Family}.Name()
}

// Where is the address in one line.
func (e Entry) Where() string {
	parts := slices.Clone(e.Lines)
	for _, more := range []string{e.Town, e.Postcode, e.District} {
		if more != "" {
			parts = append(parts, more)
		}
	}
	return strings.Join(parts, ", ")
}

// Keys are what an entry is known by from one version of a list to the next: the surest
// first. An entry without any cannot be told from others.
func (e Entry) Keys() (all []string) {
	if e.NHS != "" {
		all = append(all, "nhs:"+string(e.NHS))
	}
	if e.Reference != "" {
		all = append(all, "ref:"+strings.ToLower(e.Reference))
	}
	name := naming.Fold(e.Given) + "|" + naming.Fold(e.Family)
	switch {
	case name == "|":
	case !e.Born.IsZero():
		all = append(all, "who:"+name+"|"+e.Born.String())
	case e.Postcode != "":
		all = append(all, "at:"+name+"|"+e.Postcode)
	case len(e.Phones) > 0:
		all = append(all, "tel:"+name+"|"+string(e.Phones[0]))
	}
	return all
}

// Hash tells what an entry says from what another says. When the row was written does not
// count.
func (e Entry) Hash() string {
	e.Sent = ""
	text, err := json.Marshal(e)
	if err != nil {
		panic("lists: " + err.Error()) // it has no value that JSON lacks
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// Changes are what an entry says differently from the one before, in words.
func (e Entry) Changes(before Entry) (words []string) {
	differ := func(what string, is bool) {
		if is {
			words = append(words, what)
		}
	}
	differ("name", naming.Fold(e.Name()) != naming.Fold(before.Name()))
	differ("date of birth", e.Born != before.Born)
	differ("NHS number", e.NHS != before.NHS)
	differ("address", e.Moved(before))
	differ("phone", !slices.Equal(e.Phones, before.Phones))
	differ("email", !strings.EqualFold(e.Email, before.Email))
	differ("what is known of them", said(e.Facts) != said(before.Facts))
	differ("food box", box(e.Box) != box(before.Box))
	return words
}

// Moved reports whether an entry names another address. An address that is written
// differently under the same postcode or property is the same.
func (e Entry) Moved(before Entry) bool {
	switch {
	case e.UPRN != "" && before.UPRN != "":
		return e.UPRN != before.UPRN
	case e.Postcode != "" && before.Postcode != "":
		return e.Postcode != before.Postcode
	}
	return naming.Fold(e.Where()) != naming.Fold(before.Where()) && e.Where() != "" && before.Where() != ""
}

func said(all []Said) string { text, _ := json.Marshal(all); return string(text) }
func box(b *Box) string      { text, _ := json.Marshal(b); return string(text) }

// Described is the entry as people are looked for.
func (e Entry) Described() people.Described {
	d := people.Described{GivenNames: e.Given, FamilyName: e.Family, BirthDate: e.Born, Email: e.Email}
	if len(e.Phones) > 0 {
		d.Phone = e.Phones[0]
	}
	d.Address.Town, d.Address.Postcode, d.Address.UPRN = e.Town, e.Postcode, e.UPRN
	if len(e.Lines) > 0 {
		d.Address.Line1, d.Address.Line2 = e.Lines[0], strings.Join(e.Lines[1:], ", ")
	}
	return d
}
