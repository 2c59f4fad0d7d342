package householdsweb

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
)

// whoForm finds somebody to put beside a person: what was typed is looked for first, and
// only then may it be a name not yet known.
type whoForm struct {
	words  forms.String
	pick   forms.Radios
	given  forms.String
	family forms.String
	born   forms.Date
	picks  bool // there is something to choose from
}

// notKnown is picked for somebody who is not among those found; mostFound is how many of
// these are shown.
const (
	notKnown  = "not-known"
	mostFound = 8
)

func newWhoForm(today day.Date) whoForm {
	return whoForm{
		words: forms.String{
			Name: "words", Label: "Who is it?", Required: true, Max: 100, Missing: "Enter a name, postcode, phone number or date of birth",
			Hint: "A name is enough. A postcode, phone number or date of birth beside it finds them sooner.",
		},
		pick:   forms.Radios{Name: "pick", Label: "Which of these is it?", Required: true, Small: true, Missing: "Select who it is"},
		given:  forms.String{Name: "given", Label: "First name", Max: 80, Width: 20},
		family: forms.String{Name: "family", Label: "Family name", Max: 80, Width: 20},
		born:   forms.Date{Name: "born", Label: "Date of birth, if known", Noun: "date of birth", To: today},
	}
}

// offer gives those found to choose from, and a name of their own to whoever is not there.
func (f *whoForm) offer(found []people.Hit, except people.PersonID) {
	f.picks = true
	for _, hit := range found {
		if hit.Person == except {
			continue
		}
		var known []string
		if hit.SoundsLike {
			known = append(known, "sounds like "+f.words.Value())
		}
		if born := hit.Record.BirthDate; !born.IsZero() {
			known = append(known, "born "+born.Long())
		}
		known = append(known, hit.Record.AddressLines()...)
		f.pick.Options = append(f.pick.Options, forms.Option{
			Value: string(hit.Person), Label: hit.Record.Name(), Hint: cmp.Or(strings.Join(known, ", "), "Nothing more is known"),
		})
	}
	alone := forms.Option{Value: notKnown, Label: "Somebody not yet known here"}
	if len(f.pick.Options) > 0 {
		alone.Label, alone.Divider = "None of these: somebody not yet known here", "or"
	}
	f.pick.Options = append(f.pick.Options, alone)
	if len(f.pick.Options) == 1 {
		f.pick.Set(notKnown)
	}
}

// guess takes the words typed for a name where they may be one.
func (f *whoForm) guess() {
	if strings.ContainsAny(f.words.Value(), "0123456789") {
		return
	}
	names := strings.Fields(f.words.Value())
	if n := len(names); n > 1 {
		f.family.Set(names[n-1])
		names = names[:n-1]
	}
	f.given.Set(strings.Join(names, " "))
}

// read reads who was picked.
func (f *whoForm) read(values url.Values) bool {
	right := forms.Parse(values, &f.pick)
	if f.pick.Value() != notKnown {
		return right
	}
	right = forms.Parse(values, &f.given, &f.family, &f.born) && right
	if right && f.given.Value()+f.family.Value() == "" {
		f.given.Fail("Enter a first name or a family name")
		return false
	}
	return right
}

func (f *whoForm) who() households.Who {
	if f.pick.Value() != notKnown {
		return households.Who{Known: people.PersonID(f.pick.Value())}
	}
	return households.Who{Name: households.NewName{GivenNames: f.given.Value(), FamilyName: f.family.Value(), BirthDate: f.born.Value()}}
}

func (f *whoForm) fields() []forms.Parser {
	return []forms.Parser{&f.words, &f.pick, &f.given, &f.family, &f.born}
}

// adding is a page that puts somebody beside a person.
type adding struct {
	title  func(name string) string
	action string // behind the person's address
	button string
	fields []forms.Parser // what is said of them besides who they are
	draw   templ.Component
	done   string
	do     func(ctx context.Context, p *pages, id people.PersonID, who households.Who) error

	person people.PersonID
	name   string
	who    whoForm
}

func (p *pages) addPage(kind func() *adding) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		a, err := p.adding(r, kind)
		if err != nil {
			return err
		}
		return a.show(w, r, http.StatusOK)
	}
}

func (p *pages) adding(r *http.Request, kind func() *adding) (*adding, error) {
	person, err := p.personOf(r)
	if err != nil {
		return nil, err
	}
	a := kind()
	a.person, a.name, a.who = person.ID, person.Current().Name(), newWhoForm(p.today())
	return a, nil
}

func (a *adding) show(w http.ResponseWriter, r *http.Request, status int, more ...forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: a.title(a.name), Back: address(a.person), Section: section,
		Errors: append(more, forms.Errors(append(a.who.fields(), a.fields...)...)...), Body: addingPage(a),
	})
}

// add looks first for who may be meant. The words somebody looks for are posted, and stand
// in no address.
func (p *pages) add(kind func() *adding) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		a, err := p.adding(r, kind)
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		if !forms.Parse(values, &a.who.words) {
			return a.show(w, r, http.StatusUnprocessableEntity)
		}
		found, err := p.people.Search(r.Context(), a.who.words.Value(), mostFound)
		if err != nil {
			return err
		}
		a.who.offer(found, a.person)
		if !values.Has("chosen") {
			a.who.guess()
			return a.show(w, r, http.StatusOK)
		}
		whoRight, restRight := a.who.read(values), forms.Parse(values, a.fields...)
		if !whoRight || !restRight {
			return a.show(w, r, http.StatusUnprocessableEntity)
		}
		return p.finish(w, r, a)
	}
}

func (p *pages) finish(w http.ResponseWriter, r *http.Request, a *adding) error {
	err := a.do(r.Context(), p, a.person, a.who.who())
	if mendable(err) {
		return a.show(w, r, web.Status(err), forms.ErrorItem{Href: "#pick", Text: fault.MessageOf(err)})
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, a.done)
	return web.Redirect(w, r, address(a.person))
}

// livesWith adds somebody to the household.
func livesWith() *adding {
	relation := &forms.String{Name: "relation", Label: "Who they are to the household", Hint: "For example: mother, son, lodger.", Max: 60, Width: 20}
	return &adding{
		title:  func(name string) string { return "Who lives with " + name + "?" },
		action: "/lives-with", button: "Add to the household", fields: []forms.Parser{relation},
		draw: lateInput(relation),
		done: "They live together",
		do: func(ctx context.Context, p *pages, id people.PersonID, who households.Who) error {
			return p.households.AddMember(ctx, id, who, relation.Value())
		},
	}
}
