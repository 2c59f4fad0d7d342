package matchingweb

import (
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/matching"
	"kith/internal/work/tasks"
)

// askedView is who was asked for a task.
type askedView struct {
	matching.AskedFor
	around Around
	wrong  string
}

func (p *pages) askedView(r *http.Request) (*askedView, error) {
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return nil, err
	}
	a, err := p.matching.AskedFor(r.Context(), id)
	return &askedView{AskedFor: a, around: p.around}, err
}

// shown is the task as far as the reader may know it.
func (v *askedView) shown(r *http.Request) tasks.Task {
	return v.Task.ShownTo(access.From(r.Context()))
}

func (p *pages) asked(w http.ResponseWriter, r *http.Request) error {
	v, err := p.askedView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *askedView) show(w http.ResponseWriter, r *http.Request, status int) error {
	page := web.Page{Title: "Who was asked: " + v.shown(r).Title, Section: section, Back: plannerPath, Body: askedPage(v, v.shown(r))}
	if v.wrong != "" {
		page.Errors = []forms.ErrorItem{{Text: v.wrong, Href: "#ask"}}
	}
	return web.Render(w, r, status, page)
}

func (p *pages) ask(w http.ResponseWriter, r *http.Request) error {
	v, err := p.askedView(r)
	if err != nil {
		return err
	}
	many, err := p.matching.Ask(r.Context(), []tasks.Choice{{ID: v.Task.ID, Version: v.Task.Version}})
	if err != nil {
		return err
	}
	if len(many.Refused) > 0 {
		v.wrong = many.Refused[0].Why
		return v.show(w, r, http.StatusConflict)
	}
	web.Flash(w, r, "Volunteers are being asked")
	return web.Redirect(w, r, askedPath+"/"+string(v.Task.ID))
}

func (p *pages) stop(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	if err := p.matching.StopAsking(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "No volunteer is asked for this any more")
	return web.Redirect(w, r, askedPath+"/"+string(id))
}
