package peopleweb

import (
	"net/http"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// reading is the page on which somebody says why they need a withheld address, and which
// then shows it, once: it is not kept in any address or answer.
type reading struct {
	person people.Person
	reason forms.String
	lines  []string // nil until somebody has said why
}

func newReading(p people.Person) *reading {
	return &reading{person: p, reason: forms.String{
		Name: "reason", Label: "Why do you need the address?", Hint: "What you write is kept in the journal with your name. Do not write the address here.",
		Required: true, Max: 200, Min: 5, Noun: "the reason", Missing: "Enter why you need the address", Spellcheck: true,
	}}
}

func (p *pages) askWithheld(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	return p.showReading(w, r, http.StatusOK, newReading(person))
}

func (p *pages) showReading(w http.ResponseWriter, r *http.Request, status int, one *reading) error {
	return web.Render(w, r, status, web.Page{
		Title: "Withheld address of " + one.person.Current().Name(), Back: address(one.person.ID), Section: section,
		Errors: forms.Errors(&one.reason), Body: readingPage(one),
	})
}

func (p *pages) readWithheld(w http.ResponseWriter, r *http.Request) error {
	person, err := p.markable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	one := newReading(person)
	if !forms.Parse(values, &one.reason) {
		return p.showReading(w, r, http.StatusUnprocessableEntity, one)
	}
	at, err := p.people.WithheldAddress(r.Context(), person.ID, one.reason.Value())
	if err != nil {
		return err
	}
	one.lines = at.Lines()
	return p.showReading(w, r, http.StatusOK, one)
}
