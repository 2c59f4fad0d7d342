package accountsweb

import (
	"context"
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

	Host   string // whose passkeys may be used; "" is none
	Single string // what the single sign-on is called; "" is none
	Failed string // why another way in did not work
}

func (p *pages) newSignInForm(then string) *signInForm {
	f := &signInForm{
		Email:    forms.Email{Name: "email", Label: "Email address", Required: true, Autocomplete: "username"},
		Password: forms.Password{Name: "password", Label: "Password", Missing: "Enter your password"},
		Then:     forms.Hidden{Name: "then"},
		Host:     p.accounts.PasskeyHost(), Single: p.accounts.SingleName(),
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

func (f *signInForm) errors() []forms.ErrorItem {
	if f.Failed != "" {
		return []forms.ErrorItem{{Text: f.Failed}}
	}
	return forms.Errors(&f.Email, &f.Password)
}

func (p *pages) signInPage(w http.ResponseWriter, r *http.Request) error {
	if who := access.From(r.Context()); who.SignedIn() {
		return web.Redirect(w, r, web.Then(r, home(who)))
	}
	if then := web.Then(r, ""); then == helping || strings.HasPrefix(then, helping+"/") {
		return web.Redirect(w, r, helping+"/link") // volunteers have no password
	}
	return p.showSignIn(w, r, http.StatusOK, p.newSignInForm(web.Then(r, "")))
}

func (p *pages) showSignIn(w http.ResponseWriter, r *http.Request, status int, f *signInForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Sign in", Back: "/", Errors: f.errors(), Body: signInPage(f),
	})
}

// notIn shows the sign-in page with why another way in did not work.
func (p *pages) notIn(w http.ResponseWriter, r *http.Request, then string, err error) error {
	switch fault.KindOf(err) {
	case fault.Unauthenticated, fault.Forbidden, fault.RateLimited, fault.Conflict, fault.NotFound, fault.Unavailable:
		f := p.newSignInForm(then)
		f.Failed = fault.MessageOf(err)
		return p.showSignIn(w, r, web.Status(err), f)
	}
	return err
}

func (p *pages) signIn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := p.newSignInForm(web.Then(r, ""))
	if !forms.Parse(values, &f.Email, &f.Password) {
		return p.showSignIn(w, r, http.StatusUnprocessableEntity, f)
	}
	e, err := p.accounts.SignIn(r.Context(), f.Email.Value(), f.Password.Value(), origin(w, r))
	switch fault.KindOf(err) {
	case fault.Unauthenticated, fault.RateLimited:
		f.Email.Fail(fault.MessageOf(err))
		return p.showSignIn(w, r, web.Status(err), f)
	}
	if err != nil {
		return err
	}
	return p.enterWith(w, r, e, web.Then(r, ""))
}

// origin is where a sign-in comes from.
func origin(w http.ResponseWriter, r *http.Request) accounts.Origin {
	return accounts.Origin{Network: web.Network(r.Context()), Browser: web.Browser(r.Context()), Device: web.Device(w, r)}
}

// stepCookie keeps the token of the step somebody is at, and thenCookie where they go after it.
const (
	stepCookie = "step"
	thenCookie = "step-then"
)

// enterWith goes on with what came of a sign-in: a session, or one more step.
func (p *pages) enterWith(w http.ResponseWriter, r *http.Request, e accounts.Entrance, then string) error {
	if e.Session == "" {
		web.SetCookie(w, r, stepCookie, e.Token, 0)
		web.SetCookie(w, r, thenCookie, then, 0)
		return web.Redirect(w, r, stepPath)
	}
	if err := p.take(w, r, e.Session); err != nil {
		return err
	}
	if then == "" {
		who, err := p.accounts.Principal(r.Context(), e.Session)
		if err != nil {
			return err
		}
		then = home(who)
	}
	return web.Redirect(w, r, then)
}

// begin goes on with a new session.
func (p *pages) begin(w http.ResponseWriter, r *http.Request, token, to string) error {
	if err := p.take(w, r, token); err != nil {
		return err
	}
	return web.Redirect(w, r, to)
}

// take takes up a new session. One the browser still had ends, so that it cannot be taken up
// again by whoever knows it.
func (p *pages) take(w http.ResponseWriter, r *http.Request, token string) error {
	if old := web.SessionToken(r); old != "" {
		if err := p.accounts.SignOut(r.Context(), old); err != nil {
			return err
		}
	}
	web.ClearCookie(w, r, stepCookie)
	web.ClearCookie(w, r, thenCookie)
	web.SetSession(w, r, token, accounts.Lifetime)
	return nil
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
	case p.Has(access.LogisticsLead, access.Driver):
		return "/rounds"
	case p.Has(access.LinkWorker, access.Partner):
		return "/first-contacts"
	case p.Has(access.Finance):
		return "/food/invoices"
	case p.Has(access.Governance):
		return "/governance/requests"
	}
	return "/account"
}

func (p *pages) signOut(w http.ResponseWriter, r *http.Request) error {
	volunteer := access.From(r.Context()).VolunteerID() != ""
	elsewhere, err := p.endHere(r.Context(), web.SessionToken(r))
	if err != nil {
		return err
	}
	web.ClearSession(w, r)
	switch {
	case volunteer:
		return web.Redirect(w, r, helping+"/link")
	case elsewhere != "":
		http.Redirect(w, r, elsewhere, http.StatusSeeOther)
		return nil
	}
	web.Flash(w, r, "You have signed out")
	return web.Redirect(w, r, "/sign-in")
}

// endHere ends a session; elsewhere is where to go to sign out of the single sign-on too.
func (p *pages) endHere(ctx context.Context, token string) (elsewhere string, err error) {
	if elsewhere, err = p.accounts.SingleEnd(ctx, token); err != nil {
		return "", err
	}
	return elsewhere, p.accounts.SignOut(ctx, token)
}
