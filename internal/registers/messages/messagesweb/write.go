package messagesweb

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
)

// writeForm is what somebody chose to write, and what they typed into it.
type writeForm struct {
	Letter forms.Hidden
	Key    forms.Hidden
	Fields []*forms.String
	Way    forms.Radios
}

func newWriteForm(o messages.Offer) *writeForm {
	f := &writeForm{
		Letter: forms.Hidden{Name: "letter", Required: true}, Key: forms.Hidden{Name: "key", Required: true},
		Way: forms.Radios{Name: "way", Label: "How should it go?", Required: true, Missing: "Select how it is to go"},
	}
	f.Letter.Set(o.ID)
	f.Key.Set(ident.NewToken(rand.Reader))
	for _, field := range o.Typed {
		f.Fields = append(f.Fields, &forms.String{Name: "field-" + field, Label: labels[field], Required: true, Max: 200, Autocomplete: "off"})
	}
	return f
}

// labels are the fields as whoever types them in reads them.
var labels = map[string]string{
	"appointment": "Day and time", "contact_by": "By when", "organisation": "Organisation", "reference": "Reference of the request",
	"task": "What it is about", "out_of_hours_phone": "Number out of hours",
}

func (f *writeForm) parsers() []forms.Parser {
	all := []forms.Parser{&f.Letter, &f.Key}
	for _, one := range f.Fields {
		all = append(all, one)
	}
	return all
}

// typed is what was typed so far, by field.
func (f *writeForm) typed(o messages.Offer) map[string]string {
	values := map[string]string{}
	for i, field := range o.Typed {
		values[field] = f.Fields[i].Raw
	}
	return values
}

// writePage is the page of writing to somebody: which letter, then how it looks and goes.
type writePage struct {
	person people.Person
	offers []messages.Offer
	form   *writeForm // nil while no letter is chosen
	look   messages.Preview
}

func (p *pages) someone(r *http.Request) (people.Person, error) {
	id, err := ident.Parse[people.Person](r.PathValue("id"))
	if err != nil {
		return people.Person{}, err
	}
	person, err := p.people.Person(r.Context(), id)
	if err == nil && !messages.MayWrite(accessFrom(r.Context()), person) {
		err = fault.New(fault.Forbidden, "messages.other-hub", "Another hub looks after them. Ask it to write.")
	}
	return person, err
}

// write shows which letters there are and, once one is chosen, what it says.
func (p *pages) write(w http.ResponseWriter, r *http.Request) error {
	person, err := p.someone(r)
	if err != nil {
		return err
	}
	return p.showWrite(w, r, http.StatusOK, person, r.URL.Query().Get("letter"), nil)
}

// showWrite draws the page, with what was typed where something was.
func (p *pages) showWrite(w http.ResponseWriter, r *http.Request, status int, person people.Person, letter string, form *writeForm) (err error) {
	page := writePage{person: person, form: form}
	if page.offers, err = p.messages.Offers(r.Context()); err != nil {
		return err
	}
	if letter != "" {
		var typed map[string]string
		i := slices.IndexFunc(page.offers, func(o messages.Offer) bool { return o.ID == letter })
		if i >= 0 && form == nil {
			page.form = newWriteForm(page.offers[i])
		} else if i >= 0 {
			typed = form.typed(page.offers[i])
		}
		if page.look, err = p.messages.Preview(r.Context(), person, letter, typed); err != nil {
			return err
		}
		page.form.offer(page.look)
	}
	var wrong []forms.ErrorItem
	if page.form != nil {
		wrong = forms.Errors(append(page.form.parsers(), &page.form.Way)...)
	}
	return web.Render(w, r, status, web.Page{
		Title: "Write to " + person.Current().Name(), Section: "People", Back: address(person.ID), Errors: wrong, Body: writeBody(page),
	})
}

// offer puts the ways that are open among the choices.
func (f *writeForm) offer(v messages.Preview) {
	f.Way.Options = nil
	for _, w := range v.Open() {
		f.Way.Options = append(f.Way.Options, forms.Option{Value: string(w.Channel), Label: w.Channel.Label(), Hint: v.Goes(w)})
	}
	if len(f.Way.Options) == 1 && f.Way.Raw == "" {
		f.Way.Set(f.Way.Options[0].Value)
	}
}

