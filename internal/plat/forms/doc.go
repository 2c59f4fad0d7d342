// Package forms turns what a person typed into typed values, and keeps what
// they typed so that a page can show it again beside the reason it was wrong.
//
// A page declares its questions as fields, one struct per kind of answer:
// String, Text, Email, Phone, Postcode, Date, Int, Radios, Checkboxes, Select,
// Password, File and Hidden. A field carries the name, label and hint the page
// shows; after Parse it also holds what was typed, the value it means, and the
// error in the words of the GOV.UK error patterns.
//
//	where := forms.Postcode{Name: "postcode", Label: "What is your postcode?", Required: true}
//	if !forms.Parse(values, &where) {
//		page.Errors = forms.Errors(&where)
//	}
//	code := where.Value()
//
// Values are parsed here once and trusted from then on. Every field limits the
// length of what it takes, strips control characters (a NUL byte is refused by
// databases) and treats spaces alone as nothing typed.
package forms
