package accountsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// awayCookie keeps the token of somebody who is away at the single sign-on.
const awayCookie = "away"

// leave sends somebody to the single sign-on.
func (p *pages) leave(w http.ResponseWriter, r *http.Request) error {
	then := web.Then(r, "")
	to, token, err := p.accounts.Leave(r.Context(), then, false)
	if err != nil {
		return p.notIn(w, r, then, err)
	}
	return away(w, r, to, token)
}

// connect sends somebody who is signed in to the single sign-on, to connect their account.
func (p *pages) connect(w http.ResponseWriter, r *http.Request) error {
	to, token, err := p.accounts.Leave(r.Context(), waysPath, true)
	if kind := fault.KindOf(err); err != nil && (kind == fault.NotFound || kind == fault.Unavailable) {
		return p.showWays(w, r, web.Status(err), newNameField(""), fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	return away(w, r, to, token)
}

func away(w http.ResponseWriter, r *http.Request, to, token string) error {
	web.SetCookie(w, r, awayCookie, token, 0)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// backPage is where somebody comes back to. Coming there must not use the code up, since a
// page that is looked at changes nothing: a form goes on by itself, or by a press.
func (p *pages) backPage(w http.ResponseWriter, r *http.Request) error {
	asked := r.URL.Query()
	if len(asked) == 0 {
		return web.Redirect(w, r, "/sign-in")
	}
	state, code := forms.Hidden{Name: "state"}, forms.Hidden{Name: "code", Max: 4000}
	state.Set(asked.Get("state"))
	code.Set(asked.Get("code"))
	if code.Value() == "" {
		return p.notIn(w, r, "", fault.New(fault.Unauthenticated, "accounts.not-let", "The single sign-on did not let you in. Try again, or sign in another way."))
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "You are nearly in", Body: backPage(state, code)})
}

func (p *pages) back(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	token := web.Cookie(r, awayCookie)
	web.ClearCookie(w, r, awayCookie)
	e, err := p.accounts.Return(r.Context(), token, values.Get("state"), values.Get("code"), origin(w, r))
	signedIn := access.From(r.Context()).SignedIn()
	switch {
	case err != nil && signedIn && fault.KindOf(err) == fault.Conflict:
		return p.showWays(w, r, http.StatusConflict, newNameField(""), fault.MessageOf(err))
	case err != nil:
		return p.notIn(w, r, "", err)
	case e.Session == "" && e.Token == "":
		web.Flash(w, r, "Your account is connected")
		return web.Redirect(w, r, waysPath)
	}
	return p.enterWith(w, r, e, e.To)
}

func (p *pages) disconnect(w http.ResponseWriter, r *http.Request) error {
	err := p.accounts.Unlink(r.Context())
	if err != nil && fault.KindOf(err) == fault.Invalid {
		return p.showWays(w, r, http.StatusUnprocessableEntity, newNameField(""), fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "You no longer sign in that way")
	return web.Redirect(w, r, waysPath)
}
