package deploymentweb

import (
	"net/http"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/deployment"
)

// shiftPage is one seat that somebody works.
type shiftPage struct {
	words
	held   deployment.Held
	byWhom string
	ahead  bool // it has not begun, and stands
	why    forms.String
	errors []forms.ErrorItem
}

func (p *pages) shiftPage(r *http.Request) (*shiftPage, error) {
	id, err := ident.Parse[deployment.Held](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	k, err := p.words(r)
	if err != nil {
		return nil, err
	}
	h, err := p.deployment.Shift(r.Context(), id)
	if err != nil {
		return nil, err
	}
	k.monday = deployment.Monday(h.Day)
	return &shiftPage{
		words: k, held: h, byWhom: p.around.AccountName(r.Context(), h.GivenBy), ahead: h.EndedAt.IsZero() && h.From.After(p.deployment.Now(r.Context())),
		why: forms.String{Name: "why", Label: "Why they are taken off", Hint: "They read it on their own page. Nothing about health.", Required: true, Missing: "Enter why they are taken off", Max: 200},
	}, nil
}

func (s *shiftPage) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: s.held.Name + ", " + on(s.held.From), Back: to(home+"/hubs/"+hubPath(s.held.Hub), s.monday), Section: section,
		Errors: append(s.errors, forms.Errors(&s.why)...), Body: shiftBody(s),
	})
}

func (p *pages) shift(w http.ResponseWriter, r *http.Request) error {
	s, err := p.shiftPage(r)
	if err != nil {
		return err
	}
	p.saw(r.Context(), "looked at a shift", 1)
	return s.show(w, r, http.StatusOK)
}

// takeOff frees the seat.
func (p *pages) takeOff(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.shiftPage(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &s.why) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.deployment.TakeOff(r.Context(), s.held.ID, s.why.Value())
	if fault.KindOf(err) == fault.Conflict {
		s.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
		return s.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "They are off the shift, and it is open again")
	return web.Redirect(w, r, seatAddress(s.held.Seat))
}

func (s *shiftPage) rows() []govuk.SummaryRow {
	h := s.held
	rows := []govuk.SummaryRow{
		{Key: "Who", Content: link(staffAddress(h.Worker), h.Who)},
		{Key: "When", Text: on(h.From) + ", " + clocks(h.From, h.To)},
		{Key: "Where", Text: h.Place},
		{Key: "Hub", Text: s.hub(h.Hub)},
		{Key: "Given", Text: day.Of(h.GivenAt).Long() + ", by " + s.byWhom},
	}
	if !h.EndedAt.IsZero() {
		rows = append(rows, govuk.SummaryRow{Key: "Taken off", Text: h.EndedWhy})
	}
	return rows
}
