package situationweb

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// wallPath is the screen on a hub's wall.
const wallPath = "/wall"

// wallScreen is what it shows: six numbers and two lists.
type wallScreen struct {
	reports.Dashboard
	situation.Wall
}

// wall is one full screen that draws itself anew: by its script, or without one by being loaded
// again each minute.
func (p *pages) wall(w http.ResponseWriter, r *http.Request) (err error) {
	s := &wallScreen{}
	if s.Dashboard, err = p.around.Hubs(r.Context(), r.URL.Query().Get("hub")); err != nil {
		return err
	}
	if s.Wall, err = p.situation.Wall(r.Context(), p.around.TaskBoard(), s.Hub.ID); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Wall – " + s.name(), Section: section, Wide: true, App: "wall", Head: refreshed(), Body: wallPage(s)})
}

func (s *wallScreen) name() string {
	if s.Hub.ID == "" {
		return "Whole borough"
	}
	return s.Hub.Name
}

// asAt is when the figures were true, to be read from afar.
func (s *wallScreen) asAt() string { return clockOf(s.AsAt) }

func clockOf(t time.Time) string { return t.In(day.London).Format("15:04") }

// figure is a number of the wall.
type figure struct {
	label, value string
	bad          bool // it is above nought and should be nought
}

// figures are the six numbers.
func (s *wallScreen) figures() []figure {
	now := func(measure string) reports.Number { return s.Line(measure).Now }
	today := func(measure string) reports.Number { return s.Line(measure).Today }
	late, waiting := now("tasks.overdue"), now("needs.not-accepted")
	return []figure{
		{"Past their time", late.Short(), late.Value > 0},
		{"Not yet accepted", waiting.Short(), waiting.Value > 0},
		{"Open tasks", now("tasks.open").Short(), false},
		{"Done today", today("tasks.done").Short(), false},
		{"Asked today", today("needs.requests").Short(), false},
		{"Active volunteers", s.volunteers(), false},
	}
}

func (s *wallScreen) volunteers() string {
	for _, st := range s.Helpers {
		if st.Label == volunteers.Active.Label() {
			return st.Now.Short()
		}
	}
	return "–"
}

// late is by how much a task is past its time, in one unit.
func (s *wallScreen) late(t situation.OnWall) string {
	d := s.Now.Sub(t.DueAt)
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours())/24)
}

func (s *wallScreen) where(t situation.OnWall) string {
	switch {
	case s.Hub.ID == "" && t.Hub != "":
		return t.Hub
	case t.Area == "":
		return "–"
	}
	return t.Area
}

// kept says how many tasks the wall leaves out; "" is none.
func (s *wallScreen) kept() string {
	if s.Kept == 0 {
		return ""
	}
	return "A wall names nobody. " + govuk.Counted(s.Kept, "task of a private kind is", "tasks of a private kind are") + " left out of the lists: look at the board."
}

// others lead to the walls of other hubs.
func (s *wallScreen) others() (links []govuk.Link) {
	for _, h := range s.Hubs {
		address := wallPath
		if h.ID != "" {
			address += "?" + url.Values{"hub": {h.ID}}.Encode()
		}
		links = append(links, govuk.Link{Label: h.Name, Href: address, Current: h.ID == s.Hub.ID})
	}
	return links
}

func (s *wallScreen) at() string { return strconv.FormatInt(s.AsAt.UnixMilli(), 10) }
