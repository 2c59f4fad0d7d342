package answers

import (
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/forms"
)

// drafting is what a question becomes a form field from.
type drafting struct {
	Question
	page    Page
	answers Answers
	today   day.Date
	alone   bool
	said    *forms.Words
}

// addressRows is how tall the box of an address is drawn.
const addressRows = 3

// oldest is how long ago the earliest date of birth lies, in years.
const oldest = 130

func (d drafting) label() string { return titleOf(d.page, d.Question, d.answers.ForAnother()) }

// hint says how to answer. Where the question is the page's heading, nothing can stand
// between the two, so the page's lead and why we ask go with it.
func (d drafting) hint() string {
	if !d.alone {
		return d.Hint
	}
	var said []string
	for _, text := range []string{d.page.Lead, d.Hint, d.page.Why} {
		if text != "" {
			said = append(said, text)
		}
	}
	return strings.Join(said, " ")
}

// field is the form field for the question, filled in.
func (d drafting) field() forms.Parser {
	given := d.answers[d.ID]
	switch d.Kind {
	case Radios:
		f := &forms.Radios{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Options: d.options()}
		f.Set(d.answers.First(d.ID))
		return f
	case Checkboxes:
		f := &forms.Checkboxes{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Options: d.options()}
		f.Set(given...)
		return f
	case Grid:
		f := &forms.Grid{Checkboxes: forms.Checkboxes{
			Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Options: d.options(),
		}, Down: labels(d.Down), Across: labels(d.Across)}
		f.Set(given...)
		return f
	case Date:
		return d.date()
	case Textarea:
		f := &forms.Text{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Max: d.most()}
		f.Set(d.answers.First(d.ID))
		return f
	case Address:
		f := &forms.Text{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Max: d.most(), Rows: addressRows, Autocomplete: d.purpose("street-address")}
		f.Set(strings.Join(given, "\n"))
		return f
	}
	return d.line()
}

// line is a field of one line.
func (d drafting) line() forms.Parser {
	typed := d.answers.First(d.ID)
	switch d.Kind {
	case Phone:
		f := &forms.Phone{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Autocomplete: d.purpose("tel")}
		if number, err := phone.Parse(typed); err == nil {
			f.Set(number)
		}
		f.Raw = typed
		return f
	case Postcode:
		f := &forms.Postcode{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Autocomplete: d.purpose("postal-code")}
		if code, err := postcode.Parse(typed); err == nil {
			f.Set(code)
		}
		f.Raw = typed
		return f
	case Email:
		f := &forms.Email{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Autocomplete: d.purpose("email")}
		f.Set(typed)
		return f
	case Number:
		f := &forms.Int{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Min: d.Min, Max: d.Max}
		if n, err := strconv.Atoi(typed); err == nil {
			f.Set(n)
		}
		f.Raw = typed
		return f
	}
	f := &forms.String{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone, Max: d.most(), Autocomplete: d.purpose(purposes[d.ID])}
	f.Set(typed)
	return f
}

// date is a day in three boxes. One that could not be read is shown as it was typed.
func (d drafting) date() forms.Parser {
	f := &forms.Date{Name: d.ID, Label: d.label(), Hint: d.hint(), Missing: d.Missing, Required: d.Required, Heading: d.alone}
	if d.ID == AskBirthDate {
		f.From, f.To = d.today.AddDays(-oldest*366), d.today
		f.Birthday = d.purpose("bday") == "bday"
	}
	typed := d.answers.First(d.ID)
	if date, err := day.ParseDate(typed); err == nil {
		f.Set(date)
	} else if parts := strings.Split(typed, "/"); len(parts) == 3 {
		f.Day, f.Month, f.Year = parts[0], parts[1], parts[2]
	}
	return f
}

func (d drafting) options() []forms.Option {
	offered := d.Offered()
	all := make([]forms.Option, len(offered))
	for i, o := range offered {
		all[i] = forms.Option{Value: o.ID, Label: o.Label, Hint: o.Hint, Exclusive: o.Exclusive}
		if o.Exclusive && i > 0 {
			all[i].Divider = d.said.Or
		}
	}
	return all
}

func labels(of []Option) []string {
	all := make([]string, len(of))
	for i, o := range of {
		all[i] = o.Label
	}
	return all
}

// purposes are the HTML autofill names of texts about somebody.
var purposes = map[string]string{
	AskFirstName: "given-name", AskLastName: "family-name", AskAskerName: "name",
}

// purpose lets a browser fill in what it knows of whoever sits before it, and keeps it
// from filling in their details for somebody else's.
func (d drafting) purpose(name string) string {
	if d.answers.ForAnother() && d.About != "asker" {
		return "off"
	}
	return name
}
