package accountsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

func (p *pages) account(w http.ResponseWriter, r *http.Request) error {
	if access.From(r.Context()).VolunteerID() != "" {
		return web.Redirect(w, r, helping)
	}
	known, err := p.titles(r.Context())
	if err != nil {
		return err
	}
	who, title := access.From(r.Context()), ""
	var sessions []accounts.Session
	var mine accounts.Ways
	if hasPassword(who) {
		own, err := p.accounts.Get(r.Context(), accounts.ID(who.Account))
		if err != nil {
			return err
		}
		title = own.Title
		if mine, err = p.accounts.Ways(r.Context(), own.ID); err != nil {
			return err
		}
		if sessions, err = p.accounts.Sessions(r.Context(), own.ID, web.SessionToken(r)); err != nil {
			return err
		}
	}
	var ways []govuk.Link
	for _, way := range p.ways {
		link, theirs, err := way(r.Context())
		if err != nil {
			return err
		}
		if theirs {
			ways = append(ways, link)
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Your account", Body: accountPage(who, known.of(title, who.Grants), mine.Password, ways, sessions, p.accounts.Now(r.Context())),
	})
}

// hasPassword reports whether somebody signs in with one: an organisation comes by a link.
func hasPassword(p access.Principal) bool { return p.OrganisationID() == "" && p.VolunteerID() == "" }

func (p *pages) signOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	if !hasPassword(access.From(r.Context())) {
		return p.signOut(w, r)
	}
	if err := p.accounts.SignOutEverywhere(r.Context()); err != nil {
		return err
	}
	web.ClearSession(w, r)
	return web.Redirect(w, r, "/sign-in")
}

// endSession ends one of one's own sessions.
func (p *pages) endSession(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[accounts.Session](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.accounts.EndSession(r.Context(), own(r.Context()), id); err != nil {
		return err
	}
	web.Flash(w, r, "The session is ended")
	return web.Redirect(w, r, "/account")
}

type passwordForm struct{ current, chosen forms.Password }

func newPasswordForm() *passwordForm {
	return &passwordForm{
		current: forms.Password{Name: "current_password", Label: "Your password now", Missing: "Enter the password you have now"},
		chosen: forms.Password{
			Name: "new_password", Label: "Your new password", Hint: "12 characters or more. Three random words work well.", Min: 12, New: true,
		},
	}
}

func (p *pages) passwordPage(w http.ResponseWriter, r *http.Request) error {
	if !hasPassword(access.From(r.Context())) {
		return web.Render(w, r, http.StatusOK, web.Page{Title: "You have no password", Back: "/account", Body: noPasswordPage()})
	}
	mine, err := p.accounts.Ways(r.Context(), own(r.Context()))
	if err != nil {
		return err
	}
	if !mine.Password {
		return web.Render(w, r, http.StatusOK, web.Page{Title: "You have no password", Back: waysPath, Body: otherWaysPage()})
	}
	return p.showPassword(w, r, http.StatusOK, newPasswordForm())
}

func (p *pages) showPassword(w http.ResponseWriter, r *http.Request, status int, f *passwordForm) error {
	return web.Render(w, r, status, web.Page{
		Title: "Change your password", Back: "/account", Errors: forms.Errors(&f.current, &f.chosen), Body: passwordPage(f),
	})
}

func (p *pages) changePassword(w http.ResponseWriter, r *http.Request) error {
	if !hasPassword(access.From(r.Context())) {
		return web.Redirect(w, r, "/account/password")
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newPasswordForm()
	if !forms.Parse(values, &f.current, &f.chosen) {
		return p.showPassword(w, r, http.StatusUnprocessableEntity, f)
	}
	err = p.accounts.ChangePassword(r.Context(), f.current.Value(), f.chosen.Value(), web.SessionToken(r), web.Network(r.Context()))
	switch fault.KindOf(err) {
	case fault.Unauthenticated:
		f.current.Fail("This is not your password now. Check it and try again.")
		return p.showPassword(w, r, http.StatusUnprocessableEntity, f)
	case fault.RateLimited:
		f.current.Fail(fault.MessageOf(err))
		return p.showPassword(w, r, http.StatusTooManyRequests, f)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Your password is changed, and other devices are signed out")
	return web.Redirect(w, r, "/account")
}
