package forms

import (
	"net/url"

	"kith/internal/kernel/phone"
)

// maxPhone leaves room for spaces, brackets and a country code.
const maxPhone = 40

// Phone is a telephone number people in the United Kingdom can be rung on.
type Phone struct {
	Name, Label, Hint string
	Missing           string
	Required          bool
	Heading           bool
	Autocomplete      string // "tel" when empty

	Raw   string
	Error string
	value phone.Number
	speaker
}

// Parse reads the number: see Parser.
func (f *Phone) Parse(values url.Values) {
	f.Raw, f.Error, f.value = typed(values, f.Name), "", ""
	text := line(f.Raw)
	switch {
	case text == "" && f.Required:
		f.Error = or(f.Missing, f.say().Phone)
	case text == "":
	case length(text) > maxPhone:
		f.Error = f.tooLong(f.say().PhoneNumber, maxPhone)
	default:
		f.read(text)
	}
}

func (f *Phone) read(text string) {
	number, err := phone.Parse(text)
	if err != nil {
		f.Error = f.say().Phone
		return
	}
	f.value = number
}

// Value is the number; "" when there is none.
func (f Phone) Value() phone.Number { return f.value }

// Set fills the field with a number, for a page that edits one.
func (f *Phone) Set(number phone.Number) {
	f.value, f.Raw = number, ""
	if number != "" {
		f.Raw = number.National()
	}
}

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Phone) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Phone) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Phone) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Phone) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error, Required: f.Required,
		Heading: f.Heading, Width: 20, Max: maxPhone, Type: "tel", Autocomplete: or(f.Autocomplete, "tel"),
	}
}
