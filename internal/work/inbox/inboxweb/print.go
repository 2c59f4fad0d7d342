package inboxweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/plat/web"
	"kith/internal/work/inbox"
	"kith/internal/work/tasks"
)

// sheet is what is printed: today's accepted tasks.
type sheet struct {
	name  string // of the organisation
	on    day.Date
	tasks []inbox.Item
	later int                            // accepted, and due after today
	parts map[tasks.ID][]templ.Component // of other features
}

func (p *pages) printPage(w http.ResponseWriter, r *http.Request) error {
	id, err := p.inbox.Organisation(r.Context())
	if err != nil {
		return err
	}
	today, err := p.organisations.Today(r.Context(), id)
	if err != nil {
		return err
	}
	box, err := p.inbox.Box(r.Context())
	if err != nil {
		return err
	}
	s := sheet{name: today.Organisation.Name, on: day.Of(box.Now), parts: map[tasks.ID][]templ.Component{}}
	s.tasks, s.later = box.Today()
	for _, i := range s.tasks {
		if s.parts[i.ID], err = p.partsOf(r.Context(), i.ID); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Today's tasks", Back: home, Section: section, Body: printSheet(s)})
}
