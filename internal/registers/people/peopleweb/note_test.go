package peopleweb_test

import (
	"net/http"
	"net/url"
	"testing"

	"kith/internal/plat/govuk/pagecheck"
)

func TestWritingANote(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	b := g.As(agent)
	at := page(r) + "/note"
	pagecheck.Check(t, b.Get(at).Is(http.StatusOK).Body)
	b.Post(at, url.Values{"note": {" "}, "about": {"health"}}).Is(http.StatusUnprocessableEntity).Says("Enter what you want to write down").Has("checked")
	b.Post(at, url.Values{"note": {"Ring twice"}}).LeadsTo(page(r))
	b.Post(at, url.Values{"note": {"Insulin in the fridge"}, "about": {"health"}}).LeadsTo(page(r))
	b.Get(page(r)).Says("Note by Jo Agent", "Ring twice", "Health note by Jo Agent", "Insulin in the fridge").Hides("Wrote a note").Has(`href="` + at + `"`)
	g.As(auditor).Get(page(r)).Says("Insulin in the fridge").Hides(at)
	g.As(auditor).Get(at).Is(http.StatusForbidden)
}
