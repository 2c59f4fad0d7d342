package identityweb

import (
	"net/http"
	"time"

	"kith/internal/insight/identity"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// mostDecided is how many decisions are shown.
const mostDecided = 50

type decidedView struct {
	all   []identity.Decision
	names map[string]string // of those who decided
	now   time.Time
}

func (p *pages) decided(w http.ResponseWriter, r *http.Request) (err error) {
	v := decidedView{names: map[string]string{}, now: p.around.Now()}
	if v.all, err = p.identity.Decided(r.Context(), mostDecided); err != nil {
		return err
	}
	for _, d := range v.all {
		if _, known := v.names[d.By]; !known {
			v.names[d.By] = p.around.AccountName(r.Context(), d.By)
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "What was decided lately", Wide: true, Back: queuePath, Section: section, Body: decidedPage(v)})
}

// takeBack takes back that two people are different; it leads to the two side by side.
func (p *pages) takeBack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	first, second := forms.Hidden{Name: "first"}, forms.Hidden{Name: "second"}
	forms.Parse(values, &first, &second)
	a, b, err := two(first.Value(), second.Value())
	if err != nil {
		return err
	}
	if err := p.identity.TakeBack(r.Context(), a, b); err != nil {
		return err
	}
	web.Flash(w, r, "It is taken back. Decide again, or leave it to somebody else.")
	return web.Redirect(w, r, address(a, b))
}
