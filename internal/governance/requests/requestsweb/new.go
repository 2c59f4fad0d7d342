package requestsweb

import (
	"net/http"

	"kith/internal/governance/requests"
	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// newForm records what somebody asks.
type newForm struct {
	about, subject forms.Hidden
	kind           forms.Radios
	said           forms.Text
	received       forms.Date

	errors []forms.ErrorItem
}

func (p *pages) newForm(r *http.Request) *newForm {
	f := &newForm{
		about:   forms.Hidden{Name: "about", Raw: string(datamap.Person)},
		subject: forms.Hidden{Name: "subject", Required: true},
		kind: forms.Radios{Name: "kind", Label: "What do they ask for?", Noun: "what they ask for", Required: true, Options: []forms.Option{
			{Value: string(requests.Copy), Label: requests.Copy.Says(), Hint: "Everything that is held about them."},
			{Value: string(requests.Correct), Label: requests.Correct.Says(), Hint: "Something that is held is wrong, or lacks something."},
			{Value: string(requests.Erasure), Label: requests.Erasure.Says(), Hint: "What must be kept, and why, is said."},
		}},
		said:     forms.Text{Name: "said", Label: "In their words", Missing: "Enter what they asked for", Hint: "Of a correction, what is wrong and what is right.", Required: true, Max: requests.MostWords},
		received: forms.Date{Name: "received", Label: "When did it come?", Noun: "day it came", Hint: "The answer is due one month later.", Required: true},
	}
	if about := datamap.About(r.URL.Query().Get("about")); about == datamap.Volunteer {
		f.about.Set(string(about))
	}
	f.subject.Set(r.URL.Query().Get("id"))
	f.received.Set(p.requests.Today(r.Context()))
	return f
}

func (f *newForm) fields() []forms.Parser {
	return []forms.Parser{&f.about, &f.subject, &f.kind, &f.said, &f.received}
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	f := p.newForm(r)
	if f.subject.Raw == "" {
		return fault.New(fault.NotFound, "requests.nobody", "Look the person up first, and record the request on their page.")
	}
	return showNew(w, r, http.StatusOK, f)
}

func showNew(w http.ResponseWriter, r *http.Request, status int, f *newForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Record a data request", Back: path, Section: section,
		Errors: append(f.errors, forms.Errors(f.fields()...)...), Body: newPage(f),
	})
}

func (p *pages) record(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := p.newForm(r)
	if !forms.Parse(values, f.fields()...) {
		return showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	q, err := p.requests.Record(r.Context(), requests.Request{
		Kind: requests.Kind(f.kind.Value()), About: datamap.About(f.about.Value()), Subject: f.subject.Value(),
		Said: f.said.Value(), Received: f.received.Value(),
	})
	if fault.KindOf(err) == fault.Invalid && err != nil {
		f.errors = []forms.ErrorItem{{Href: "#request", Text: fault.MessageOf(err)}}
		return showNew(w, r, web.Status(err), f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The request is recorded. An answer is due on "+q.Due.Long()+".")
	return web.Redirect(w, r, address(q.ID))
}
