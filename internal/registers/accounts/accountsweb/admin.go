package accountsweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	days, err := p.accounts.UnusedAfter(r.Context())
	if err != nil {
		return err
	}
	v := listView{days: days, unused: r.URL.Query().Get("show") == "unused", now: p.accounts.Now(r.Context()), who: access.From(r.Context())}
	if v.unused {
		v.all, err = p.accounts.Unused(r.Context(), days)
	} else {
		v.all, err = p.accounts.List(r.Context())
	}
	if err != nil {
		return err
	}
	if v.known, err = p.titles(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Accounts", Back: "/admin", Wide: true, Section: "Admin", Body: listPage(v)})
}

// rolePair is what somebody is and for where, as a form asks for it.
type rolePair struct {
	Role          forms.Select
	Neighbourhood forms.Select
}

// rolePair offers the borough's own titles, and the neighbourhoods some are held for.
func (p *pages) rolePair(ctx context.Context) (f rolePair, roles *accounts.Roles, err error) {
	if roles, err = p.borough.Roles(ctx); err != nil {
		return f, nil, err
	}
	hoods, err := p.borough.Neighbourhoods(ctx)
	f = rolePair{
		Role: forms.Select{Name: "role", Label: "Role", Required: true, Missing: "Select a role"},
		Neighbourhood: forms.Select{
			Name: "neighbourhood", Label: "Neighbourhood", Hint: "For roles that are held for one neighbourhood.",
			Options: []forms.Option{{Value: "", Label: "Whole borough"}},
		},
	}
	f.Role.Options = append(f.Role.Options, forms.Option{Label: "Choose a role"}, forms.Option{Value: administrator, Label: titleOfAdministrator})
	for _, t := range roles.Roles {
		if t.HeldFor != accounts.ForOrganisation {
			f.Role.Options = append(f.Role.Options, forms.Option{Value: t.ID, Label: t.Title})
		}
	}
	for _, n := range hoods {
		f.Neighbourhood.Options = append(f.Neighbourhood.Options, forms.Option{Value: n.ID, Label: n.Name})
	}
	return f, roles, err
}

// grant is what was chosen; a neighbourhood that is missing for the title is an error of
// its field.
func (f *rolePair) grant(roles *accounts.Roles) access.Grant {
	if f.Role.Value() == administrator {
		return access.Grant{Role: access.Admin}
	}
	title, _ := roles.Find(f.Role.Value())
	if title.HeldFor == accounts.ForNeighbourhood && f.Neighbourhood.Value() == "" {
		f.Neighbourhood.Fail("Select the neighbourhood: " + title.Title + " is held for one")
	}
	return title.Grant(f.Neighbourhood.Value(), "")
}

// administrator is offered beside the borough's titles: it is the program's own role.
const (
	administrator        = "kith-administrator"
	titleOfAdministrator = "Administrator of Kith"
)

type newForm struct {
	Name  forms.String
	Email forms.Email
	rolePair
}

func (f *newForm) fields() []forms.Parser {
	return []forms.Parser{&f.Name, &f.Email, &f.Role, &f.Neighbourhood}
}

func (p *pages) newForm(ctx context.Context) (*newForm, *accounts.Roles, error) {
	pair, roles, err := p.rolePair(ctx)
	return &newForm{
		Name:     forms.String{Name: "name", Label: "Name", Required: true, Max: 100},
		Email:    forms.Email{Name: "email", Label: "Email address", Required: true},
		rolePair: pair,
	}, roles, err
}

func (p *pages) newPage(w http.ResponseWriter, r *http.Request) error {
	f, _, err := p.newForm(r.Context())
	if err != nil {
		return err
	}
	return p.showNew(w, r, http.StatusOK, f)
}

func (p *pages) showNew(w http.ResponseWriter, r *http.Request, status int, f *newForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Add an account", Back: "/admin/accounts", Section: "Admin", Errors: forms.Errors(f.fields()...), Body: newPage(f),
	})
}

func (p *pages) add(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f, roles, err := p.newForm(r.Context())
	if err != nil {
		return err
	}
	ok := forms.Parse(values, f.fields()...)
	grant := f.grant(roles)
	if !ok || f.Role.Error != "" || f.Neighbourhood.Error != "" {
		return p.showNew(w, r, http.StatusUnprocessableEntity, f)
	}
	a, err := p.accounts.Add(r.Context(), accounts.NewAccount{
		Name: f.Name.Value(), Email: f.Email.Value(), Invited: true, Title: f.Role.Value(), Grants: []access.Grant{grant},
	})
	if fault.KindOf(err) == fault.Conflict {
		f.Email.Fail(fault.MessageOf(err))
		return p.showNew(w, r, http.StatusConflict, f)
	}
	if err != nil {
		return err
	}
	return p.invite(w, r, a)
}

// invite makes a link for an account and tells it, once.
func (p *pages) invite(w http.ResponseWriter, r *http.Request, a accounts.Account) error {
	link, err := p.accounts.Invite(r.Context(), a.ID)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "A link for " + a.Name, Section: "Admin", Body: linkPage(a, link, p.accounts.Mails()),
	})
}

func (p *pages) inviteOne(w http.ResponseWriter, r *http.Request) error {
	a, err := p.accountOf(r)
	if err != nil {
		return err
	}
	return p.invite(w, r, a)
}

// accountOf is the account of an address.
func (p *pages) accountOf(r *http.Request) (accounts.Account, error) {
	id, err := ident.Parse[accounts.Account](r.PathValue("id"))
	if err != nil {
		return accounts.Account{}, err
	}
	return p.accounts.Get(r.Context(), id)
}

func (p *pages) disable(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, p.accounts.Disable, "The account is disabled and signed out everywhere")
}

func (p *pages) enable(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, p.accounts.Enable, "The account may be used again")
}

func (p *pages) change(w http.ResponseWriter, r *http.Request, do func(context.Context, accounts.ID) error, said string) error {
	id, err := ident.Parse[accounts.Account](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := do(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, "/admin/accounts/"+string(id))
}
