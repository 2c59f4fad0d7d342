package accountsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/web"
)

// enterPage shows a button: following a link in a message must not use the link up, since
// mail programs follow links too.
func (p *pages) enterPage(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Open your inbox", Body: enterPage(r.PathValue("token"))})
}

func (p *pages) enter(w http.ResponseWriter, r *http.Request) error {
	token, err := p.accounts.EnterByLink(r.Context(), r.PathValue("token"))
	if fault.KindOf(err) == fault.NotFound {
		return web.Render(w, r, http.StatusNotFound, web.Page{Title: "This link no longer works", Body: usedPage(fault.MessageOf(err))})
	}
	if err != nil {
		return err
	}
	return p.begin(w, r, token, "/inbox")
}
