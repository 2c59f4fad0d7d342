package forms

import (
	"fmt"
	"net/url"
	"slices"
)

// Checkboxes is a choice of any number from a few.
type Checkboxes struct {
	Name, Label, Hint string
	Noun              string // what errors call it, such as "what you need help with"
	Missing           string
	Required          bool // at least one
	Heading           bool
	Small             bool // for dense staff pages
	Options           []Option

	Raw    []string // values chosen, as sent
	Error  string
	values []string
	speaker
}

// Parse reads the choices: see Parser.
func (f *Checkboxes) Parse(values url.Values) {
	f.Raw, f.Error, f.values = nil, "", nil
	var chosen []string
	for _, raw := range values[f.Name] {
		if _, offered := find(f.Options, raw); !offered {
			f.Error = f.say().NotOffered
			continue
		}
		if !slices.Contains(chosen, raw) {
			chosen = append(chosen, raw)
		}
	}
	f.Raw = chosen
	switch alone, mixed := f.exclusive(chosen); {
	case f.Error != "":
	case len(chosen) == 0 && f.Required:
		f.Error = or(f.Missing, f.choose(f.noun(f.Noun, f.Label, f.say().SomeOption)))
	case mixed:
		f.Error = fmt.Sprintf(f.say().Alone, alone)
	default:
		f.values = chosen
	}
}

// exclusive finds an option that stands alone and whether it was mixed with others.
func (f Checkboxes) exclusive(chosen []string) (label string, mixed bool) {
	for _, value := range chosen {
		if o, _ := find(f.Options, value); o.Exclusive {
			return o.Label, len(chosen) > 1
		}
	}
	return "", false
}

// Value gives the chosen values, in the order the browser sent them.
func (f Checkboxes) Value() []string { return f.values }

// Has reports whether an option is chosen.
func (f Checkboxes) Has(value string) bool { return slices.Contains(f.values, value) }

// Set chooses options by their values, for a page that edits them.
func (f *Checkboxes) Set(values ...string) { f.Raw, f.values = values, values }

// Fail marks the answer wrong for a reason found later, keeping what was chosen.
func (f *Checkboxes) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Checkboxes) Err() string { return f.Error }

// Href is the first option: see Parser.
func (f Checkboxes) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Checkboxes) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Error: f.Error,
		Required: f.Required, Heading: f.Heading,
	}
}
