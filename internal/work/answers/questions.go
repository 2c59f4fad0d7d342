package answers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kith/internal/plat/rules"
	"kith/internal/plat/words"
)

// Kind is how a question is asked and what an answer to it looks like.
type Kind string

// The kinds of question. An address is answered by up to four lines, checkboxes by
// the ids of the options chosen, radios by one id, a date as YYYY-MM-DD, everything
// else by one text.
const (
	Text       Kind = "text"
	Textarea   Kind = "textarea"
	Radios     Kind = "radios"
	Checkboxes Kind = "checkboxes"
	Date       Kind = "date"
	Postcode   Kind = "postcode"
	Phone      Kind = "phone"
	Email      Kind = "email"
	Address    Kind = "address"
	Number     Kind = "number"
	// Grid is checkboxes in a table, answered as they are. No blueprint asks by one.
	Grid Kind = "grid"
)

// Choices are the kinds a blueprint may name.
func (Kind) Choices() []string {
	return []string{
		string(Text), string(Textarea), string(Radios), string(Checkboxes), string(Date),
		string(Postcode), string(Phone), string(Email), string(Address), string(Number),
	}
}

func (k Kind) ruleType() rules.Type {
	switch k {
	case Checkboxes, Address, Grid:
		return rules.Strings
	case Number:
		return rules.Int
	default:
		return rules.String
	}
}

// hasOptions reports whether the kind is answered by choosing from a list.
func (k Kind) hasOptions() bool { return k == Radios || k == Checkboxes || k == Grid }

// Part is the section of the form, and of the check-your-answers page, a page belongs to.
type Part string

// The parts of a request, in the order they are shown back to the asker.
const (
	Who     Part = "who"     // who asks and for whom
	Where   Part = "where"   // where the help is needed
	What    Part = "what"    // what is needed
	Food    Part = "food"    // the food questions
	Contact Part = "contact" // how to reach them safely, and who helps already
	Consent Part = "consent" // what they agree to; never a gate to help
)

// Parts lists the parts of a request in the order they are shown back.
func Parts() []Part { return []Part{Who, Where, What, Food, Contact, Consent} }

// Choices are the parts a blueprint may name.
func (Part) Choices() []string {
	var names []string
	for _, p := range Parts() {
		names = append(names, string(p))
	}
	return names
}

// The questions whose answers the program itself reads. A borough words them as it likes
// but keeps their ids.
const (
	AskWhoFor        = "who_for"        // radios: "me" or "someone-else"
	AskAskerName     = "asker_name"     // the one who asks for another
	AskAskerRelation = "asker_relation" // what they are to the person
	AskAskerPhone    = "asker_phone"
	AskPostcode      = "postcode"
	AskAddress       = "address"
	AskNeeds         = "needs"     // checkboxes: ids of need categories
	AskOwnWords      = "own_words" // what they need, as they say it
	AskFirstName     = "first_name"
	AskLastName      = "last_name"
	AskBirthDate     = "date_of_birth"
	AskPhone         = "phone"
	AskEmail         = "email"
	AskSafeContact   = "safe_contact" // checkboxes: "call", "voicemail", "text", "email", "letter"
	AskAgreement     = "agreement"    // checkboxes: "share", "approach"
)

// SomebodyElse is the answer to [AskWhoFor] of somebody asking for another person.
const SomebodyElse = "someone-else"

// Questions is questions.yaml: what a borough asks, one question a page on the public
// form and in place on the call screen.
type Questions struct {
	Pages []Page `yaml:"pages"`

	language *words.Language // nil is English
	settled  map[string]any  // what is not asked here and yet known: see [Questions.Only]
}

// spoken is the language the questions are asked in.
func (q *Questions) spoken() *words.Language {
	if q.language == nil {
		return words.English()
	}
	return q.language
}

// Page is one page of the public form: one question, or the few boxes that make up one
// question (first and last name, street and postcode).
type Page struct {
	ID         string     `yaml:"id"`
	Part       Part       `yaml:"part"`
	Title      string     `yaml:"title"`                 // to somebody asking for themselves
	TitleOther string     `yaml:"title_other,omitempty"` // to somebody asking for another person; empty means Title serves
	Lead       string     `yaml:"lead,omitempty"`
	Points     []string   `yaml:"-"`   // a list after the lead, of pages that the program makes itself
	Why        string     `yaml:"why"` // why we ask, in plain words
	ShowWhen   string     `yaml:"show_when,omitempty"`
	ExitPage   bool       `yaml:"exit_page,omitempty"` // shows "Exit this page"
	Questions  []Question `yaml:"questions"`
	// ShowIf is ShowWhen for a page that the program makes itself: what was asked before is
	// given as rules read it.
	ShowIf func(values map[string]any) bool `yaml:"-"`

	show *rules.Rule
}

