package settingsweb

import (
	"context"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// changed is what one file says differently.
type changed struct {
	file    string
	title   string
	changes []blueprint.Change
}

func (p *pages) changes(w http.ResponseWriter, r *http.Request) error {
	all, err := p.settings.Versions(r.Context())
	if err != nil {
		return err
	}
	page := web.Page{Title: "What changed", Section: section, Back: "/admin/blueprint", Wide: true, Body: noBlueprint()}
	if len(all) == 0 {
		return web.Render(w, r, http.StatusOK, page)
	}
	c := newComparing(all)
	// An address that names no versions is of the latest change.
	if asked := r.URL.Query(); len(asked) > 0 && !forms.Parse(asked, &c.from, &c.to) {
		page.Errors, page.Body = forms.Errors(&c.from, &c.to), comparedPage(c, nil)
		return web.Render(w, r, http.StatusUnprocessableEntity, page)
	}
	found, err := p.settings.Changes(r.Context(), c.from.Value(), c.to.Value())
	if err != nil {
		return err
	}
	files, err := p.byFile(r.Context(), found, c)
	if err != nil {
		return err
	}
	page.Body = comparedPage(c, files)
	return web.Render(w, r, http.StatusOK, page)
}

// byFile gathers changes, which come file by file, under what each file is called.
func (p *pages) byFile(ctx context.Context, found []blueprint.Change, c comparing) (files []changed, err error) {
	titles := map[string]string{}
	for _, version := range []string{c.from.Value(), c.to.Value()} {
		of, err := p.settings.Files(ctx, version)
		if err != nil {
			return nil, err
		}
		for _, f := range of {
			titles[f.Name] = p.titleOf(f)
		}
	}
	return gathered(found, titles), nil
}
