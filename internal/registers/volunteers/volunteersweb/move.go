package volunteersweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
)

// moving is the page on which where somebody stands, or helps, is changed.
type moving struct {
	volunteer volunteers.Volunteer
	to        forms.Hidden
	hood      forms.Select
	why       forms.Text
	version   forms.Hidden
	errors    []forms.ErrorItem
	heading   string
	lead      string
	deed      string
	style     govuk.ButtonStyle
	action    string
}

func (p *pages) one(r *http.Request) (volunteers.Volunteer, error) {
	id, err := idOf(r)
	if err != nil {
		return volunteers.Volunteer{}, err
	}
	return p.volunteers.Get(r.Context(), id)
}

func (p *pages) moving(r *http.Request, to volunteers.Standing) (*moving, error) {
	v, err := p.one(r)
	if err != nil {
		return nil, err
	}
	m := &moving{
		volunteer: v, to: forms.Hidden{Name: "to"}, version: versionField(), action: address(v.ID) + "/move",
		why: forms.Text{Name: "why", Label: "Why", Required: to.NeedsReason(), Missing: "Say why, in a few words", Max: 300, Rows: 3},
	}
	m.to.Set(string(to))
	m.version.Set(strconv.FormatInt(v.Version, 10))
	m.heading, m.deed = moveLabel(v.Standing, to)+": "+v.Name(), moveLabel(v.Standing, to)
	if m.style = moveStyle(to); m.style == govuk.Secondary {
		m.style = govuk.Primary // it is what the page is for
	}
	m.lead = moveLead(to)
	return m, nil
}

// moveLead says what follows of a move.
func moveLead(to volunteers.Standing) string {
	switch to {
	case volunteers.Revoked:
		return "Their letter and number stop counting at once, and they are given no more work. Give the tasks they have to somebody else."
	case volunteers.Refused:
		return "They are told nothing by this page. Ring them, or write."
	case volunteers.Paused:
		return "They are not asked for now, and their letter does not count meanwhile. Tasks they have stay theirs until you give them to somebody else."
	case volunteers.Reservist:
		return "They are kept for another time and thanked. They get no work until they are active again."
	case volunteers.Left:
		return "They get no more work, and their letter stops counting. What is on file is kept as long as the retention rules say."
	case volunteers.Active:
		return "They may be given work from now on, each activity once its own checks are there."
	}
	return ""
}

func (m *moving) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: m.heading, Back: address(m.volunteer.ID), Section: section, Errors: append(m.errors, forms.Errors(&m.hood, &m.why)...), Body: movePage(m),
	})
}

func (p *pages) movePage(w http.ResponseWriter, r *http.Request) error {
	m, err := p.moving(r, volunteers.Standing(r.URL.Query().Get("to")))
	if err != nil {
		return err
	}
	if !m.volunteer.Standing.MayBecome(volunteers.Standing(m.to.Value())) {
		return fault.New(fault.NotFound, "volunteersweb.no-move", "They cannot be moved there from where they stand now. Go back, and look at their page.")
	}
	return m.show(w, r, http.StatusOK)
}

func (p *pages) move(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	m, err := p.moving(r, volunteers.Standing(values.Get("to")))
	if err != nil {
		return err
	}
	now := m.version
	if !forms.Parse(values, &m.why, &m.version) {
		return m.show(w, r, http.StatusUnprocessableEntity)
	}
	to := volunteers.Standing(m.to.Value())
	err = p.volunteers.Move(r.Context(), m.volunteer.ID, versionOf(m.version), to, m.why.Value())
	return p.moved(w, r, m, now, err, m.volunteer.Name()+": "+to.Label())
}

// moved ends a move: with the folder, or with what stands against it.
func (p *pages) moved(w http.ResponseWriter, r *http.Request, m *moving, now forms.Hidden, err error, done string) error {
	switch fault.KindOf(err) {
	case fault.Stale:
		m.version = now
		m.errors = []forms.ErrorItem{{Href: "#why", Text: p.saidBy(r, m.volunteer)}}
		return m.show(w, r, web.Status(err))
	case fault.Conflict, fault.Invalid:
		m.errors = []forms.ErrorItem{{Href: "#why", Text: fault.MessageOf(err)}}
		return m.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, address(m.volunteer.ID))
}

func (p *pages) handingOver(r *http.Request) (*moving, error) {
	v, err := p.one(r)
	if err != nil {
		return nil, err
	}
	known, err := p.facts(r.Context())
	if err != nil {
		return nil, err
	}
	m := &moving{
		volunteer: v, version: versionField(), action: address(v.ID) + "/hand-over", heading: "Hand over " + v.Name(), deed: "Hand over", style: govuk.Primary,
		lead: "The hub of the other neighbourhood sees them from then on, with all that is on file. You no longer do, unless you work for both.",
		hood: forms.Select{Name: "hood", Label: "Neighbourhood", Required: true, Missing: "Select the neighbourhood they go to", Options: known.allHoods(v.Neighbourhood)},
		why:  forms.Text{Name: "why", Label: "Why", Hint: "The other hub reads it.", Required: true, Missing: "Say why, in a few words", Max: 300, Rows: 3},
	}
	m.version.Set(strconv.FormatInt(v.Version, 10))
	return m, nil
}

func (p *pages) handOverPage(w http.ResponseWriter, r *http.Request) error {
	m, err := p.handingOver(r)
	if err != nil {
		return err
	}
	return m.show(w, r, http.StatusOK)
}

func (p *pages) handOver(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	m, err := p.handingOver(r)
	if err != nil {
		return err
	}
	now := m.version
	if !forms.Parse(values, &m.hood, &m.why, &m.version) {
		return m.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.volunteers.HandOver(r.Context(), m.volunteer.ID, versionOf(m.version), m.hood.Value(), m.why.Value())
	if err == nil {
		web.Flash(w, r, m.volunteer.Name()+" now helps in "+m.hood.Chosen().Label)
		return web.Redirect(w, r, listPath)
	}
	return p.moved(w, r, m, now, err, "")
}

func (p *pages) duty(w http.ResponseWriter, r *http.Request) error {
	v, err := p.one(r)
	if err != nil {
		return err
	}
	if err := p.volunteers.SetDuty(r.Context(), v.ID, !v.OnDuty); err != nil {
		return err
	}
	web.Flash(w, r, map[bool]string{true: "They are offered no work until they are on duty again", false: "They may be offered work again"}[v.OnDuty])
	return web.Redirect(w, r, address(v.ID))
}
