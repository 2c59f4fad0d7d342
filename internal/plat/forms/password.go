package forms

import "net/url"

// maxPassword bounds the work of hashing one.
const maxPassword = 200

// Password is a secret: taken exactly as typed, never shown again.
type Password struct {
	Name, Label, Hint string
	Missing           string
	Min               int  // characters, when a new one is chosen
	New               bool // chosen here, not recalled: browsers offer to make one

	Error string
	value string
	speaker
}

// Parse reads the secret, which is always required: see Parser.
func (f *Password) Parse(values url.Values) {
	f.Error, f.value = "", ""
	secret := values.Get(f.Name)
	switch n := length(secret); {
	case n == 0:
		f.Error = or(f.Missing, f.enter(f.noun("", f.Label, "your password")))
	case n > maxPassword:
		f.Error = f.tooLong("password", maxPassword)
	case n < f.Min:
		f.Error = f.tooShort("password", f.Min)
	default:
		f.value = secret
	}
}

// Value is the secret as typed.
func (f Password) Value() string { return f.value }

// Fail marks the answer wrong for a reason found later.
func (f *Password) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Password) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Password) Href() string { return "#" + f.Name }

// Field is what a page draws; it never holds the secret.
func (f Password) Field() Field {
	purpose := "current-password"
	if f.New {
		purpose = "new-password"
	}
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Error: f.Error, Required: true,
		Max: maxPassword, Width: 20, Type: "password", Autocomplete: purpose,
	}
}
