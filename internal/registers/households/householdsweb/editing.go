package householdsweb

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
)

// editing is a page that changes what is said of one thing.
type editing struct {
	title   string
	warning string // what nobody may miss; "" is nothing
	person  people.PersonID
	action  string
	button  string
	end     string // the button that ends it; "" where there is nothing to end
	version forms.Hidden
	fields  []forms.Parser
	draw    templ.Component
	save    func(ctx context.Context, version int64) error
	close   func(ctx context.Context, version int64) error

	stored  []said        // what is kept, in words
	typed   func() []said // what the form says, in words
	by      string        // account of who saved it last
	changed []govuk.Row   // what somebody else wrote meanwhile
	whoWhen string
	errors  []forms.ErrorItem
}

func (e *editing) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: e.title, Back: address(e.person), Section: section,
		Errors: append(e.errors, forms.Errors(e.fields...)...), Body: editingPage(e),
	})
}

// saves takes the form of a page. Where somebody else was quicker the page shows what they
// wrote beside what was typed, which stays in the form.
func (p *pages) saves(what func(*http.Request) (*editing, error), done string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		e, err := what(r)
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		now := e.version
		if !forms.Parse(values, append(e.fields, &e.version)...) {
			return e.show(w, r, http.StatusUnprocessableEntity)
		}
		err = e.save(r.Context(), versionOf(e.version))
		if mendable(err) {
			if fault.KindOf(err) == fault.Stale {
				e.version, e.whoWhen = now, p.around.AccountName(r.Context(), e.by)
				e.changed = differences(e.stored, e.typed())
			}
			e.errors = problem("#form", err)
			return e.show(w, r, web.Status(err))
		}
		return e.leave(w, r, err, done)
	}
}

// ends takes the button that ends what the page is about.
func (p *pages) ends(what func(*http.Request) (*editing, error), done string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		e, err := what(r)
		if err != nil {
			return err
		}
		values, err := web.Parse(r)
		if err != nil {
			return err
		}
		now := e.version
		forms.Parse(values, &e.version)
		err = e.close(r.Context(), versionOf(e.version))
		if mendable(err) {
			e.version, e.errors = now, problem("#form", err)
			return e.show(w, r, web.Status(err))
		}
		return e.leave(w, r, err, done)
	}
}

func (e *editing) leave(w http.ResponseWriter, r *http.Request, err error, done string) error {
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, address(e.person))
}

// shows draws what an address names, to be changed.
func (p *pages) shows(what func(*http.Request) (*editing, error)) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		e, err := what(r)
		if err != nil {
			return err
		}
		return e.show(w, r, http.StatusOK)
	}
}
