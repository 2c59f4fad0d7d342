package deploymentweb

import (
	"fmt"
	"io"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

// minePage is somebody's own shifts, or what whoever keeps them does about their calendar.
type minePage struct {
	words
	story  deployment.Story
	found  bool
	rules  *staff.Rules
	secret string // the address of the calendar, when it was just made
}

func (p *pages) minePage(r *http.Request) (m *minePage, err error) {
	m = &minePage{}
	if m.words, err = p.words(r); err != nil {
		return nil, err
	}
	if m.rules, err = p.deployment.Rules(r.Context()); err != nil {
		return nil, err
	}
	m.story, m.found, err = p.deployment.Mine(r.Context())
	return m, err
}

func (m *minePage) show(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Your shifts", Section: section, Body: mineBody(m)})
}

func (p *pages) mine(w http.ResponseWriter, r *http.Request) error {
	m, err := p.minePage(r)
	if err != nil {
		return err
	}
	return m.show(w, r)
}

// makeOwnFeed makes the address of the caller's own calendar, and shows it on the answer
// itself: it is kept nowhere, so there is no page to go on to that could show it.
func (p *pages) makeOwnFeed(w http.ResponseWriter, r *http.Request) error {
	m, err := p.minePage(r)
	if err != nil {
		return err
	}
	if !m.found {
		return noShifts()
	}
	if m.secret, err = p.newFeed(r, m.story.Worker.ID); err != nil {
		return err
	}
	m.story.Feed = true
	return m.show(w, r)
}

func noShifts() error {
	return fault.New(fault.NotFound, "deploymentweb.no-shifts", "You are not on the staff list, so you have no shifts.")
}

func (p *pages) newFeed(r *http.Request, id staff.ID) (string, error) {
	secret, err := p.deployment.MakeFeed(r.Context(), id)
	site := p.around.PublicURL()
	if site == "" {
		site = "http://" + r.Host
	}
	return site + deployment.FeedPath + secret + ".ics", err
}

func (p *pages) endOwnFeed(w http.ResponseWriter, r *http.Request) error {
	m, err := p.minePage(r)
	if err != nil {
		return err
	}
	if !m.found {
		return noShifts()
	}
	if err := p.deployment.EndFeed(r.Context(), m.story.Worker.ID); err != nil {
		return err
	}
	web.Flash(w, r, "The calendar address no longer works")
	return web.Redirect(w, r, home+"/mine")
}

// calendarPage is where whoever keeps somebody makes or ends the address of their calendar.
func (p *pages) calendarPage(w http.ResponseWriter, r *http.Request) error {
	return p.showCalendar(w, r, "")
}

func (p *pages) showCalendar(w http.ResponseWriter, r *http.Request, secret string) error {
	st, err := p.storyOf(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Calendar of " + st.Worker.Name, Back: staffAddress(st.Worker.ID), Section: section, Body: calendarBody(st, secret),
	})
}

func (p *pages) makeFeed(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[staff.Worker](r.PathValue("id"))
	if err != nil {
		return err
	}
	secret, err := p.newFeed(r, id)
	if err != nil {
		return err
	}
	return p.showCalendar(w, r, secret)
}

func (p *pages) endFeed(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[staff.Worker](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.deployment.EndFeed(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "The calendar address no longer works")
	return web.Redirect(w, r, peopleAddress(id, "calendar"))
}

// feed answers a calendar program. What it is given stays with it alone.
func (p *pages) feed(w http.ResponseWriter, r *http.Request) error {
	text, err := p.deployment.Calendar(r.Context(), r.PathValue("secret"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Cache-Control", "private, no-store")
	w.Header().Set("X-Robots-Tag", "noindex")
	_, _ = io.WriteString(w, text)
	return nil
}

// shiftRows are the shifts ahead of somebody.
func shiftRows(st deployment.Story, k words, links bool) govuk.Table {
	t := govuk.Table{
		Caption: "Shifts ahead", CaptionHidden: true, RowHeader: true, Columns: []govuk.Column{{Text: "When"}, {Text: "Post"}, {Text: "Where"}, {Text: "How it stands"}},
		Empty: govuk.Empty{Text: "Shifts appear here when a plan gives them."},
	}
	for _, h := range st.Ahead {
		cell := govuk.Cell{Text: on(h.From) + ", " + clocks(h.From, h.To)}
		if links {
			cell.Href = shiftAddress(h.ID)
		}
		where := h.Place
		if h.Hub != "" {
			where += ", " + k.hub(h.Hub)
		}
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{cell, {Text: h.Name}, {Text: where}, {Content: stands(h, st.Now)}}})
	}
	return t
}

// worked is what somebody did lately, in words.
func worked(st deployment.Story) string {
	return fmt.Sprintf("In the last four weeks: %s, %.0f hours.", govuk.Counted(st.Worked, "shift", "shifts"), st.Hours)
}
