package forms

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Int is a whole number.
type Int struct {
	Name, Label, Hint string
	Noun              string
	Missing           string
	Required          bool
	Heading           bool
	Min, Max          int // both 0: from 0 to 1,000,000; Max 0 with Min set: no upper limit but 1,000,000
	Width             int // 5 when empty
	Prefix, Suffix    string

	Raw   string
	Error string
	value int
	given bool
	speaker
}

// maxInt keeps a slipped key from becoming a number nobody meant.
const maxInt = 1_000_000

// Parse reads the number: see Parser.
func (f *Int) Parse(values url.Values) {
	f.Raw, f.Error, f.value, f.given = typed(values, f.Name), "", 0, false
	text := strings.NewReplacer(",", "", " ", "").Replace(line(f.Raw))
	noun := f.noun(f.Noun, f.Label, f.say().ANumber)
	if text == "" {
		if f.Required {
			f.Error = or(f.Missing, f.enter(noun))
		}
		return
	}
	if len(text) > 12 {
		f.Error = f.outside(noun, f.Min, f.top())
		return
	}
	number, err := strconv.Atoi(text)
	switch {
	case err != nil && isDecimal(text):
		f.Error = fmt.Sprintf(f.say().NotWhole, f.begin(noun))
	case err != nil:
		f.Error = fmt.Sprintf(f.say().NotANumber, f.begin(noun))
	case number < f.Min || number > f.top():
		f.Error = f.limits(noun, number)
	default:
		f.value, f.given = number, true
	}
}

func isDecimal(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && !strings.ContainsAny(text, "nNxXpP")
}

func (f Int) top() int { return orNumber(f.Max, maxInt) }

func (f Int) limits(noun string, number int) string {
	switch {
	case f.Max != 0:
		return f.outside(noun, f.Min, f.Max)
	case number < f.Min:
		return fmt.Sprintf(f.say().Below, f.begin(noun), f.Min)
	}
	return fmt.Sprintf(f.say().Above, f.begin(noun), maxInt)
}

// Value is the number; 0 when there is none: see Given.
func (f Int) Value() int { return f.value }

// Given reports whether a number was entered.
func (f Int) Given() bool { return f.given }

// Set fills the field with a number, for a page that edits one.
func (f *Int) Set(number int) { f.value, f.given, f.Raw = number, true, strconv.Itoa(number) }

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Int) Fail(text string) { f.Error = text }

// Err is the error text: see Parser.
func (f Int) Err() string { return f.Error }

// Href is the input to mend: see Parser.
func (f Int) Href() string { return "#" + f.Name }

// Field is what a page draws.
func (f Int) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Raw: f.Raw, Error: f.Error, Required: f.Required,
		Heading: f.Heading, Width: orNumber(f.Width, 5), Max: 12, Type: "text", InputMode: "numeric",
		Prefix: f.Prefix, Suffix: f.Suffix,
	}
}
