package forms

import "net/url"

// maxLine is the longest one-line answer when a field sets no limit.
const maxLine = 200

// String is a one-line answer.
type String struct {
	Name, Label, Hint string
	Noun              string // what errors call it, such as "your full name"; from the label when empty
	Missing           string // said when required and empty; "Enter " and the noun when empty
	Required          bool
	Heading           bool
	Min, Max          int // length in characters; Max 0 is 200
	Width             int
	Autocomplete      string
	InputMode         string
	Spellcheck        bool
	Prefix, Suffix    string

	Raw   string
	Error string
	value string
	speaker
}

// Parse reads the answer: see Parser.
func (f *String) Parse(values url.Values) {
	f.Raw, f.Error, f.value = typed(values, f.Name), "", ""
	text := line(f.Raw)
	noun := f.noun(f.Noun, f.Label, f.say().AnAnswer)
	switch {
	case text == "" && f.Required:
		f.Error = or(f.Missing, f.enter(noun))
	case length(text) > f.limit():
		f.Error = f.tooLong(noun, f.limit())
	case text != "" && length(text) < f.Min:
		f.Error = f.tooShort(noun, f.Min)
	default:
		f.value = text
	}
}

func (f String) limit() int { return orNumber(f.Max, maxLine) }

// Value is the answer on one line; "" when there is none.
func (f String) Value() string { return f.value }

// Set fills the field with a value, for a page that edits one.
func (f *String) Set(value string) { f.Raw, f.value = value, value }

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *String) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f String) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f String) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f String) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error,
		Required: f.Required, Heading: f.Heading, Width: f.Width, Max: f.limit(), Type: "text",
		InputMode: f.InputMode, Autocomplete: f.Autocomplete, Spellcheck: f.Spellcheck,
		Prefix: f.Prefix, Suffix: f.Suffix,
	}
}

// or is the page's own words where it has any.
func or(own, usual string) string {
	if own != "" {
		return own
	}
	return usual
}

func orNumber(own, usual int) int {
	if own != 0 {
		return own
	}
	return usual
}
