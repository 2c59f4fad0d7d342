package accountsweb

import (
	"net/http"

	"kith/internal/plat/web"
	"kith/internal/registers/accounts"
)

// enterPage shows a button: following a link in a message must not use the link up, since
// mail programs follow links too.
func (p *pages) enterPage(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Open your inbox", Body: enterPage(r.PathValue("token"))})
}

func (p *pages) enter(w http.ResponseWriter, r *http.Request) error {
	token, err := p.accounts.EnterByLink(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	web.SetSession(w, r, token, accounts.Lifetime)
	return web.Redirect(w, r, "/inbox")
}
