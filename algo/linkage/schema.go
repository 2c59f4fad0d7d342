package linkage

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Schema says what the columns of a list mean, and which pairs are worth comparing.
//
// As a file it is a JSON object:
//
//	{
//	  "name": "housing against council tax",
//	  "id": "ref",
//	  "columns": [
//	    {"name": "first", "kind": "given-name"},
//	    {"name": "last", "kind": "surname"},
//	    {"name": "dob", "kind": "date"},
//	    {"name": "address", "kind": "address", "from": ["address_line1", "address_line2"]},
//	    {"name": "town", "kind": "text", "levels": ["exact", "jaro 0.9"]}
//	  ],
//	  "blocking": ["dob + first:initial", "last:sound + address:numbers"]
//	}
//
// A list must have the column "id" names. "from" names the headers a column is put together
// of, where they differ from its name; headers are compared without regard to case. "levels"
// and "blocking" may be left out: [Kind] says which levels each kind has, and rules are then
// made from the kinds. [Level] and [Rule] say how the two are written.
type Schema struct {
	Name    string   `json:"name"`
	ID      string   `json:"id"`
	Columns []Column `json:"columns"`
	Rules   []Rule   `json:"blocking,omitempty"`
}

// Column is one thing known about a person.
type Column struct {
	Name   string   `json:"name"`
	Kind   Kind     `json:"kind"`
	From   []string `json:"from,omitempty"`   // headers, joined by spaces; the name where empty
	Levels []Level  `json:"levels,omitempty"` // those of the kind where empty
}

// Kind says what a column holds, and so how it is cleaned and compared.
type Kind string

// The kinds. What the package clean makes of each is compared.
const (
	GivenName Kind = "given-name"
	Surname   Kind = "surname"
	Date      Kind = "date"
	Postcode  Kind = "postcode"
	Address   Kind = "address"
	NHSNumber Kind = "nhs-number"
	Phone     Kind = "phone"
	UPRN      Kind = "uprn"
	Exact     Kind = "exact" // equal or not, such as a code
	Text      Kind = "text"  // anything else, such as a town or a mail address
	// Deceased says in one way or another that somebody has died: a date, yes, true or 1. It is
	// never compared, for lists learn of it at different times; of a link it is told whether
	// one of the two has died ([Table.Deceased]).
	Deceased Kind = "deceased"
)

// usual are the levels of each kind, the nearest first; what is none of them differs.
var usual = map[Kind][]Level{
	GivenName: {"exact", "nickname", "swapped", "jaro 0.92", "part", "jaro 0.8"},
	Surname:   {"exact", "part", "jaro 0.92", "sound", "honorific", "jaro 0.8"},
	Date:      {"exact", "day-month", "edits 1", "default", "edits 2", "days 400"},
	Postcode:  {"exact", "edits 1", "sector", "district"},
	Address:   {"exact", "numbers 0.85", "jaro 0.92", "jaro 0.8"},
	NHSNumber: {"exact", "edits 1", "edits 2"},
	Phone:     {"exact", "edits 1", "edits 2"},
	UPRN:      {"exact"},
	Exact:     {"exact"},
	Text:      {"exact", "edits 1", "jaro 0.92", "jaro 0.8"},
	Deceased:  {"exact"},
}

// ReadSchema reads a schema file. An unknown word in it is an error.
func ReadSchema(r io.Reader) (*Schema, error) {
	s := new(Schema)
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(s); err != nil {
		return nil, fmt.Errorf("linkage: the schema is no JSON object of this form: %w", err)
	}
	if _, err := compile(s); err != nil {
		return nil, err
	}
	return s, nil
}

// levels are a column's own, or those of its kind.
func (c Column) levels() []Level {
	if len(c.Levels) > 0 {
		return c.Levels
	}
	return usual[c.Kind]
}

// Headers are the headers of a list that a column is put together of.
func (c Column) Headers() []string {
	if len(c.From) > 0 {
		return c.From
	}
	return []string{c.Name}
}

// column finds a column by its name.
func (s *Schema) column(name string) (int, bool) {
	for i, c := range s.Columns {
		if strings.EqualFold(c.Name, name) {
			return i, true
		}
	}
	return 0, false
}

// of finds the first column of a kind; -1 where there is none.
func (s *Schema) of(kind Kind) int {
	for i, c := range s.Columns {
		if c.Kind == kind {
			return i
		}
	}
	return -1
}
