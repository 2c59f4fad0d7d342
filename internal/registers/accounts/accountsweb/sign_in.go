package accountsweb

import (
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

type signInForm struct {
	Email    forms.Email
	Password forms.Password
	Then     forms.Hidden
}

func newSignInForm(then string) *signInForm {
	f := &signInForm{
		Email:    forms.Email{Name: "email", Label: "Email address", Required: true, Autocomplete: "username"},
		Password: forms.Password{Name: "password", Label: "Password", Missing: "Enter your password"},
		Then:     forms.Hidden{Name: "then"},
	}
	f.Then.Set(then)
	return f
}

// volunteers reports whether whoever is led here may be a volunteer: some of them drive rounds
// beside the staff.
func (f *signInForm) volunteers() bool {
	then := f.Then.Value()
	return then == "/rounds" || strings.HasPrefix(then, "/rounds/")
}

func (p *pages) signInPage(w http.ResponseWriter, r *http.Request) error {
	if who := access.From(r.Context()); who.SignedIn() {
		return web.Redirect(w, r, web.Then(r, home(who)))
	}
	if then := web.Then(r, ""); then == helping || strings.HasPrefix(then, helping+"/") {
		return web.Redirect(w, r, helping+"/link") // volunteers have no password
	}
	return p.showSignIn(w, r, http.StatusOK, newSignInForm(web.Then(r, "")))
}

func (p *pages) showSignIn(w http.ResponseWriter, r *http.Request, status int, f *signInForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Sign in", Back: "/", Errors: forms.Errors(&f.Email, &f.Password), Body: signInPage(f),
	})
}

func (p *pages) signIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newSignInForm(web.Then(r, ""))
	if !forms.Parse(values, &f.Email, &f.Password) {
		return p.showSignIn(w, r, http.StatusUnprocessableEntity, f)
	}
	token, err := p.accounts.SignIn(r.Context(), f.Email.Value(), f.Password.Value(), web.Network(r.Context()))
	switch fault.KindOf(err) {
	case fault.Unauthenticated, fault.RateLimited:
		f.Email.Fail(fault.MessageOf(err))
		return p.showSignIn(w, r, web.Status(err), f)
	}
	if err != nil {
		return err
	}
	who, err := p.accounts.Principal(r.Context(), token)
	if err != nil {
		return err
	}
	return p.begin(w, r, token, web.Then(r, home(who)))
}

// begin goes on with a new session. One the browser still had ends, so that it cannot be
// taken up again by whoever knows it.
func (p *pages) begin(w http.ResponseWriter, r *http.Request, token, to string) error {
	if old := web.SessionToken(r); old != "" {
		if err := p.accounts.SignOut(r.Context(), old); err != nil {
			return err
		}
	}
	web.SetSession(w, r, token, accounts.Lifetime)
	return web.Redirect(w, r, to)
}

// helping is where volunteers' own pages are. Whoever comes there without a session is led to
// where a new link is to be had.
const helping = "/helping"

// home is the page somebody works from.
func home(p access.Principal) string {
	switch {
	case p.VolunteerID() != "":
		return helping
	case p.OrganisationID() != "":
		return "/inbox"
	case p.Has(access.Coordinator):
		return "/board"
	case p.Has(access.Agent):
		return "/people"
	case p.Has(access.Manager, access.Analyst, access.PublicHealth):
		return "/dashboard"
	case p.Has(access.Member):
		return "/ward"
	case p.Has(access.Admin):
		return "/admin"
	}
	return "/account"
}

func (p *pages) signOut(w http.ResponseWriter, r *http.Request) error {
	volunteer := access.From(r.Context()).VolunteerID() != ""
	if err := p.accounts.SignOut(r.Context(), web.SessionToken(r)); err != nil {
		return err
	}
	web.ClearSession(w, r)
	if volunteer {
		return web.Redirect(w, r, helping+"/link")
	}
	web.Flash(w, r, "You have signed out")
	return web.Redirect(w, r, "/sign-in")
}
