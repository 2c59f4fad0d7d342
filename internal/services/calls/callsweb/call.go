package callsweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/contacts/contactsview"
	"kith/internal/registers/people"
	"kith/internal/services/calls"
)

// callView is a call as it is shown.
type callView struct {
	calls.Call
	now    time.Time
	record people.Record
	reach  people.Reach
	hub    string
	look   contactsview.Look
	person people.PersonID
	parts  []part
	form   recordForm
	errors []forms.ErrorItem
}

// part is another feature's part of a person.
type part struct {
	title string
	body  templ.Component
}

// recordForm is how the call went.
type recordForm struct {
	version forms.Hidden
	outcome forms.Radios
	mood    forms.Radios
	note    forms.Text
}

func newRecordForm(c calls.Call) recordForm {
	f := recordForm{
		version: forms.Hidden{Name: "version", Required: true},
		outcome: forms.Radios{Name: "outcome", Label: "How did it go?", Required: true, Small: true, Missing: "Select how it went"},
		mood:    forms.Radios{Name: "mood", Label: "How did they seem?", Small: true, Inline: true},
		note:    forms.Text{Name: "note", Label: "Note", Hint: "What the next person has to know. No health details.", Max: 1000, Rows: 4},
	}
	f.version.Set(strconv.FormatInt(c.Task.Version, 10))
	for _, e := range c.Task.Endings() {
		if len(e.More) > 0 {
			continue // it asks more than this page does
		}
		f.outcome.Options = append(f.outcome.Options, forms.Option{Value: e.Code, Label: e.Label})
	}
	for _, m := range contacts.Moods() {
		f.mood.Options = append(f.mood.Options, forms.Option{Value: string(m), Label: m.Label()})
	}
	f.note.Set(c.Note)
	return f
}

func (f *recordForm) fields() []forms.Parser {
	return []forms.Parser{&f.version, &f.outcome, &f.mood, &f.note}
}

func (f *recordForm) went() calls.Went {
	version, _ := strconv.ParseInt(f.version.Value(), 10, 64) // what is no number is the version of nothing
	return calls.Went{Version: version, Code: f.outcome.Value(), Note: f.note.Value(), Mood: contacts.Mood(f.mood.Value())}
}

// The buttons of a call.
const (
	doInput = "do"
	doNext  = "next"
	doStop  = "stop"
	doLetGo = "let-go"
)

func (p *pages) call(w http.ResponseWriter, r *http.Request) error {
	v, err := p.callView(r)
	if over(err) {
		return p.gone(w, r, "")
	}
	if err != nil {
		return err
	}
	return p.showCall(w, r, http.StatusOK, v)
}

// over reports whether an error says that the caller no longer has the person.
func over(err error) bool { return err != nil && fault.KindOf(err) == fault.NotFound }

