package forms

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/words"
)

// Date is a day asked for as day, month and year in three inputs, posted as
// name-day, name-month and name-year.
type Date struct {
	Name, Label, Hint string
	Noun              string // what errors call it, such as "date of birth"
	Missing           string
	Required          bool
	Heading           bool
	Birthday          bool     // offer the browser's own knowledge of the person's birthday
	From, To          day.Date // earliest and latest day taken; zero is no limit

	Day, Month, Year string // as typed
	Error            string
	wrong            string // the part to mend: "day", "month" or "year"
	value            day.Date
	speaker
}

// Parse reads the three parts: see Parser. A month may be a number or a name.
func (f *Date) Parse(values url.Values) {
	f.Day, f.Month, f.Year = typed(values, f.Name+"-day"), typed(values, f.Name+"-month"), typed(values, f.Name+"-year")
	f.Error, f.wrong, f.value = "", "", day.Date{}
	d, m, y := line(f.Day), monthNumber(line(f.Month)), line(f.Year)
	noun := f.noun(f.Noun, f.Label, f.say().ADate)
	missing := absent(d, m, y)
	switch {
	case len(missing) == 3 && !f.Required:
	case len(missing) == 3:
		f.fail("day", or(f.Missing, f.enter(noun)))
	case len(missing) > 0:
		f.fail(missing[0], fmt.Sprintf(f.say().MustInclude[strings.Join(missing, "-")], f.begin(noun)))
	default:
		f.read(noun, d, m, y)
	}
}

func (f *Date) fail(part, text string) { f.wrong, f.Error = part, text }

// read makes a date of three parts that are all there, naming the first one wrong.
func (f *Date) read(noun, d, m, y string) {
	noun, say := f.begin(noun), f.say()
	dn, dOK := within(d, 1, 31)
	mn, mOK := within(m, 1, 12)
	yn, yOK := within(y, 1, 9999)
	switch {
	case !dOK:
		f.fail("day", fmt.Sprintf(say.RealDay, noun))
		return
	case !mOK:
		f.fail("month", fmt.Sprintf(say.RealMonth, noun))
		return
	case !yOK || len(y) != 4:
		f.fail("year", fmt.Sprintf(say.RealYear, noun))
		return
	}
	date, err := day.ParseDate(fmt.Sprintf("%04d-%02d-%02d", yn, mn, dn))
	if err != nil {
		f.fail("day", fmt.Sprintf(say.RealDate, noun))
		return
	}
	f.bound(noun, date)
}

// bound takes the date when it lies within the days allowed.
func (f *Date) bound(noun string, date day.Date) {
	switch {
	case !f.From.IsZero() && date.Before(f.From):
		f.fail("day", fmt.Sprintf(f.say().NotBefore, noun, words.DateIn(f.in(), f.From)))
	case !f.To.IsZero() && date.After(f.To):
		f.fail("day", fmt.Sprintf(f.say().NotAfter, noun, words.DateIn(f.in(), f.To)))
	default:
		f.value = date
	}
}

// absent names the parts nothing was typed for.
func absent(d, m, y string) []string {
	var parts []string
	for _, p := range []struct{ name, typed string }{{"day", d}, {"month", m}, {"year", y}} {
		if p.typed == "" {
			parts = append(parts, p.name)
		}
	}
	return parts
}

func within(text string, low, high int) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= low && n <= high
}

// monthNumber turns a month's name, or its first three letters, into its
// number; anything else it leaves alone.
func monthNumber(text string) string {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(text, m.String()) || strings.EqualFold(text, m.String()[:3]) {
			return strconv.Itoa(int(m))
		}
	}
	return text
}

// Value is the date; the zero date when there is none.
func (f Date) Value() day.Date { return f.value }

// Given reports whether a real date was entered.
func (f Date) Given() bool { return !f.value.IsZero() }

// Set fills the field with a date, for a page that edits one.
func (f *Date) Set(date day.Date) {
	f.value, f.Day, f.Month, f.Year = date, "", "", ""
	if date.IsZero() {
		return
	}
	f.Day, f.Month, f.Year = strconv.Itoa(date.Day()), strconv.Itoa(int(date.Month())), strconv.Itoa(date.Year())
}

// Fail marks the answer wrong for a reason found later, keeping what was typed.
func (f *Date) Fail(text string) { f.fail("day", text) }

// Err is the error text: see Parser.
func (f Date) Err() string { return f.Error }

// Href is the first part to mend: see Parser.
func (f Date) Href() string { return "#" + f.Name + "-" + or(f.wrong, "day") }

// Wrong reports whether a part ("day", "month" or "year") is to be marked.
func (f Date) Wrong(part string) bool { return f.Error != "" && f.wrong == part }

// Field is what a page draws.
func (f Date) Field() Field {
	return Field{
		Name: f.Name, Label: f.Label, Hint: f.Hint, Error: f.Error,
		Required: f.Required, Heading: f.Heading,
	}
}
