package forms

// File is a file to hand in. Files do not travel in a form's values, so the
// handler reads the body itself and says by Fail what is wrong with it.
type File struct {
	Name, Label, Hint string
	Accept            string // endings offered, such as ".csv,.xlsx"
	Heading           bool

	Error string
}

// Fail marks the file wrong.
func (f *File) Fail(text string) { f.Error = text }

// Err is the error text, or "".
func (f File) Err() string { return f.Error }

// Href is the input to mend.
func (f File) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f File) Field() Field {
	return Field{Name: f.Name, Label: f.Label, Hint: f.Hint, Error: f.Error, Heading: f.Heading, Type: "file"}
}
