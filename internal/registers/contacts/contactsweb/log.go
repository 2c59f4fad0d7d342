package contactsweb

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// elsewhere is an agency that is not on the borough's list.
const elsewhere = "elsewhere"

// logForm is the one-minute log.
type logForm struct {
	agency    forms.Select
	other     forms.String
	direction forms.Radios
	method    forms.Radios
	on        forms.Date
	at        forms.String
	outcome   forms.Radios
	note      forms.Text
}

func newLogForm(rules *contacts.Rules, now time.Time) *logForm {
	f := &logForm{
		agency: forms.Select{Name: "agency", Label: "Who was in touch?", Required: true, Missing: "Select who was in touch", Options: []forms.Option{{Label: "Choose"}}},
		other:  forms.String{Name: "other", Label: "Name of the agency", Hint: "Only where it is not in the list.", Max: 80},
		direction: forms.Radios{Name: "direction", Label: "Who turned to whom?", Required: true, Small: true, Inline: true, Missing: "Select who turned to whom", Options: []forms.Option{
			{Value: string(contacts.Out), Label: "They contacted the person"}, {Value: string(contacts.In), Label: "The person contacted them"},
		}},
		method:  forms.Radios{Name: "method", Label: "How?", Required: true, Small: true, Inline: true, Missing: "Select how"},
		on:      forms.Date{Name: "on", Label: "On which day?", Required: true},
		at:      forms.String{Name: "at", Label: "At what time?", Hint: "Leave empty where it is not known. For example 14:30", Width: 5, Max: 10, Autocomplete: "off"},
		outcome: forms.Radios{Name: "outcome", Label: "How did it go?", Required: true, Small: true, Missing: "Select how it went"},
		note:    forms.Text{Name: "note", Label: "Note", Hint: "What the next person has to know. No health details.", Max: 500, Rows: 2},
	}
	for _, a := range rules.Agencies {
		f.agency.Options = append(f.agency.Options, forms.Option{Value: a.ID, Label: a.Name})
	}
	f.agency.Options = append(f.agency.Options, forms.Option{Value: elsewhere, Label: "Another agency"})
	for _, m := range contacts.Methods() {
		f.method.Options = append(f.method.Options, forms.Option{Value: string(m), Label: m.Label()})
	}
	for _, o := range contacts.Outcomes() {
		f.outcome.Options = append(f.outcome.Options, forms.Option{Value: string(o), Label: o.Label()})
	}
	f.direction.Set(string(contacts.Out))
	f.method.Set(string(contacts.Phone))
	f.on.Set(day.Of(now))
	return f
}

func (f *logForm) fields() []forms.Parser {
	return []forms.Parser{&f.agency, &f.other, &f.direction, &f.method, &f.on, &f.at, &f.outcome, &f.note}
}

// parse reads the form and reports whether it can be kept.
func (f *logForm) parse(values url.Values, now time.Time) (contacts.Logged, bool) {
	valid := forms.Parse(values, f.fields()...)
	l := contacts.Logged{
		Agency: f.agency.Value(), Direction: contacts.Direction(f.direction.Value()), Method: contacts.Method(f.method.Value()),
		Outcome: contacts.Outcome(f.outcome.Value()), Note: f.note.Value(),
	}
	if l.Agency == elsewhere {
		if l.Agency = f.other.Value(); l.Agency == "" {
			f.other.Fail("Enter the name of the agency")
			valid = false
		}
	}
	if !f.on.Given() {
		return l, false
	}
	hour, minute, ok := timeOfDay(f.at.Value(), f.on.Value(), now)
	if !ok {
		f.at.Fail("Enter a time like 14:30, or leave it empty")
		return l, false
	}
	l.At = f.on.Value().At(hour, minute)
	return l, valid
}

// timeOfDay reads a time; one that was left empty is noon, or now where that is earlier.
func timeOfDay(typed string, on day.Date, now time.Time) (hour, minute int, ok bool) {
	if strings.TrimSpace(typed) == "" {
		if local := now.In(day.London); on == day.Of(now) && local.Hour() < 12 {
			return local.Hour(), local.Minute(), true
		}
		return 12, 0, true
	}
	return day.ParseTimeOfDay(typed)
}

func (p *pages) logPage(w http.ResponseWriter, r *http.Request) error {
	person, f, err := p.logging(r)
	if err != nil {
		return err
	}
	return p.showLog(w, r, http.StatusOK, person, f)
}

// logging reads who an address names, and makes the form.
func (p *pages) logging(r *http.Request) (people.Person, *logForm, error) {
	id, err := parsePerson(r.PathValue("id"))
	if err != nil {
		return people.Person{}, nil, err
	}
	person, err := p.people.Person(r.Context(), id)
	if err != nil {
		return people.Person{}, nil, err
	}
	rules, err := p.contacts.Rules(r.Context())
	if err != nil {
		return people.Person{}, nil, err
	}
	return person, newLogForm(rules, p.around.Now()), nil
}

func (p *pages) keep(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	person, f, err := p.logging(r)
	if err != nil {
		return err
	}
	logged, ok := f.parse(values, p.around.Now())
	if !ok {
		return p.showLog(w, r, http.StatusUnprocessableEntity, person, f)
	}
	err = p.contacts.Log(r.Context(), person.ID, logged)
	if fault.KindOf(err) == fault.Invalid {
		f.on.Fail(fault.MessageOf(err))
		return p.showLog(w, r, http.StatusUnprocessableEntity, person, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The contact with "+person.Current().Name()+" is in the log")
	return web.Redirect(w, r, "/people/"+string(person.ID))
}

func (p *pages) showLog(w http.ResponseWriter, r *http.Request, status int, person people.Person, f *logForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Log a contact with " + person.Current().Name(), Section: "Contact log", Back: logPath,
		Errors: forms.Errors(f.fields()...), Body: logBody(person, f),
	})
}
