package peopleweb

import (
	"net/http"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

const aboutHealth = "health"

// noting is the page on which a note of a person is written.
type noting struct {
	person people.Person
	text   forms.Text
	about  forms.Checkboxes
}

func newNoting(p people.Person) *noting {
	return &noting{
		person: p,
		text: forms.Text{
			Name: "note", Label: "What do you want to write down?", Required: true, Max: 2000, Rows: 6, Noun: "the note",
			Missing: "Enter what you want to write down", Hint: "Facts, in words the person could read. A note cannot be changed later.",
		},
		about: forms.Checkboxes{Name: "about", Label: "About", Small: true, Options: []forms.Option{
			{Value: aboutHealth, Label: "It is about their health", Hint: "Only you and information governance read it."},
		}},
	}
}

func (p *pages) note(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	return p.showNoting(w, r, http.StatusOK, newNoting(person))
}

func (p *pages) showNoting(w http.ResponseWriter, r *http.Request, status int, n *noting) error {
	return web.Render(w, r, status, web.Page{
		Title: "Write a note of " + n.person.Current().Name(), Back: address(n.person.ID), Section: section,
		Errors: forms.Errors(&n.text, &n.about), Body: notingPage(n),
	})
}

func (p *pages) writeNote(w http.ResponseWriter, r *http.Request) error {
	person, err := p.editable(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	n := newNoting(person)
	if !forms.Parse(values, &n.text, &n.about) {
		return p.showNoting(w, r, http.StatusUnprocessableEntity, n)
	}
	if err := p.people.WriteNote(r.Context(), person.ID, n.text.Value(), n.about.Has(aboutHealth)); err != nil {
		return err
	}
	web.Flash(w, r, "Your note is in the story")
	return web.Redirect(w, r, address(person.ID))
}
