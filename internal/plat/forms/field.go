package forms

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field is the view of a field that a page draws. Every kind gives it by its
// Field method; parts that do not concern a kind are empty.
type Field struct {
	Name  string // name of the input; also its id
	Label string // label, or legend of a group
	Hint  string
	Raw   string // what was typed, as typed
	Error string // why it is wrong and how to mend it; "" when right

	Required     bool
	Heading      bool   // the label is the page's h1 (one question a page)
	Width        int    // characters the input is drawn for: 2 3 4 5 10 20 30; 0 is full width
	Rows         int    // height of a textarea
	Max          int    // longest answer, in characters
	Type         string // type of the input: "text", "email", "tel", "password"
	InputMode    string // keyboard a phone shows
	Autocomplete string // purpose of the input, for browsers that fill it in
	Spellcheck   bool
	Prefix       string // drawn before the input, such as "£"
	Suffix       string // drawn after the input, such as "minutes"
}

// Viewer is any field, as a page sees it.
type Viewer interface {
	Field() Field
}

// Parser is a field that reads its answer from a posted form.
type Parser interface {
	Viewer
	// Parse reads the answer and sets value and error. It may be called again.
	Parse(values url.Values)
	// Err is the error text, or "" when the answer is right.
	Err() string
	// Href is where the error summary links to: the id of the input to mend.
	Href() string
}

// ErrorItem is one line of the error summary.
type ErrorItem struct {
	Href string // "#postcode"
	Text string
}

// Parse reads every field and reports whether all of them are right.
func Parse(values url.Values, fields ...Parser) bool {
	valid := true
	for _, f := range fields {
		f.Parse(values)
		valid = valid && f.Err() == ""
	}
	return valid
}

// Errors lists what is wrong, in the order of the fields, for the error
// summary. It is nil when nothing is.
func Errors(fields ...Parser) []ErrorItem {
	var items []ErrorItem
	for _, f := range fields {
		if f.Err() != "" {
			items = append(items, ErrorItem{Href: f.Href(), Text: f.Err()})
		}
	}
	return items
}

// typed returns the first answer of that name as it was typed, with broken
// UTF-8 replaced so that it can be shown again.
func typed(values url.Values, name string) string {
	return strings.ToValidUTF8(values.Get(name), "\uFFFD")
}

// line cleans a one-line answer: control and invisible format characters go,
// runs of white space become one space, the ends are trimmed. Digits of Arabic,
// Farsi and Urdu keyboards become those that numbers and postcodes are kept in.
func line(raw string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == '\u200b', r == '\ufeff':
			return -1
		}
		return r
	}, raw)
	return strings.Join(strings.Fields(visible), " ")
}

// paragraphs cleans an answer of several lines: line breaks become "\n",
// other control characters go, the ends are trimmed.
func paragraphs(raw string) string {
	raw = strings.ReplaceAll(raw, "\r\n", "\n")
	raw = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r == '\ufeff':
			return -1
		}
		return r
	}, raw)
	return strings.TrimSpace(raw)
}

// length counts characters as a person would: an accented letter is one.
func length(s string) int { return utf8.RuneCountInString(s) }
