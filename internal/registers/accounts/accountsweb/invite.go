package accountsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

func newChosenField() *forms.Password {
	return &forms.Password{
		Name: "new_password", Label: "Your new password", Hint: "12 characters or more. Three random words work well.", Min: 12, New: true,
	}
}

// invitedPage asks whoever comes by an invitation for a password. Looking at it uses nothing up.
func (p *pages) invitedPage(w http.ResponseWriter, r *http.Request) error {
	return p.showInvited(w, r, http.StatusOK, newChosenField())
}

func (p *pages) showInvited(w http.ResponseWriter, r *http.Request, status int, f *forms.Password) error {
	a, err := p.accounts.Invited(r.Context(), r.PathValue("token"))
	if err != nil {
		return p.overInvited(w, r, err)
	}
	return web.Render(w, r, status, web.Page{Title: "Choose your password", Errors: forms.Errors(f), Body: invitedPage(a, r.PathValue("token"), f)})
}

func (p *pages) overInvited(w http.ResponseWriter, r *http.Request, err error) error {
	if fault.KindOf(err) != fault.NotFound {
		return err
	}
	return web.Render(w, r, http.StatusNotFound, web.Page{Title: "This link no longer works", Body: usedPage(fault.MessageOf(err))})
}

func (p *pages) accept(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newChosenField()
	if !forms.Parse(values, f) {
		return p.showInvited(w, r, http.StatusUnprocessableEntity, f)
	}
	e, err := p.accounts.Accept(r.Context(), r.PathValue("token"), f.Value(), origin(w, r))
	if err != nil {
		return p.overInvited(w, r, err)
	}
	return p.enterWith(w, r, e, "")
}
