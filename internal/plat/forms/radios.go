package forms

import "net/url"

// Radios is a choice of one from a few, all of them shown.
type Radios struct {
	Name, Label, Hint string
	Noun              string // what errors call it, such as "how we may contact you"
	Missing           string // said when required and nothing is chosen; "Select " and the noun when empty
	Required          bool
	Heading           bool
	Inline            bool // side by side, for two short options
	Small             bool // for dense staff pages
	Options           []Option

	Raw   string
	Error string
	value string
	speaker
}

// Parse reads the choice: see Parser.
func (f *Radios) Parse(values url.Values) {
	f.Raw, f.value, f.Error = f.choice(values, f.Name, f.Required, f.Options,
		or(f.Missing, f.choose(f.noun(f.Noun, f.Label, f.say().AnOption))))
}

// choice reads one value that must be among the options.
func (s speaker) choice(values url.Values, name string, required bool, options []Option, missing string) (raw, value, problem string) {
	raw = typed(values, name)
	_, offered := find(options, raw)
	switch {
	case raw == "" && !required:
		return raw, "", ""
	case raw == "":
		return raw, "", missing
	case !offered:
		return raw, "", s.say().NotOffered
	}
	return raw, raw, ""
}

// Value is the value of the chosen option; "" when none is.
func (f Radios) Value() string { return f.value }

// Chosen is the chosen option; the zero Option when none is.
func (f Radios) Chosen() Option {
	o, _ := find(f.Options, f.value)
	return o
}

// Set chooses an option by its value, for a page that edits one.
func (f *Radios) Set(value string) { f.Raw, f.value = value, value }

// Fail marks the answer wrong for a reason found later, keeping what was chosen.
func (f *Radios) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Radios) Err() string { return f.Error }

// Href is the first option: see Parser.
func (f Radios) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Radios) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error,
		Required: f.Required, Heading: f.Heading,
	}
}
