package boardweb

import (
	"net/http"

	"kith/internal/plat/web"
	"kith/internal/work/board"
)

// print is the list for paper: more of it at once, and nothing to press.
func (p *pages) print(w http.ResponseWriter, r *http.Request) error {
	f, err := asked(r.URL.Query())
	if err != nil {
		return err
	}
	f.Limit = board.Most
	s, err := p.screen(r.Context(), f)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: s.title() + " – list to print", Back: to("/board", s.filter), Wide: true, Section: boardSection, Body: printPage(s),
	})
}
