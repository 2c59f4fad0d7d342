package needsweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsview"
)

// names gives what hubs and accounts are called.
func (p *pages) names(ctx context.Context, known hubs) needsview.Names {
	return needsview.Names{Hub: known.name, Account: func(id string) string { return p.around.AccountName(ctx, id) }, Now: p.around.Now()}
}

// left draws what somebody sees of a request that left their hub. Where it never was
// theirs, why it cannot be shown is handed back. A problem says why what was pressed was
// not done.
func (p *pages) left(w http.ResponseWriter, r *http.Request, status int, id needs.RequestID, problem string, why error) error {
	if kind := fault.KindOf(why); kind != fault.Forbidden && kind != fault.NotFound {
		return why
	}
	l, h, err := p.needs.Left(r.Context(), id)
	if err != nil {
		return why
	}
	known, err := p.hubs(r.Context())
	if err != nil {
		return err
	}
	page := web.Page{
		Title: "Request " + string(l.Reference), Back: "/requests?handed=yes", Section: section,
		Body: p.names(r.Context(), known).Left(l, h, "").Show(),
	}
	if problem != "" {
		page.Errors = []forms.ErrorItem{{Href: "#main-content", Text: problem}}
	}
	return web.Render(w, r, status, page)
}
