package forms

import "net/url"

// Hidden is a value the page itself put there: a version, an idempotency key.
// A person cannot mend it, so its error says what they can do.
type Hidden struct {
	Name     string
	Required bool
	Max      int // characters; 0 is 200

	Raw   string
	Error string
	speaker
}

// Parse reads the value: see Parser.
func (f *Hidden) Parse(values url.Values) {
	f.Raw, f.Error = line(typed(values, f.Name)), ""
	tooMuch := length(f.Raw) > orNumber(f.Max, maxLine)
	if tooMuch {
		f.Raw = ""
	}
	if tooMuch || (f.Raw == "" && f.Required) {
		f.Error = f.say().OutOfDate
	}
}

// Value is the value sent; "" when there is none.
func (f Hidden) Value() string {
	if f.Error != "" {
		return ""
	}
	return f.Raw
}

// Set puts the value on the page.
func (f *Hidden) Set(value string) { f.Raw = value }

// Err is the error text: see Parser.
func (f Hidden) Err() string { return f.Error }

// Href is the top of the page's main part, a hidden input being nowhere to go.
func (f Hidden) Href() string { return "#main-content" }

// Field is what a page draws.
func (f Hidden) Field() Field {
	return Field{Name: f.Name, Raw: f.Raw, Error: f.Error, Required: f.Required, Type: "hidden"}
}
