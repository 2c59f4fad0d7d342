package intakeweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// page is a page on this way.
func (on way) page(title, exit string, wrong []forms.ErrorItem, body templ.Component) web.Page {
	page := web.Page{Title: title, Exit: exit, Errors: wrong, Body: body}
	if on.staff {
		page.Back, page.Section = on.back(), "Requests"
	}
	return page
}

// changed leads on from a change: the public see how the request stands, staff its page. A
// request that was finished meanwhile says so.
func (p *Public) changed(w http.ResponseWriter, r *http.Request, on way, err error, done string) error {
	if err != nil && fault.CodeOf(err) == "intake.request-closed" {
		done, err = sayChange(r.Context()).Finished, nil
	}
	if err != nil {
		return err
	}
	if on.staff {
		web.Flash(w, r, done)
		return web.Redirect(w, r, on.back())
	}
	return p.showStatus(w, r, on, done)
}
