package forms

import "net/url"

// Select is a choice of one from a long list. An option with an empty value
// stands for "nothing chosen yet".
type Select struct {
	Name, Label, Hint string
	Noun              string
	Missing           string
	Required          bool
	Heading           bool
	Options           []Option

	Raw   string
	Error string
	value string
	speaker
}

// Parse reads the choice: see Parser.
func (f *Select) Parse(values url.Values) {
	f.Raw, f.value, f.Error = f.choice(values, f.Name, f.Required, f.Options,
		or(f.Missing, f.choose(f.noun(f.Noun, f.Label, f.say().AnOption))))
}

// Value is the value of the chosen option; "" when none is.
func (f Select) Value() string { return f.value }

// Chosen is the chosen option; the zero Option when none is.
func (f Select) Chosen() Option {
	o, _ := find(f.Options, f.value)
	return o
}

// Set chooses an option by its value, for a page that edits one.
func (f *Select) Set(value string) { f.Raw, f.value = value, value }

// Fail marks the answer wrong for a reason found later, keeping what was chosen.
func (f *Select) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Select) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Select) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Select) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error,
		Required: f.Required, Heading: f.Heading,
	}
}
