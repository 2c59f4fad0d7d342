package intakeweb

import (
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
)

// startPage comes before the first question.
type startPage struct {
	borough blueprint.Borough
	ring    helpline
	path    string // of the door
	first   string // address of the first question
	carryOn string // address to carry on at with a form half filled in; "" when there is none
	sent    bool   // the form has been sent: its reference can be seen again
	lost    bool   // the browser brought no form
	lapsed  bool   // the form it brought has gone
}

func (p entry) start(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	page := startPage{
		borough: b, ring: ringing(b), first: p.pagePath(d.questions.Pages[0].ID),
		sent: d.sent(), lost: r.URL.Query().Has("lost"), lapsed: d.lapsed,
	}
	if d.kept && !d.sent() {
		if page.carryOn, err = d.next(false); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).Ask, Back: "/", Body: startBody(page)})
}
