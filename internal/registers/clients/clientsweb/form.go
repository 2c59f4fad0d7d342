package clientsweb

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/clients"
)

// form is what a program is and may do.
type form struct {
	Name          forms.String
	Purpose       forms.String
	Role          forms.Select
	Neighbourhood forms.Select
	Scopes        forms.Checkboxes
	Version       forms.Hidden
}

func (f *form) fields() []forms.Parser {
	return []forms.Parser{&f.Name, &f.Purpose, &f.Role, &f.Neighbourhood, &f.Scopes, &f.Version}
}

// roles are those a program may have, as they are chosen.
var roles = []forms.Option{
	{Label: "Choose a role"},
	{Value: string(access.Agent), Label: "Contact centre"},
	{Value: string(access.Coordinator), Label: "Coordinator"},
	{Value: string(access.Manager), Label: "Manager"},
	{Value: string(access.LogisticsLead), Label: "Logistics lead"},
	{Value: string(access.Finance), Label: "Finance officer"},
	{Value: string(access.Analyst), Label: "Analyst"},
	{Value: string(access.PublicHealth), Label: "Public health"},
	{Value: string(access.Member), Label: "Elected member"},
}

func roleName(role access.Role) string {
	for _, o := range roles {
		if o.Value == string(role) {
			return o.Label
		}
	}
	return string(role)
}

func (p *pages) form(ctx context.Context) (*form, error) {
	hoods, err := p.around.Neighbourhoods(ctx)
	f := &form{
		Name:    forms.String{Name: "name", Label: "Name of the program", Missing: "Enter what the program is called", Required: true, Max: 100},
		Purpose: forms.String{Name: "purpose", Label: "What it is for", Hint: "And who at the council or outside runs it.", Missing: "Enter what the program is for", Required: true, Max: 200},
		Role:    forms.Select{Name: "role", Label: "What it sees", Hint: "It sees what people with this role see, and no more.", Options: roles, Required: true, Missing: "Select a role"},
		Neighbourhood: forms.Select{
			Name: "neighbourhood", Label: "Neighbourhood", Options: []forms.Option{{Value: "", Label: "Whole borough"}},
		},
		Scopes:  forms.Checkboxes{Name: "scopes", Label: "What it may do", Hint: "Choose only what it needs.", Missing: "Choose at least one thing the program may do", Required: true, Small: true},
		Version: forms.Hidden{Name: "version"},
	}
	for _, n := range hoods {
		f.Neighbourhood.Options = append(f.Neighbourhood.Options, forms.Option{Value: n.ID, Label: n.Name})
	}
	for _, s := range p.around.Scopes() {
		f.Scopes.Options = append(f.Scopes.Options, forms.Option{Value: s.ID, Label: s.Group + ": " + s.Summary})
	}
	return f, err
}

// of fills the form with what a program is now.
func (f *form) of(c clients.Client) {
	f.Name.Set(c.Name)
	f.Purpose.Set(c.Purpose)
	f.Role.Set(string(c.Grant.Role))
	f.Neighbourhood.Set(c.Grant.Neighbourhood)
	f.Scopes.Set(c.Scopes...)
	f.Version.Set(strconv.FormatInt(c.Version, 10))
}

func (f *form) client(id clients.ID) clients.Client {
	version, _ := strconv.ParseInt(f.Version.Value(), 10, 64) // none is of no version, and overtaken
	return clients.Client{
		ID: id, Name: f.Name.Value(), Purpose: f.Purpose.Value(), Version: version, Scopes: f.Scopes.Value(),
		Grant: access.Grant{Role: access.Role(f.Role.Value()), Neighbourhood: f.Neighbourhood.Value()},
	}
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	return showForm(w, r, http.StatusOK, "Add a program", listPath, listPath+"/new", f, "")
}

func showForm(w http.ResponseWriter, r *http.Request, status int, title, back, action string, f *form, failed string) error {
	errors := forms.Errors(f.fields()...)
	if failed != "" {
		errors = []forms.ErrorItem{{Text: failed}}
	}
	return web.Render(w, r, status, web.Page{Title: title, Back: back, Section: "Admin", Errors: errors, Body: formPage(title, action, f)})
}

func (p *pages) parsed(r *http.Request) (*form, bool, error) {
	values, err := web.Parse(r)
	if err != nil {
		return nil, false, err
	}
	f, err := p.form(r.Context())
	if err != nil {
		return nil, false, err
	}
	return f, forms.Parse(values, f.fields()...), nil
}

func (p *pages) add(w http.ResponseWriter, r *http.Request) error {
	f, ok, err := p.parsed(r)
	if err != nil {
		return err
	}
	if !ok {
		return showForm(w, r, http.StatusUnprocessableEntity, "Add a program", listPath, listPath+"/new", f, "")
	}
	c, err := p.clients.Add(r.Context(), f.client(""))
	if err != nil {
		return err
	}
	web.Flash(w, r, "The program is added. Now make a key for it")
	return web.Redirect(w, r, at(c.ID))
}

func at(id clients.ID) string { return listPath + "/" + url.PathEscape(string(id)) }

// clientOf is the program of an address, with its keys.
func (p *pages) clientOf(r *http.Request) (clients.Client, []clients.Key, error) {
	id, err := ident.Parse[clients.Client](r.PathValue("id"))
	if err != nil {
		return clients.Client{}, nil, err
	}
	return p.clients.Get(r.Context(), id)
}

func (p *pages) changePage(w http.ResponseWriter, r *http.Request) error {
	c, _, err := p.clientOf(r)
	if err != nil {
		return err
	}
	f, err := p.form(r.Context())
	if err != nil {
		return err
	}
	f.of(c)
	return showForm(w, r, http.StatusOK, "Change "+c.Name, at(c.ID), at(c.ID)+"/change", f, "")
}

func (p *pages) change(w http.ResponseWriter, r *http.Request) error {
	c, _, err := p.clientOf(r)
	if err != nil {
		return err
	}
	f, ok, err := p.parsed(r)
	if err != nil {
		return err
	}
	show := func(status int, failed string) error {
		return showForm(w, r, status, "Change "+c.Name, at(c.ID), at(c.ID)+"/change", f, failed)
	}
	if !ok {
		return show(http.StatusUnprocessableEntity, "")
	}
	err = p.clients.Change(r.Context(), f.client(c.ID))
	if err != nil && fault.KindOf(err) == fault.Conflict {
		return show(http.StatusConflict, fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The change counts from now on")
	return web.Redirect(w, r, at(c.ID))
}
