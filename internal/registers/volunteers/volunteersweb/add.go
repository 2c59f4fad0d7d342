package volunteersweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// adding is the page on which a volunteer is added by hand.
type adding struct {
	form   *form
	same   []volunteers.Volunteer // who seems to be the same person
	hidden bool                   // one of another neighbourhood does
	anyway forms.Checkboxes
}

func (a *adding) fields() []forms.Parser { return append(a.form.fields(), &a.anyway) }

func (p *pages) adding(r *http.Request) (*adding, error) {
	known, err := p.facts(r.Context())
	if err != nil {
		return nil, err
	}
	return &adding{
		form: known.form(r.Context(), true),
		anyway: forms.Checkboxes{Name: "anyway", Label: "Somebody else", Small: true, Options: []forms.Option{
			{Value: "yes", Label: "This is somebody else. Add them all the same"},
		}},
	}, nil
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	a, err := p.adding(r)
	if err != nil {
		return err
	}
	return a.show(w, r, http.StatusOK)
}

func (a *adding) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: "Add a volunteer", Back: listPath, Section: section, Errors: forms.Errors(a.fields()...), Body: newPage(a),
	})
}

func (p *pages) add(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	a, err := p.adding(r)
	if err != nil {
		return err
	}
	ok := forms.Parse(values, a.fields()...)
	if known := a.form.aged(); !a.form.reachable() || !known || !ok {
		return a.show(w, r, http.StatusUnprocessableEntity)
	}
	n := a.said()
	if a.same, a.hidden, err = p.volunteers.SeeAlike(r.Context(), n); err != nil {
		return err
	}
	if (len(a.same) > 0 || a.hidden) && !a.anyway.Has("yes") {
		a.form.Phone.Fail("Somebody like this is on the register already")
		return a.show(w, r, http.StatusConflict)
	}
	v, err := p.volunteers.Add(r.Context(), n)
	switch {
	case fault.KindOf(err) == fault.Forbidden:
		a.form.Neighbourhood.Fail("You look after another neighbourhood. Select your own")
		return a.show(w, r, http.StatusForbidden)
	case fault.CodeOf(err) == "volunteers.too-young":
		a.form.BornOn.Fail(fault.MessageOf(err))
		return a.show(w, r, http.StatusUnprocessableEntity)
	case err != nil:
		return err
	}
	web.Flash(w, r, v.Name()+" is on the register")
	return web.Redirect(w, r, address(v.ID))
}

func (a *adding) said() volunteers.NewVolunteer {
	var v volunteers.Volunteer
	a.form.into(&v)
	return volunteers.NewVolunteer{
		GivenNames: v.GivenNames, FamilyName: v.FamilyName, BornOn: v.BornOn, BornUnknown: v.BornUnknown, Phone: v.Phone, Email: v.Email, Home: v.Home,
		Neighbourhood: a.form.Neighbourhood.Value(), Activities: v.Activities, Gives: v.Gives, Own: v.Own, Organisation: v.Organisation,
		Standing: volunteers.Applied,
	}
}