func (p *pages) callView(r *http.Request) (v *callView, err error) {
	id, err := ident.Parse[contacts.Lease](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	c, err := p.Calls.Call(ctx, id)
	if err != nil {
		return nil, err
	}
	v = &callView{Call: c, now: p.Around.Now(), form: newRecordForm(c)}
	v.look = contactsview.Look{Now: v.now, Name: func(id string) string { return p.Around.AccountName(ctx, id) }}
	if v.record, err = p.Around.Record(ctx, c.Lease.Record, journal.Object{Kind: "task", ID: c.Lease.Task}); err != nil {
		return nil, err
	}
	if v.reach, err = p.Around.Reach(ctx, c.Lease.Record); err != nil {
		return nil, err
	}
	hoods, err := p.hoods(ctx)
	if err != nil {
		return nil, err
	}
	v.hub = hoods[c.Task.Neighbourhood]
	return v, p.panels(ctx, v)
}

// panels are what other features tell of the person. Of somebody of another hub the caller
// was given to ring there are none: they work from what the call says.
func (p *pages) panels(ctx context.Context, v *callView) error {
	person, err := p.People.Person(ctx, people.PersonID(v.Lease.Record))
	if over(err) {
		return nil
	}
	if err != nil {
		return err
	}
	v.person = person.ID
	for _, panel := range p.Panels {
		body, err := panel.Show(ctx, person)
		if err != nil {
			return err
		}
		if body != nil {
			v.parts = append(v.parts, part{panel.Title, body})
		}
	}
	return nil
}

func (p *pages) showCall(w http.ResponseWriter, r *http.Request, status int, v *callView) error {
	return web.Render(w, r, status, web.Page{Title: "Ring " + v.record.Name(), Wide: true, Section: section, Errors: v.errors, Body: callBody(v)})
}

// record keeps how the call went, or gives the person back.
func (p *pages) record(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.callView(r)
	if over(err) {
		return p.gone(w, r, values.Get("note"))
	}
	if err != nil {
		return err
	}
	if values.Get(doInput) == doLetGo {
		return p.letGo(w, r, v)
	}
	if !forms.Parse(values, v.form.fields()...) {
		v.errors = forms.Errors(v.form.fields()...)
		return p.showCall(w, r, http.StatusUnprocessableEntity, v)
	}
	err = p.Calls.Record(r.Context(), v.Lease.ID, v.form.went())
	switch fault.KindOf(err) {
	case fault.NotFound:
		return p.gone(w, r, v.form.note.Value())
	case fault.Invalid:
		v.form.note.Fail(fault.MessageOf(err))
		v.errors = forms.Errors(v.form.fields()...)
		return p.showCall(w, r, http.StatusUnprocessableEntity, v)
	case fault.Stale, fault.Conflict:
		v.form.version.Set(strconv.FormatInt(v.Task.Version, 10)) // sent again it has been seen
		v.errors = []forms.ErrorItem{{Href: "#how-it-went", Text: fault.MessageOf(err)}}
		return p.showCall(w, r, web.Status(err), v)
	}
	if err != nil {
		return err
	}
	if values.Get(doInput) == doNext {
		return p.next(w, r)
	}
	web.Flash(w, r, "How it went is recorded")
	return web.Redirect(w, r, queuePath)
}

func (p *pages) letGo(w http.ResponseWriter, r *http.Request, v *callView) error {
	if err := p.Calls.LetGo(r.Context(), v.Lease.ID); err != nil {
		return err
	}
	web.Flash(w, r, "The call is back in the queue")
	return web.Redirect(w, r, queuePath)
}

// gone says that the person is no longer the caller's, and keeps what they wrote.
func (p *pages) gone(w http.ResponseWriter, r *http.Request, note string) error {
	return web.Render(w, r, http.StatusConflict, web.Page{Title: "No longer yours to ring", Section: section, Body: goneBody(note)})
}

// keep answers while somebody speaks: the person stays theirs and what is typed is kept.
func (p *pages) keep(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[contacts.Lease](r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	l, err := p.Calls.Keep(r.Context(), id, values.Get("note"))
	switch {
	case over(err) && r.Header.Get("HX-Request") == "":
		return p.gone(w, r, values.Get("note"))
	case over(err):
		return web.Fragment(w, r, http.StatusOK, lostNote())
	case err != nil:
		return err
	}
	if r.Header.Get("HX-Request") == "" {
		web.Flash(w, r, "They stay yours, and what you wrote is kept")
		return web.Redirect(w, r, address(id))
	}
	return web.Fragment(w, r, http.StatusOK, keptNote(l, p.Around.Now()))
}

func speaks(r people.Record) string { return r.Speaks() }

func badges(v *callView) govuk.Badges {
	var all govuk.Badges
	if !v.reach.Voicemail {
		all = append(all, govuk.Badge{Text: "no voicemail", Colour: govuk.Red})
	}
	if words := speaks(v.record); words != "" {
		all = append(all, govuk.Badge{Text: words, Colour: govuk.Purple})
	}
	if v.Task.Late(v.now) {
		all = append(all, govuk.Badge{Text: "late", Colour: govuk.Red})
	}
	return all
}
