package volunteersweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

type newForm struct {
	GivenNames    forms.String
	FamilyName    forms.String
	Phone         forms.Phone
	Email         forms.Email
	Neighbourhood forms.Select
	Activities    forms.Checkboxes
	Drives        forms.Radios
}

func (f *newForm) fields() []forms.Parser {
	return []forms.Parser{&f.GivenNames, &f.FamilyName, &f.Phone, &f.Email, &f.Neighbourhood, &f.Activities, &f.Drives}
}

func (p *pages) newForm(ctx context.Context) (*newForm, error) {
	known, err := p.facts(ctx)
	if err != nil {
		return nil, err
	}
	return &newForm{
		GivenNames:    forms.String{Name: "given_names", Label: "First name", Required: true, Max: 60},
		FamilyName:    forms.String{Name: "family_name", Label: "Last name", Max: 60},
		Phone:         forms.Phone{Name: "phone", Label: "Phone number", Hint: "A phone number or an email address, so that they can be asked."},
		Email:         forms.Email{Name: "email", Label: "Email address"},
		Neighbourhood: forms.Select{Name: "neighbourhood", Label: "Neighbourhood", Required: true, Missing: "Select the neighbourhood they help in", Options: known.hoodOptions(ctx, "Choose a neighbourhood")},
		Activities:    forms.Checkboxes{Name: "activities", Label: "Glad to help with", Required: true, Small: true, Missing: "Select at least one thing they are glad to do", Options: known.categories},
		Drives: forms.Radios{
			Name: "drives", Label: "Do they drive for us?", Required: true, Inline: true, Missing: "Select yes if they drive for us",
			Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}},
		},
	}, nil
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.newForm(r.Context())
	if err != nil {
		return err
	}
	return p.showNew(w, r, http.StatusOK, f)
}

func (p *pages) showNew(w http.ResponseWriter, r *http.Request, status int, f *newForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Add a volunteer", Back: "/volunteers", Section: section, Errors: forms.Errors(f.fields()...), Body: newPage(f),
	})
}

func (p *pages) add(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, err := p.newForm(r.Context())
	if err != nil {
		return err
	}
	ok := forms.Parse(values, f.fields()...)
	if f.Phone.Raw == "" && f.Email.Raw == "" {
		f.Phone.Fail("Enter a phone number or an email address")
		ok = false
	}
	if !ok {
		return p.showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	v, err := p.volunteers.Add(r.Context(), volunteers.NewVolunteer{
		GivenNames: f.GivenNames.Value(), FamilyName: f.FamilyName.Value(), Phone: f.Phone.Value(), Email: f.Email.Value(),
		Neighbourhood: f.Neighbourhood.Value(), Activities: f.Activities.Value(), Drives: f.Drives.Value() == "yes",
	})
	if fault.KindOf(err) == fault.Forbidden {
		f.Neighbourhood.Fail("You look after another neighbourhood. Select your own")
		return p.showNew(w, r, http.StatusForbidden, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, v.Name()+" is on the register")
	return web.Redirect(w, r, "/volunteers/"+string(v.ID))
}
