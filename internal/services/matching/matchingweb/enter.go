package matchingweb

import (
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/accounts"
)

// enterPage shows a button: following a link in a message must not use the link up, since
// mail programs follow links too.
func (p *mine) enterPage(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).EnterTitle, Body: enterBody(r.PathValue("token"))})
}

func (p *mine) enter(w http.ResponseWriter, r *http.Request) error {
	token, err := p.accounts.EnterByPass(r.Context(), r.PathValue("token"))
	if kind := fault.KindOf(err); err != nil && (kind == fault.NotFound || kind == fault.Unauthenticated) {
		return web.Render(w, r, http.StatusNotFound, web.Page{Title: say(r.Context()).UsedTitle, Body: usedBody(words.Fault(r.Context(), err))})
	}
	if err != nil {
		return err
	}
	if old := web.SessionToken(r); old != "" { // so that nobody who knows it takes it up again
		if err := p.around.SignOut(r.Context(), old); err != nil {
			return err
		}
	}
	web.SetSession(w, r, token, accounts.Lifetime)
	to := homePath
	if then := web.Cookie(r, thenCookie); driven(then) {
		to = then
	}
	web.ClearCookie(w, r, thenCookie)
	return web.Redirect(w, r, to)
}

// thenCookie is where somebody was who asked for a new link. Their browser keeps it, because a
// link comes by message: whoever opens it on another phone has nothing there to go on with.
const thenCookie = "helping-then"

// driven reports whether a path is of the rounds that volunteers drive too.
func driven(path string) bool {
	return path == "/rounds" || strings.HasPrefix(path, "/rounds/")
}

func linkForm(s *Words) *forms.String {
	return &forms.String{Name: "reach", Label: s.LinkField, Required: true, Missing: s.LinkMissing, Max: 200, Autocomplete: "email"}
}

func (p *mine) linkPage(w http.ResponseWriter, r *http.Request) error {
	if then := web.Then(r, ""); driven(then) {
		web.SetCookie(w, r, thenCookie, then, accounts.Lifetime)
	}
	return showLink(w, r, http.StatusOK, linkForm(say(r.Context())))
}

func showLink(w http.ResponseWriter, r *http.Request, status int, f *forms.String) error {
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).LinkTitle, Errors: forms.Errors(f), Body: linkBody(*f)})
}

// askLink answers the same whether or not somebody is known.
func (p *mine) askLink(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := linkForm(say(r.Context()))
	if !forms.Parse(values, f) {
		return showLink(w, r, http.StatusUnprocessableEntity, f)
	}
	number, email := reached(f.Value())
	if number.IsZero() && email == "" {
		f.Fail(say(r.Context()).LinkWrong)
		return showLink(w, r, http.StatusUnprocessableEntity, f)
	}
	if err := p.matching.AskLink(r.Context(), number, email); err != nil && fault.KindOf(err) != fault.Unavailable {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).LinkSent, Body: sentBody()})
}

// reached is a phone number or an email address as somebody typed it.
func reached(typed string) (phone.Number, string) {
	if strings.Contains(typed, "@") {
		return "", typed
	}
	number, err := phone.Parse(typed)
	if err != nil {
		return "", ""
	}
	return number, ""
}
