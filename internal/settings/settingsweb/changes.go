package settingsweb

import (
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
	if !forms.Parse(r.URL.Query(), &c.from, &c.to) {
		page.Errors, page.Body = forms.Errors(&c.from, &c.to), changesPage(c, nil)
		return web.Render(w, r, http.StatusUnprocessableEntity, page)
	}
	found, err := p.settings.Changes(r.Context(), c.from.Value(), c.to.Value())
	if err != nil {
		return err
	}
	page.Body = changesPage(c, p.byFile(found))
	return web.Render(w, r, http.StatusOK, page)
}

// byFile gathers changes, which come file by file.
func (p *pages) byFile(found []blueprint.Change) []changed {
	var files []changed
	for _, c := range found {
		if n := len(files); n == 0 || files[n-1].file != c.File {
			files = append(files, changed{file: c.File, title: p.titleOf(blueprint.File{Name: c.File, Content: c.After})})
		}
		last := &files[len(files)-1]
		last.changes = append(last.changes, c)
	}
	return files
}
