package intakeweb

import (
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteering"
)

// homePage is the first page of the service.
type homePage struct {
	borough blueprint.Borough
	ring    helpline
	helpers bool // offers of help are taken
}

func (p *Public) home(w http.ResponseWriter, r *http.Request) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	page := homePage{borough: b.Borough(), ring: ringing(b.Borough()), helpers: p.takesOffers && len(volunteering.Of(b).Activities) > 0}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).GetHelp, Body: homeBody(page)})
}
