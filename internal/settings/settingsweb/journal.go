package settingsweb

import (
	"net/http"

	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

func (p *pages) journal(w http.ResponseWriter, r *http.Request) error {
	c, found, err := p.settings.LastCheck(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Journal", Section: section, Back: "/admin", Wide: true,
		Body: journalPage(c, found, govuk.Ago(c.At, p.settings.Now(r.Context())), keeps(r.Context())),
	})
}

// verdict is what the latest check found, in a sentence.
func verdict(c settings.Check, found bool) string {
	switch {
	case !found:
		return "The journal has not been checked yet. It is checked once a day."
	case c.Whole():
		return "The journal is whole: nothing was altered, moved or taken away."
	}
	return "The journal has been altered or damaged. Tell whoever is responsible for information security, and leave everything as it is."
}

func (p *pages) checkJournal(w http.ResponseWriter, r *http.Request) error {
	if err := p.settings.AskForCheck(r.Context()); err != nil {
		return err
	}
	web.Flash(w, r, "The journal is being checked. Load this page again in a moment to see what was found.")
	return web.Redirect(w, r, "/admin/journal")
}
