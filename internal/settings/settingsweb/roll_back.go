package settingsweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// goingBack is an earlier version before it is put into use again.
type goingBack struct {
	version string
	current string
	changes []changed
	note    forms.String
}

func newGoingBack(version, current string) goingBack {
	g := goingBack{version: version, current: current, note: newNote()}
	g.note.Label, g.note.Missing, g.note.Noun = "Why", "Enter why you go back", "why you go back"
	return g
}

func rollBackAddress(version string) string {
	return "/admin/blueprint/versions/" + version + "/roll-back"
}

func (p *pages) rollBackPage(w http.ResponseWriter, r *http.Request) error {
	all, err := p.settings.Versions(r.Context())
	if err != nil {
		return err
	}
	current, _ := settings.Current(all)
	return p.showRollBack(w, r, http.StatusOK, newGoingBack(r.PathValue("version"), current.Name()), nil)
}

func (p *pages) showRollBack(w http.ResponseWriter, r *http.Request, status int, g goingBack, more []forms.ErrorItem) error {
	found, err := p.settings.Changes(r.Context(), g.current, g.version)
	if err != nil {
		return err
	}
	g.changes = gathered(found, nil)
	for i, c := range g.changes {
		g.changes[i].title = or(capital(p.settings.SectionName(c.file)), c.file)
	}
	return web.Render(w, r, status, web.Page{
		Title: "Go back to version " + g.version, Section: section, Back: "/admin/blueprint?version=" + g.version, Wide: true,
		Errors: append(forms.Errors(&g.note), more...), Body: rollBackBody(g),
	})
}

func (p *pages) rollBack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	all, err := p.settings.Versions(r.Context())
	if err != nil {
		return err
	}
	current, _ := settings.Current(all)
	g := newGoingBack(r.PathValue("version"), current.Name())
	if !forms.Parse(values, &g.note) {
		return p.showRollBack(w, r, http.StatusUnprocessableEntity, g, nil)
	}
	v, err := p.settings.RollBack(r.Context(), g.version, values.Get("current"), g.note.Value())
	switch fault.KindOf(err) {
	case fault.Stale, fault.Conflict:
		return p.showRollBack(w, r, http.StatusConflict, g, reasons(err))
	case fault.Invalid:
		return p.showRollBack(w, r, http.StatusUnprocessableEntity, g, reasons(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Version "+v.Name()+" is in use. It says what version "+g.version+" said.")
	return web.Redirect(w, r, "/admin/blueprint")
}
