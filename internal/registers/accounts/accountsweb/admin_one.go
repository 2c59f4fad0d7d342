package accountsweb

import (
	"net/http"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

// listView is the list of accounts as its page shows it.
type listView struct {
	all    []accounts.Account
	known  titles
	who    access.Principal
	days   int  // after which an account is unused
	unused bool // those alone are shown
	now    time.Time
}

// oneView is one account as its page shows it to those who keep accounts.
type oneView struct {
	accounts.Account
	Held     []string
	Ways     accounts.Ways
	Sessions []accounts.Session
	Role     *roleForm
	Own      bool
	Now      time.Time
}

// roleForm is what an account is to be from now on.
type roleForm struct {
	rolePair
	Version forms.Hidden
}

func (f *roleForm) fields() []forms.Parser {
	return []forms.Parser{&f.Role, &f.Neighbourhood, &f.Version}
}

func (p *pages) roleForm(r *http.Request, a accounts.Account) (*roleForm, *accounts.Roles, error) {
	pair, roles, err := p.rolePair(r.Context())
	f := &roleForm{rolePair: pair, Version: forms.Hidden{Name: "version", Required: true}}
	f.Role.Set(a.Title)
	if len(a.Grants) > 0 {
		f.Neighbourhood.Set(a.Grants[0].Neighbourhood)
	}
	f.Version.Set(strconv.FormatInt(a.Version, 10))
	return f, roles, err
}

func (p *pages) one(w http.ResponseWriter, r *http.Request) error {
	a, err := p.accountOf(r)
	if err != nil {
		return err
	}
	f, _, err := p.roleForm(r, a)
	if err != nil {
		return err
	}
	return p.showOne(w, r, http.StatusOK, a, f, "")
}

func (p *pages) showOne(w http.ResponseWriter, r *http.Request, status int, a accounts.Account, f *roleForm, failed string) error {
	known, err := p.titles(r.Context())
	if err != nil {
		return err
	}
	v := oneView{Account: a, Held: known.of(a.Title, a.Grants), Role: f, Own: own(r.Context()) == a.ID, Now: p.accounts.Now(r.Context())}
	if v.Ways, err = p.accounts.Ways(r.Context(), a.ID); err != nil {
		return err
	}
	if v.Sessions, err = p.accounts.Sessions(r.Context(), a.ID, web.SessionToken(r)); err != nil {
		return err
	}
	return web.Render(w, r, status, web.Page{
		Title: a.Name, Back: "/admin/accounts", Section: "Admin", Wide: true, Errors: failures(failed, f.fields()...), Body: onePage(v),
	})
}

// move changes what an account may do.
func (p *pages) move(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	a, err := p.accountOf(r)
	if err != nil {
		return err
	}
	f, roles, err := p.roleForm(r, a)
	if err != nil {
		return err
	}
	ok := forms.Parse(values, f.fields()...)
	grant := f.grant(roles)
	version, wrong := strconv.ParseInt(f.Version.Value(), 10, 64)
	if !ok || wrong != nil || f.Role.Error != "" || f.Neighbourhood.Error != "" {
		return p.showOne(w, r, http.StatusUnprocessableEntity, a, f, "")
	}
	err = p.accounts.Move(r.Context(), accounts.Move{Account: a.ID, Version: version, Title: f.Role.Value(), Grants: []access.Grant{grant}})
	switch kind := fault.KindOf(err); {
	case err == nil:
	case kind == fault.Conflict || kind == fault.Invalid:
		f.Version.Set(strconv.FormatInt(a.Version, 10))
		return p.showOne(w, r, web.Status(err), a, f, fault.MessageOf(err))
	default:
		return err
	}
	web.Flash(w, r, "The role is changed, and they have to sign in again")
	return web.Redirect(w, r, "/admin/accounts/"+string(a.ID))
}

func (p *pages) resetStep(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, p.accounts.ResetSecondStep, "Their passkeys, app and recovery codes are gone, and they are signed out")
}

func (p *pages) endTheirs(w http.ResponseWriter, r *http.Request) error {
	a, err := p.accountOf(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[accounts.Session](r.PathValue("session"))
	if err != nil {
		return err
	}
	if err := p.accounts.EndSession(r.Context(), a.ID, id); err != nil {
		return err
	}
	web.Flash(w, r, "The session is ended")
	return web.Redirect(w, r, "/admin/accounts/"+string(a.ID))
}
