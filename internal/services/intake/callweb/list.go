package callweb

import (
	"net/http"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
)

// listPage is somebody's calls that are not finished.
type listPage struct {
	intake.CallLists
	now time.Time
}

func (p *pages) list(w http.ResponseWriter, r *http.Request) error {
	lists, err := p.intake.Calls(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Calls", Wide: true, Section: section, Body: listBody(listPage{lists, p.around.Now()}),
	})
}

func (p *pages) start(w http.ResponseWriter, r *http.Request) error {
	c, err := p.intake.StartCall(r.Context())
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID))
}

// resume goes on with a call that broke off, or takes a colleague's over.
func (p *pages) resume(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[intake.Call](r.PathValue("id"))
	if err != nil {
		return err
	}
	c, err := p.intake.ResumeCall(r.Context(), id)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID))
}
