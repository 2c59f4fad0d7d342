package answers

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/words"
)

// Sheet is one page of the form as somebody fills it in: its words, as they are put to
// the asker, and a form field for each question. The public form shows one a page, the
// call screen several.
type Sheet struct {
	Page   Page
	Title  string
	Fields []*Field

	language *words.Language
}

// Field is a question as a form asks it. Parser is a pointer to one of the kinds of
// field of package forms.
type Field struct {
	Question Question
	forms.Parser
}

// Sheet fills a page in with what was answered before. Today bounds dates of birth.
func (q *Questions) Sheet(p Page, a Answers, today day.Date) Sheet {
	s := Sheet{Page: p, Title: p.title(a.ForAnother()), language: q.spoken()}
	for _, one := range p.Questions {
		draft := drafting{Question: one, page: p, answers: a, today: today, alone: s.Alone(), said: forms.Of(s.language)}
		field := draft.field()
		forms.SpeakIn(s.language, field)
		s.Fields = append(s.Fields, &Field{Question: one, Parser: field})
	}
	return s
}

func (p Page) title(other bool) string {
	if other && p.TitleOther != "" {
		return p.TitleOther
	}
	return p.Title
}

// Alone reports whether the page is one question that its title asks, so that the title
// is the question's label.
func (s Sheet) Alone() bool {
	return len(s.Page.Questions) == 1 && s.Page.Questions[0].Title == ""
}

// Parse reads a posted form and reports whether every answer can be accepted.
func (s Sheet) Parse(values url.Values) bool {
	for _, f := range s.Fields {
		f.Parse(values)
	}
	for _, f := range s.Fields {
		s.settle(f)
	}
	return len(s.Errors()) == 0
}

// Errors lists what is wrong, for the error summary.
func (s Sheet) Errors() []forms.ErrorItem {
	var items []forms.ErrorItem
	for _, f := range s.Fields {
		items = append(items, forms.Errors(f.Parser)...)
	}
	return items
}

// Into puts what was typed among the answers, right or wrong: a wrong answer stays to be
// mended, and its page counts as unanswered.
func (s Sheet) Into(a Answers) {
	for _, f := range s.Fields {
		a[f.Question.ID] = f.answer()
	}
}

// settle judges a field by the others of its page. A question may be made up for by
// another ("I do not know the postcode"). A postcode that does not read as one is sent
// back to be mended only where the page offers that way out: nobody is kept from asking.
func (s Sheet) settle(f *Field) {
	instead := f.Question.RequiredUnless
	excused := instead != "" && !blank(s.answerTo(instead))
	if code, ok := f.Parser.(*forms.Postcode); ok && code.Error != "" && !f.Question.Exact {
		code.Error = ""
		if instead != "" && !excused {
			code.Error = fmt.Sprintf(forms.Of(s.language).HalfPostcode, f.Question.Missing)
		}
	}
	if instead != "" && !excused && f.Err() == "" && blank(f.answer()) {
		f.fail(f.Question.Missing)
	}
}

func (s Sheet) answerTo(question string) []string {
	for _, f := range s.Fields {
		if f.Question.ID == question {
			return f.answer()
		}
	}
	return nil
}

func (f *Field) fail(text string) {
	if field, ok := f.Parser.(interface{ Fail(text string) }); ok {
		field.Fail(text)
	}
}

// answer is what was entered, in the form [Answers] keeps it; what cannot be accepted is
// as it was typed. It is never nil: a question left blank has been asked.
func (f *Field) answer() []string {
	switch field := f.Parser.(type) {
	case *forms.Checkboxes:
		return append([]string{}, field.Raw...)
	case *forms.Grid:
		return append([]string{}, field.Raw...)
	case *forms.Text:
		if f.Question.Kind == Address {
			return linesOf(field.Raw)
		}
		return one(field.Value(), field.Raw)
	case *forms.Date:
		if field.Given() {
			return one(field.Value().String(), "")
		}
		return one("", typedDate(*field))
	case *forms.Phone:
		return one(field.Value().National(), field.Raw)
	case *forms.Postcode:
		return one(string(field.Value()), field.Raw)
	case *forms.String:
		return one(field.Value(), field.Raw)
	case *forms.Email:
		return one(field.Value(), field.Raw)
	case *forms.Int:
		if field.Given() {
			return one(strconv.Itoa(field.Value()), "")
		}
		return one("", field.Raw)
	case *forms.Radios:
		return one(field.Value(), "")
	}
	return []string{}
}

// one is a single answer: the value, or what was typed where there is none.
func one(value, typed string) []string {
	if value == "" {
		value = strings.TrimSpace(typed)
	}
	if value == "" {
		return []string{}
	}
	return []string{value}
}

// typedDate keeps the parts of a date that is none, to be shown again.
func typedDate(d forms.Date) string {
	if d.Day+d.Month+d.Year == "" {
		return ""
	}
	return d.Day + "/" + d.Month + "/" + d.Year
}

// linesOf are the lines of an address that say something.
func linesOf(text string) []string {
	lines := []string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
