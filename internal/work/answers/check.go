package answers

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
	"kith/internal/plat/forms"
)

// Wrong is one answer that cannot be accepted, and how to mend it.
type Wrong struct {
	Question string // id
	Message  string
}

// longest bounds an answer whose question names no length of its own.
const longest = 4000

// mostLines bounds an address.
const mostLines = 5

// Check says what is wrong with the answers on the way, question by question, in the
// order they are asked. A postcode that does not read as one is not wrong: it goes to
// somebody who can look it up.
func (q *Questions) Check(a Answers) ([]Wrong, error) {
	way, err := q.Way(a)
	if err != nil {
		return nil, err
	}
	var wrong []Wrong
	for _, p := range way {
		for _, one := range p.Questions {
			if message := one.wrong(a); message != "" {
				wrong = append(wrong, Wrong{one.ID, message})
			}
		}
	}
	return wrong, nil
}

// wrong says what is wrong with one answer, or "".
func (q Question) wrong(a Answers) string {
	given := a[q.ID]
	if blank(given) {
		if q.MustAnswer(a) {
			return q.Missing
		}
		return ""
	}
	for _, text := range given {
		if n := utf8.RuneCountInString(text); n > q.most() {
			return fmt.Sprintf("Shorten this to %d characters or fewer. It has %d.", q.most(), n)
		}
	}
	return q.checkKind(given)
}

// blank reports whether nothing was answered, spaces apart.
func blank(given []string) bool { return strings.TrimSpace(strings.Join(given, "")) == "" }

func (q Question) most() int {
	if q.Max > 0 && q.Kind != Number {
		return q.Max
	}
	return longest
}

func (q Question) checkKind(given []string) string {
	switch q.Kind {
	case Radios, Checkboxes, Grid:
		return q.checkChoice(given)
	case Address:
		if len(given) > mostLines {
			return fmt.Sprintf("Write the address in %d lines or fewer.", mostLines)
		}
		return ""
	case Date:
		_, err := day.ParseDate(given[0])
		return mend(err)
	case Phone:
		_, err := phone.Parse(given[0])
		return mend(err)
	case Number:
		return q.checkNumber(given[0])
	}
	if len(given) > 1 {
		return "Give one answer."
	}
	if q.Kind == Postcode && q.Exact {
		_, err := postcode.Parse(given[0])
		return mend(err)
	}
	if q.Kind == Email {
		field := forms.Email{Name: q.ID}
		field.Parse(url.Values{q.ID: given})
		return field.Error
	}
	return ""
}

func (q Question) checkChoice(given []string) string {
	if q.Kind == Radios && len(given) > 1 {
		return "Choose one answer."
	}
	for _, id := range given {
		option, ok := q.Option(id)
		if !ok || option.Off {
			return "Choose from the answers on the page."
		}
		if option.Exclusive && len(given) > 1 {
			return fmt.Sprintf("Choose “%s” or the others, not both.", option.Label)
		}
	}
	return ""
}

func (q Question) checkNumber(text string) string {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return "Write a whole number, such as 3."
	}
	if n < q.Min || q.Max > 0 && n > q.Max {
		return fmt.Sprintf("Write a number from %d to %d.", q.Min, q.Max)
	}
	return ""
}

// mend is what a parser says of a text it refused.
func mend(err error) string {
	if err == nil {
		return ""
	}
	return fault.MessageOf(err)
}