// read reads the form of a letter that is on offer.
func (p *pages) read(ctx context.Context, values url.Values) (f *writeForm, o messages.Offer, err error) {
	offers, err := p.messages.Offers(ctx)
	if err != nil {
		return nil, o, err
	}
	i := slices.IndexFunc(offers, func(o messages.Offer) bool { return o.ID == values.Get("letter") })
	if i < 0 {
		return nil, o, fault.New(fault.NotFound, "messages.no-letter", "There is no such letter to write by hand. Choose one from the list.")
	}
	f = newWriteForm(offers[i])
	f.Way.Raw = values.Get("way")
	return f, offers[i], nil
}

// send shows the letter with what was typed, sends it or prints it: whichever button was
// pressed.
func (p *pages) send(w http.ResponseWriter, r *http.Request) error {
	person, err := p.someone(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	form, offer, err := p.read(r.Context(), values)
	if err != nil {
		return err
	}
	complete := forms.Parse(values, form.parsers()...)
	draft := messages.Draft{Letter: offer.ID, Fields: form.typed(offer), Key: form.Key.Value(), Channel: messages.Channel(values.Get("way"))}
	switch {
	case values.Get("do") == "look":
		return p.showWrite(w, r, http.StatusOK, person, offer.ID, form)
	case !complete:
		return p.showWrite(w, r, http.StatusUnprocessableEntity, person, offer.ID, form)
	case values.Get("do") == "print":
		return p.printNow(w, r, person, draft)
	}
	return p.sendNow(w, r, person, form, draft)
}

func (p *pages) sendNow(w http.ResponseWriter, r *http.Request, person people.Person, form *writeForm, draft messages.Draft) error {
	_, err := p.messages.Write(r.Context(), person, draft)
	switch kind := fault.KindOf(err); {
	case err != nil && (kind == fault.Invalid || kind == fault.Conflict):
		form.Way.Fail(fault.MessageOf(err))
		status := map[fault.Kind]int{fault.Invalid: http.StatusUnprocessableEntity, fault.Conflict: http.StatusConflict}[kind]
		return p.showWrite(w, r, status, person, draft.Letter, form)
	case err != nil:
		return err
	}
	web.Flash(w, r, "It is on its way. What becomes of it is on this page, under messages.")
	return web.Redirect(w, r, address(person.ID))
}

func (p *pages) printNow(w http.ResponseWriter, r *http.Request, person people.Person, draft messages.Draft) error {
	out, err := p.messages.Print(r.Context(), person, draft)
	if err != nil {
		return err
	}
	return paper(w, r, out, address(person.ID))
}

// paper answers with the PDF or, where the font cannot show the language, with a page that
// the browser prints.
func paper(w http.ResponseWriter, r *http.Request, out messages.Printed, back string) error {
	if out.PDF == nil {
		return web.Render(w, r, http.StatusOK, web.Page{Title: "Print a letter", Section: section, Back: back, Body: paperBody(out)})
	}
	web.Attachment(w, out.Name+".pdf", "application/pdf")
	_, err := w.Write(out.PDF)
	return err
}

// queued prints a letter that waits for it.
func (p *pages) queued(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[messages.Message](r.PathValue("id"))
	if err != nil {
		return err
	}
	out, err := p.messages.PrintQueued(r.Context(), id)
	if err != nil {
		return err
	}
	return paper(w, r, out, listPath+"?view=print")
}

func (p *pages) posted(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[messages.Message](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.messages.MarkPosted(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The letter is marked as posted")
	return web.Redirect(w, r, listPath+"?view=print")
}

func address(id people.PersonID) string { return "/people/" + string(id) }

func writeAddress(id people.PersonID, letter string) templ.SafeURL {
	if letter == "" {
		return templ.SafeURL(address(id) + "/write")
	}
	return templ.SafeURL(address(id) + "/write?letter=" + url.QueryEscape(letter))
}