// Question is one box, list or set of options.
type Question struct {
	ID         string   `yaml:"id"`
	Kind       Kind     `yaml:"kind"`
	Title      string   `yaml:"title,omitempty"` // empty when it is the page's only question: the page's title asks it
	TitleOther string   `yaml:"title_other,omitempty"`
	Hint       string   `yaml:"hint,omitempty"`
	Options    []Option `yaml:"options,omitempty"`
	Required   bool     `yaml:"required,omitempty"`
	// RequiredUnless names a question of the same page: any answer to it ("I do not know
	// the postcode") makes up for this one.
	RequiredUnless string `yaml:"required_unless,omitempty"`
	// Missing is the error shown when a required question is not answered. It says how to mend it.
	Missing string `yaml:"missing,omitempty"`
	Max     int    `yaml:"max,omitempty"` // most characters of a text, most of a number
	Min     int    `yaml:"min,omitempty"` // least of a number
	// Confidential answers are for the rules and for those cleared for restricted records;
	// lists, boards and volunteers never show them.
	Confidential bool `yaml:"confidential,omitempty"`
	// About says whose fact an answer is: "person" (the one who needs help, the default) or "asker".
	About string `yaml:"about,omitempty"`
	// Exact postcodes have to read as one: whoever asks for help is kept from nothing by a
	// postcode, whoever offers it can be asked to mend theirs.
	Exact bool `yaml:"-"`
	// Down and Across are the rows and the columns of a [Grid]. Each of its options has the
	// id of its row, a dash and that of its column.
	Down, Across []Option `yaml:"-"`
}

// Option is one choice of radios or checkboxes.
type Option struct {
	ID        string `yaml:"id"`
	Label     string `yaml:"label"`
	Hint      string `yaml:"hint,omitempty"`
	Exclusive bool   `yaml:"exclusive,omitempty"` // "none of these", "I do not know": unticks the others
	// Off options are neither offered nor taken. They stay in the file, so that rules that
	// name them stay valid and answers given before can still be read.
	Off bool `yaml:"off,omitempty"`
}

// Answers holds what was answered, by question id: the ids of the options chosen, the
// lines of an address, or one text. A question not answered is absent.
type Answers map[string][]string

// First returns the only, or first, answer to a question, or "".
func (a Answers) First(id string) string {
	if len(a[id]) == 0 {
		return ""
	}
	return a[id][0]
}

// Has reports whether option was chosen for the question id.
func (a Answers) Has(id, option string) bool { return slices.Contains(a[id], option) }

// Find returns the question with this id and the page it is on.
func (q *Questions) Find(id string) (Question, Page, bool) {
	for _, p := range q.Pages {
		for _, one := range p.Questions {
			if one.ID == id {
				return one, p, true
			}
		}
	}
	return Question{}, Page{}, false
}

// Page returns the page with this id.
func (q *Questions) Page(id string) (Page, bool) {
	for _, p := range q.Pages {
		if p.ID == id {
			return p, true
		}
	}
	return Page{}, false
}

// Way returns the pages an asker sees with these answers, in order. Answers to pages
// that are no longer on the way do not count for later pages.
func (q *Questions) Way(a Answers) ([]Page, error) {
	var way []Page
	values := q.unsaid() // filled in page by page: a rule sees only what was asked before
	for _, p := range q.Pages {
		shown, err := p.shown(values)
		if err != nil {
			return nil, err
		}
		if !shown {
			continue
		}
		way = append(way, p)
		for _, one := range p.Questions {
			values[one.ID] = one.value(a)
		}
	}
	return way, nil
}

// shown reports whether the page is on the way of somebody whose answers so far have these
// values.
func (p Page) shown(values map[string]any) (bool, error) {
	if p.ShowIf != nil {
		return p.ShowIf(values), nil
	}
	if p.ShowWhen == "" {
		return true, nil
	}
	if p.show == nil {
		return false, fmt.Errorf("page %s: show_when was never compiled", p.ID)
	}
	return p.show.Bool(values)
}

// OnTheWay returns the answers that count: those to pages the asker sees.
func (q *Questions) OnTheWay(a Answers) (Answers, error) {
	way, err := q.Way(a)
	if err != nil {
		return nil, err
	}
	kept := Answers{}
	for _, p := range way {
		for _, one := range p.Questions {
			if given, ok := a[one.ID]; ok {
				kept[one.ID] = given
			}
		}
	}
	return kept, nil
}

// MustAnswer reports whether the question still needs an answer, given the others.
func (q Question) MustAnswer(a Answers) bool {
	return q.Required || q.RequiredUnless != "" && len(a[q.RequiredUnless]) == 0
}

// Offered are the options somebody may choose today, in their order.
func (q Question) Offered() []Option {
	return slices.DeleteFunc(slices.Clone(q.Options), func(o Option) bool { return o.Off })
}

// Option returns the option with this id, offered or not.
func (q Question) Option(id string) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Vars returns the questions as variables of a rule: checkboxes and addresses are lists
// of text, numbers whole numbers, the rest text.
func (q *Questions) Vars() []rules.Var {
	var vars []rules.Var
	for _, p := range q.Pages {
		vars = append(vars, p.vars()...)
	}
	return vars
}

func (p Page) vars() []rules.Var {
	var vars []rules.Var
	for _, one := range p.Questions {
		vars = append(vars, rules.Var{Name: one.ID, Type: one.Kind.ruleType()})
	}
	return vars
}

// Values returns the answers as a rule reads them: every question is present, an
// unanswered one as "", an empty list, or for a number −1.
func (q *Questions) Values(a Answers) map[string]any {
	values := map[string]any{}
	for _, p := range q.Pages {
		for _, one := range p.Questions {
			values[one.ID] = one.value(a)
		}
	}
	return values
}

func (q Question) value(a Answers) any {
	switch q.Kind {
	case Checkboxes, Address, Grid:
		return slices.Clone(append([]string{}, a[q.ID]...))
	case Number:
		n, err := strconv.Atoi(strings.TrimSpace(a.First(q.ID)))
		if err != nil {
			return -1
		}
		return n
	default:
		return a.First(q.ID)
	}
}
