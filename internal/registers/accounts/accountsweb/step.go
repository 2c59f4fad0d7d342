package accountsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

// stepPath is the page of the second step.
const stepPath = "/sign-in/step"

// step shows what is asked after the password. Who comes without one begins anew.
func (p *pages) step(w http.ResponseWriter, r *http.Request) error {
	if web.Cookie(r, stepCookie) == "" {
		return web.Redirect(w, r, "/sign-in")
	}
	step, a, err := p.accounts.StepOf(r.Context(), web.Cookie(r, stepCookie))
	if err != nil {
		return p.notIn(w, r, web.Cookie(r, thenCookie), err)
	}
	return p.showStep(w, r, http.StatusOK, step, a, newCodeField(step == accounts.TypeCode))
}

func (p *pages) showStep(w http.ResponseWriter, r *http.Request, status int, step accounts.Step, a accounts.Account, f *forms.String) error {
	page := web.Page{Title: "One more step", Back: "/sign-in", Errors: forms.Errors(f)}
	switch step {
	case accounts.UsePasskey:
		page.Body = passkeyStepPage(p.accounts.PasskeyHost())
	case accounts.SetUpApp:
		set, found, err := p.setup(r.Context(), a)
		if err != nil {
			return err
		}
		page.Body = needAppPage()
		if found {
			page.Title, page.Body = "Set up an app", appPage(set, f, stepPath+"/app")
		}
	default:
		page.Body = codePage(f)
	}
	return web.Render(w, r, status, page)
}

func (p *pages) takeStep(w http.ResponseWriter, r *http.Request) error {
	step, a, err := p.accounts.StepOf(r.Context(), web.Cookie(r, stepCookie))
	if err != nil {
		return p.notIn(w, r, web.Cookie(r, thenCookie), err)
	}
	if step != accounts.TypeCode {
		return web.Redirect(w, r, stepPath)
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCodeField(true)
	if !forms.Parse(values, f) {
		return p.showStep(w, r, http.StatusUnprocessableEntity, step, a, f)
	}
	e, err := p.accounts.TakeStep(r.Context(), web.Cookie(r, stepCookie), f.Value(), origin(w, r))
	if err != nil {
		return p.wrongStep(w, r, step, a, f, err)
	}
	return p.enterWith(w, r, e, web.Cookie(r, thenCookie))
}

// wrongStep shows the step again with why the code did not count.
func (p *pages) wrongStep(w http.ResponseWriter, r *http.Request, step accounts.Step, a accounts.Account, f *forms.String, err error) error {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.RateLimited:
		f.Fail(fault.MessageOf(err))
		return p.showStep(w, r, web.Status(err), step, a, f)
	}
	return p.notIn(w, r, web.Cookie(r, thenCookie), err)
}

func (p *pages) prepareStep(w http.ResponseWriter, r *http.Request) error {
	if err := p.accounts.PrepareStep(r.Context(), web.Cookie(r, stepCookie)); err != nil {
		return p.notIn(w, r, web.Cookie(r, thenCookie), err)
	}
	return web.Redirect(w, r, stepPath)
}

func (p *pages) finishStep(w http.ResponseWriter, r *http.Request) error {
	step, a, err := p.accounts.StepOf(r.Context(), web.Cookie(r, stepCookie))
	if err != nil {
		return p.notIn(w, r, web.Cookie(r, thenCookie), err)
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCodeField(false)
	if !forms.Parse(values, f) {
		return p.showStep(w, r, http.StatusUnprocessableEntity, step, a, f)
	}
	e, codes, err := p.accounts.FinishStep(r.Context(), web.Cookie(r, stepCookie), f.Value(), origin(w, r))
	if err != nil {
		return p.wrongStep(w, r, step, a, f, err)
	}
	if err := p.take(w, r, e.Session); err != nil {
		return err
	}
	next := web.Cookie(r, thenCookie)
	if next == "" {
		next = "/sign-in" // which leads to where they work
	}
	return showCodes(w, r, codes, next)
}
