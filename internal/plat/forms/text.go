package forms

import "net/url"

// maxText is the longest answer of several lines when a field sets no limit.
const maxText = 2000

// Text is an answer of several lines.
type Text struct {
	Name, Label, Hint string
	Noun              string
	Missing           string
	Required          bool
	Heading           bool
	Max               int // characters; 0 is 2,000
	Rows              int // height drawn; 0 is 5
	Autocomplete      string

	Raw   string
	Error string
	value string
	speaker
}

// Parse reads the answer: see Parser.
func (f *Text) Parse(values url.Values) {
	f.Raw, f.Error, f.value = typed(values, f.Name), "", ""
	text := paragraphs(f.Raw)
	noun := f.noun(f.Noun, f.Label, f.say().AnAnswer)
	switch {
	case text == "" && f.Required:
		f.Error = or(f.Missing, f.enter(noun))
	case length(text) > f.limit():
		f.Error = f.tooLong(noun, f.limit())
	default:
		f.value = text
	}
}

func (f Text) limit() int { return orNumber(f.Max, maxText) }

// Value is the answer with lines parted by "\n"; "" when there is none.
func (f Text) Value() string { return f.value }

// Set fills the field with a value, for a page that edits one.
func (f *Text) Set(value string) { f.Raw, f.value = value, value }

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Text) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Text) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Text) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Text) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error, Required: f.Required,
		Heading: f.Heading, Max: f.limit(), Rows: orNumber(f.Rows, 5), Spellcheck: true,
		Autocomplete: f.Autocomplete,
	}
}
