package forms

import (
	"net/url"

	"kith/internal/kernel/postcode"
)

// maxPostcode leaves room for stray spaces and punctuation around seven symbols.
const maxPostcode = 16

// Postcode is a full postcode. Lower case, missing spaces and the usual slips
// (O for 0, I for 1) are mended, not refused.
type Postcode struct {
	Name, Label, Hint string
	Missing           string
	Required          bool
	Heading           bool
	Autocomplete      string // "postal-code" when empty; "off" when it is somebody else's

	Raw   string
	Error string
	value postcode.Postcode
	speaker
}

// Parse reads the postcode: see Parser.
func (f *Postcode) Parse(values url.Values) {
	f.Raw, f.Error, f.value = typed(values, f.Name), "", ""
	text := line(f.Raw)
	switch {
	case text == "" && f.Required:
		f.Error = or(f.Missing, f.say().Postcode)
	case text == "":
	case length(text) > maxPostcode:
		f.Error = f.say().OnlyPostcode
	default:
		f.read(text)
	}
}

func (f *Postcode) read(text string) {
	code, err := postcode.Parse(text)
	if err != nil {
		f.Error = f.say().FullPostcode
		return
	}
	f.value = code
}

// Value is the postcode; "" when there is none.
func (f Postcode) Value() postcode.Postcode { return f.value }

// Set fills the field with a postcode, for a page that edits one.
func (f *Postcode) Set(code postcode.Postcode) { f.value, f.Raw = code, string(code) }

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Postcode) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Postcode) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Postcode) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Postcode) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error, Required: f.Required,
		Heading: f.Heading, Width: 10, Max: maxPostcode, Type: "text",
		Autocomplete: or(f.Autocomplete, "postal-code"),
	}
}
