package forms

import (
	"net/mail"
	"net/url"
	"strings"
)

// maxEmail is the longest address mail servers accept.
const maxEmail = 254

// Email is an email address.
type Email struct {
	Name, Label, Hint string
	Missing           string
	Required          bool
	Heading           bool
	Autocomplete      string // "email" when empty

	Raw   string
	Error string
	value string
	speaker
}

// Parse reads the address: see Parser.
func (f *Email) Parse(values url.Values) {
	f.Raw, f.Error, f.value = typed(values, f.Name), "", ""
	text := strings.ReplaceAll(line(f.Raw), " ", "")
	text = strings.TrimPrefix(text, "mailto:")
	switch {
	case text == "" && f.Required:
		f.Error = or(f.Missing, f.say().Email)
	case text == "":
	case length(text) > maxEmail:
		f.Error = f.tooLong(f.say().EmailAddress, maxEmail)
	case !isAddress(text):
		f.Error = f.say().RealEmail
	default:
		f.value = text
	}
}

// isAddress asks for what a deliverable public address has: one plain address
// and a dotted domain. Quoted local parts and bare host names are refused,
// being far more often a slip than an address.
func isAddress(text string) bool {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || strings.ContainsAny(text, "\"<>,;") {
		return false
	}
	_, domain, _ := strings.Cut(text, "@")
	dot := strings.LastIndexByte(domain, '.')
	return dot > 0 && len(domain)-dot > 2 && !strings.Contains(domain, "..") && !strings.HasPrefix(domain, "[")
}

// Value is the address as typed, without spaces; "" when there is none.
func (f Email) Value() string { return f.value }

// Set fills the field with a value, for a page that edits one.
func (f *Email) Set(value string) { f.Raw, f.value = value, value }

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Email) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Email) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Email) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Email) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error, Required: f.Required,
		Heading: f.Heading, Max: maxEmail, Type: "email", Autocomplete: or(f.Autocomplete, "email"),
	}
}
