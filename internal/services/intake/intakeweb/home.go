package intakeweb

import (
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
)

// homePage is the first page of the service.
type homePage struct {
	borough blueprint.Borough
	ring    helpline
}

func (p *Public) home(w http.ResponseWriter, r *http.Request) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).GetHelp, Body: homeBody(homePage{borough: b, ring: ringing(b)})})
}
