package organisationsweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// wholeBorough is chosen for an organisation that helps everywhere.
const wholeBorough = "whole-borough"

type newForm struct {
	Name          forms.String
	Kind          forms.Radios
	Neighbourhood forms.Select
	Serves        forms.Checkboxes
	Phone         forms.Phone
	Email         forms.Email
	Postcode      forms.Postcode

	// Of a setting alone.
	Headcount forms.Int
	LeadName  forms.String
	LeadPhone forms.Phone
	Opening   forms.String
}

func (f *newForm) fields() []forms.Parser {
	return []forms.Parser{&f.Name, &f.Kind, &f.Neighbourhood, &f.Serves, &f.Phone, &f.Email, &f.Postcode, &f.Headcount, &f.LeadName, &f.LeadPhone, &f.Opening}
}

func (p *pages) newForm(ctx context.Context) (*newForm, error) {
	f := &newForm{
		Name:          forms.String{Name: "name", Label: "Name", Required: true, Max: 120},
		Kind:          forms.Radios{Name: "kind", Label: "Kind", Required: true, Small: true, Missing: "Select what kind of organisation it is"},
		Neighbourhood: forms.Select{Name: "neighbourhood", Label: "Where it helps, or is", Required: true, Missing: "Select where it helps, or is"},
		Serves:        forms.Checkboxes{Name: "serves", Label: "What it gives", Hint: "Tick none if it helps with anything, or if it is a setting.", Small: true},
		Phone:         forms.Phone{Name: "phone", Label: "Phone number"},
		Email:         forms.Email{Name: "email", Label: "Email address"},
		Postcode:      forms.Postcode{Name: "postcode", Label: "Postcode where it hands out what it gives", Hint: "A driver fetches parcels there, where the council brings them to people.", Autocomplete: "off"},
		Headcount:     forms.Int{Name: "headcount", Label: "How many people are there", Noun: "how many people are there", Max: 100_000},
		LeadName:      forms.String{Name: "lead-name", Label: "Who leads it", Max: 120},
		LeadPhone:     forms.Phone{Name: "lead-phone", Label: "Their phone number", Autocomplete: "off"},
		Opening:       forms.String{Name: "opening", Label: "When somebody answers", Hint: "For example: day and night, or 9am to 3pm in term.", Max: 120},
	}
	f.Kind.Options = kindOptions(false)
	hoods, err := p.around.Neighbourhoods(ctx)
	if err != nil {
		return nil, err
	}
	f.Neighbourhood.Options = []forms.Option{{Label: "Choose where"}}
	if access.From(ctx).HasFor("", keepers...) {
		f.Neighbourhood.Options = append(f.Neighbourhood.Options, forms.Option{Value: wholeBorough, Label: "Whole borough"})
	}
	who := access.From(ctx)
	for _, n := range hoods {
		if who.HasFor(n.ID, keepers...) {
			f.Neighbourhood.Options = append(f.Neighbourhood.Options, forms.Option{Value: n.ID, Label: n.Name})
		}
	}
	f.Serves.Options, err = p.around.Categories(ctx)
	return f, err
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
		Title: "Add an organisation", Back: "/organisations", Section: section, Errors: forms.Errors(f.fields()...), Body: newPage(f),
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
	if !forms.Parse(values, f.fields()...) {
		return p.showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	o, err := p.organisations.Add(r.Context(), f.said())
	if fault.KindOf(err) == fault.Conflict {
		f.Name.Fail(fault.MessageOf(err))
		return p.showNew(w, r, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, o.Name+" is on the register")
	return web.Redirect(w, r, "/organisations/"+string(o.ID))
}

// said is what the form says of an organisation.
func (f *newForm) said() organisations.NewOrganisation {
	return organisations.NewOrganisation{
		Name: f.Name.Value(), Kind: organisations.Kind(f.Kind.Value()), Neighbourhood: strings.TrimPrefix(f.Neighbourhood.Value(), wholeBorough),
		Serves: f.Serves.Value(), Phone: f.Phone.Value().National(), Email: f.Email.Value(), Postcode: f.Postcode.Value(),
		Setting: organisations.Setting{
			Headcount: int64(f.Headcount.Value()), LeadName: f.LeadName.Value(), LeadPhone: f.LeadPhone.Value(), Opening: f.Opening.Value(),
		},
	}
}
