package volunteersweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/volunteers"
)

// parting is the page on which a volunteer is kept from a person: the person is looked for,
// then chosen.
type parting struct {
	volunteer volunteers.Volunteer
	look      forms.String
	found     forms.Radios
	why       forms.Text
}

func (p *pages) parting(r *http.Request) (*parting, error) {
	v, err := p.one(r)
	if err != nil {
		return nil, err
	}
	return &parting{
		volunteer: v,
		look:      forms.String{Name: "look", Label: "Whom to keep them from", Hint: "A name, a phone number or the reference of a request.", Required: true, Missing: "Enter a name, a phone number or a reference", Max: 80},
		found:     forms.Radios{Name: "record", Label: "Who it is", Required: true, Small: true, Missing: "Select who it is"},
		why:       forms.Text{Name: "why", Label: "Why", Hint: "Their hub alone reads it. The person is not told, and neither is the volunteer.", Required: true, Missing: "Say why, in a few words", Max: 300, Rows: 3},
	}, nil
}

func (a *parting) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Keep " + a.volunteer.Name() + " from somebody", Back: address(a.volunteer.ID), Section: section,
		Errors: forms.Errors(&a.look, &a.found, &a.why), Body: apartPage(a),
	})
}

func (p *pages) apartPage(w http.ResponseWriter, r *http.Request) error {
	a, err := p.parting(r)
	if err != nil {
		return err
	}
	return a.show(w, r, http.StatusOK)
}

func (p *pages) apart(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	a, err := p.parting(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &a.look) {
		return a.show(w, r, http.StatusUnprocessableEntity)
	}
	if err := a.find(p, r); err != nil {
		return err
	}
	if len(a.found.Options) == 0 {
		a.look.Fail("Nobody was found. Look at how it is written, or try their phone number")
		return a.show(w, r, http.StatusUnprocessableEntity)
	}
	if values.Get("chosen") == "" {
		return a.show(w, r, http.StatusOK)
	}
	if !forms.Parse(values, &a.found, &a.why) {
		return a.show(w, r, http.StatusUnprocessableEntity)
	}
	if err := p.volunteers.KeepFrom(r.Context(), a.volunteer.ID, people.RecordID(a.found.Value()), a.why.Value()); err != nil {
		return err
	}
	web.Flash(w, r, a.volunteer.Name()+" is not sent there")
	return web.Redirect(w, r, address(a.volunteer.ID))
}

// find offers whoever fits what was looked for, as far as the caller may see them.
func (a *parting) find(p *pages, r *http.Request) error {
	hits, err := p.around.FindPeople(r.Context(), a.look.Value())
	if err != nil {
		return err
	}
	for _, h := range hits {
		hint := h.Record.Address.Line1
		if h.Record.AddressWithheld() {
			hint = "Address withheld"
		}
		a.found.Options = append(a.found.Options, forms.Option{Value: string(h.Record.ID), Label: h.Record.Name(), Hint: hint})
	}
	return nil
}

func (p *pages) lift(w http.ResponseWriter, r *http.Request) error {
	id, err := idOf(r)
	if err != nil {
		return err
	}
	x, err := ident.Parse[volunteers.Exclusion](r.PathValue("apart"))
	if err != nil {
		return err
	}
	if err := p.volunteers.LetBack(r.Context(), id, x); err != nil && fault.KindOf(err) != fault.Stale {
		return err
	}
	web.Flash(w, r, "They may be sent there again")
	return web.Redirect(w, r, address(id))
}
