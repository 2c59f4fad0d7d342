package accountsweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
	"kith/internal/registers/factors"
)

// waysPath is the page on how somebody signs in.
const waysPath = "/account/sign-in"

// own is the account that is signed in.
func own(ctx context.Context) accounts.ID { return accounts.ID(access.From(ctx).Account) }

// waysView is how somebody signs in, as its page shows it.
type waysView struct {
	accounts.Ways
	Fresh  bool   // they signed in so lately that they may change it
	Host   string // whose passkeys may be used
	Single string // what the single sign-on is called
	Name   *forms.String
}

func (p *pages) signInWays(w http.ResponseWriter, r *http.Request) error {
	return p.showWays(w, r, http.StatusOK, newNameField(""), "")
}

func (p *pages) showWays(w http.ResponseWriter, r *http.Request, status int, f *forms.String, failed string) error {
	if !hasPassword(access.From(r.Context())) {
		return web.Redirect(w, r, "/account/password")
	}
	known, err := p.accounts.Ways(r.Context(), own(r.Context()))
	if err != nil {
		return err
	}
	fresh, err := p.accounts.Fresh(r.Context(), web.SessionToken(r))
	if err != nil {
		return err
	}
	v := waysView{known, fresh, p.accounts.PasskeyHost(), p.accounts.SingleName(), f}
	return web.Render(w, r, status, web.Page{Title: "How you sign in", Back: "/account", Errors: failures(failed, f), Body: waysPage(v)})
}

// lately lets somebody change how they sign in who signed in a short while ago: a computer
// that was left open is no reason to lose an account.
func (p *pages) lately(do web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if !hasPassword(access.From(r.Context())) {
			return web.Redirect(w, r, "/account/password")
		}
		fresh, err := p.accounts.Fresh(r.Context(), web.SessionToken(r))
		if err != nil {
			return err
		}
		if !fresh {
			return web.Redirect(w, r, waysPath)
		}
		return do(w, r)
	}
}

// again signs out, to sign in and come back.
func (p *pages) again(w http.ResponseWriter, r *http.Request) error {
	if err := p.accounts.SignOut(r.Context(), web.SessionToken(r)); err != nil {
		return err
	}
	web.ClearSession(w, r)
	return web.Redirect(w, r, "/sign-in?then="+waysPath)
}

// newCodeField is the code of an app, and of the paper where that counts too.
func newCodeField(paper bool) *forms.String {
	f := &forms.String{Name: "code", Label: "Code", Hint: "The six digits that your app shows now.", Missing: "Enter the code", Required: true, Max: 30, Width: 10, Autocomplete: "one-time-code"}
	if paper {
		f.Hint, f.Width = "The six digits that your app shows now, or one of your recovery codes.", 20
	} else {
		f.InputMode = "numeric"
	}
	return f
}

func (p *pages) prepareApp(w http.ResponseWriter, r *http.Request) error {
	if err := p.accounts.PrepareApp(r.Context()); err != nil {
		return err
	}
	return web.Redirect(w, r, appPath)
}

const appPath = "/account/app"

func (p *pages) app(w http.ResponseWriter, r *http.Request) error {
	return p.showApp(w, r, http.StatusOK, newCodeField(false))
}

func (p *pages) showApp(w http.ResponseWriter, r *http.Request, status int, f *forms.String) error {
	me, err := p.accounts.Get(r.Context(), own(r.Context()))
	if err != nil {
		return err
	}
	set, found, err := p.setup(r.Context(), me)
	if err != nil {
		return err
	}
	if !found {
		return web.Redirect(w, r, waysPath)
	}
	return web.Render(w, r, status, web.Page{Title: "Set up an app", Back: waysPath, Errors: forms.Errors(f), Body: appPage(set, f, appPath)})
}

func (p *pages) confirmApp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCodeField(false)
	if !forms.Parse(values, f) {
		return p.showApp(w, r, http.StatusUnprocessableEntity, f)
	}
	codes, err := p.accounts.ConfirmApp(r.Context(), f.Value(), web.SessionToken(r), web.Network(r.Context()))
	switch fault.KindOf(err) {
	case fault.Invalid, fault.RateLimited:
		if err != nil {
			f.Fail(fault.MessageOf(err))
			return p.showApp(w, r, web.Status(err), f)
		}
	case fault.Conflict:
		return web.Redirect(w, r, waysPath)
	}
	if err != nil {
		return err
	}
	return showCodes(w, r, codes, waysPath)
}

func showCodes(w http.ResponseWriter, r *http.Request, codes []string, next string) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Your recovery codes", Body: codesPage(codes, next)})
}

func (p *pages) newRecovery(w http.ResponseWriter, r *http.Request) error {
	codes, err := p.accounts.NewRecovery(r.Context())
	if err != nil {
		return err
	}
	return showCodes(w, r, codes, waysPath)
}

func (p *pages) removeApp(w http.ResponseWriter, r *http.Request) error {
	err := p.accounts.RemoveApp(r.Context())
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return p.showWays(w, r, http.StatusUnprocessableEntity, newNameField(""), fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The app is removed, and your recovery codes with it")
	return web.Redirect(w, r, waysPath)
}

// setup is what an app is told, with its code for a camera.
func (p *pages) setup(ctx context.Context, a accounts.Account) (setupView, bool, error) {
	set, found, err := p.accounts.Setup(ctx, a, "Kith")
	if err != nil || !found {
		return setupView{}, false, err
	}
	picture, err := drawn(set)
	return setupView{set, picture}, err == nil, err
}

// setupView is what an app is told, as a page shows it.
type setupView struct {
	factors.Setup
	Picture string // of the code, as an address of data
}
