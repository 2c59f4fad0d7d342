package deploymentweb

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffview"
	"kith/internal/services/deployment"
)

// seatPage is an open seat, with who could have it.
type seatPage struct {
	words
	deployment.Candidates
	who    forms.Radios
	errors []forms.ErrorItem
}

// The buttons of the page.
const (
	doInput   = "do"
	doGive    = "give"
	doLock    = "lock"
	doRuleOut = "rule-out"
	doUnlock  = "unlock"
)

func (p *pages) seatPage(r *http.Request) (s *seatPage, err error) {
	seat, err := deployment.ParseSeat(r.PathValue("seat"))
	if err != nil {
		return nil, err
	}
	s = &seatPage{}
	if s.words, err = p.words(r); err != nil {
		return nil, err
	}
	s.monday = deployment.Monday(seat.Day)
	if s.Candidates, err = p.deployment.Candidates(r.Context(), seat); err != nil {
		return nil, err
	}
	s.who = forms.Radios{Name: "who", Label: "Who could work it", Required: true, Missing: "Select who is to work it", Small: true}
	for _, c := range s.Could {
		s.who.Options = append(s.who.Options, forms.Option{Value: string(c.Worker.ID), Label: c.Worker.Name, Hint: gist(c)})
	}
	s.who.Set(string(s.Locked))
	return s, nil
}

// gist is what speaks for somebody, or against.
func gist(c deployment.Candidate) string {
	var said []string
	if c.RuledOut {
		said = append(said, "ruled out by hand")
	}
	if c.Known {
		said = append(said, staff.Kilometres(c.Metres)+" away")
	}
	if c.Before {
		said = append(said, "did it last week")
	}
	return strings.Join(append(said, fmt.Sprintf("%d shifts that week", c.InWeek)), " · ")
}

func (s *seatPage) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: s.Opening.Name + ", " + on(s.Opening.From), Back: to(home+"/plan", s.monday, "hub", hubPath(s.Opening.Hub)), Section: section,
		Errors: append(s.errors, forms.Errors(&s.who)...), Body: seatBody(s),
	})
}

func (p *pages) seat(w http.ResponseWriter, r *http.Request) error {
	s, err := p.seatPage(r)
	if err != nil {
		return err
	}
	p.saw(r.Context(), "looked at who could work a shift", len(s.Could)+len(s.Cannot))
	return s.show(w, r, http.StatusOK)
}

// decide gives the seat, locks it, rules somebody out, or leaves it to the plan again.
func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.seatPage(r)
	if err != nil {
		return err
	}
	do := values.Get(doInput)
	if do != doUnlock && !s.open() {
		s.errors = []forms.ErrorItem{{Href: "#main-content", Text: "It cannot be given now. Look at the shift below, then decide."}}
		return s.show(w, r, http.StatusConflict)
	}
	if do != doUnlock && !forms.Parse(values, &s.who) {
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	said, err := p.decided(r, s, do)
	if err == nil {
		web.Flash(w, r, said)
		return web.Redirect(w, r, to(home+"/plan", s.monday, "hub", hubPath(s.Opening.Hub)))
	}
	if kind := fault.KindOf(err); kind != fault.Conflict && kind != fault.Invalid {
		return err
	}
	s.errors = []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}}
	return s.show(w, r, web.Status(err))
}

func (p *pages) decided(r *http.Request, s *seatPage, do string) (said string, err error) {
	seat, id := s.Opening.Seat, staff.ID(s.who.Value())
	switch do {
	case doGive:
		return "The shift is given", p.deployment.Give(r.Context(), deployment.Pick{Seat: seat, Worker: id})
	case doLock:
		return "Locked: the plan keeps to it", p.deployment.Lock(r.Context(), seat, id, false)
	case doRuleOut:
		return "Ruled out: the plan looks for somebody else", p.deployment.Lock(r.Context(), seat, id, true)
	case doUnlock:
		return "Left to the plan again", p.deployment.Unlock(r.Context(), seat)
	}
	return "", fault.New(fault.Invalid, "deploymentweb.no-button", "Choose what to do with the shift: press one of the buttons.")
}

// open reports whether the seat is open and somebody could have it.
func (s *seatPage) open() bool { return s.Held.ID == "" && !s.Past && len(s.Could) > 0 }

// decidedByHand reports whether anything was decided by hand of the seat.
func (s *seatPage) decidedByHand() bool {
	out := s.Locked != ""
	for _, c := range s.Could {
		out = out || c.RuledOut
	}
	return out
}

func (s *seatPage) rows() []govuk.SummaryRow {
	o := s.Opening
	rows := []govuk.SummaryRow{
		{Key: "When", Text: on(o.From) + ", " + clocks(o.From, o.To)},
		{Key: "Where", Text: o.Place},
		{Key: "Hub", Text: s.hub(o.Hub)},
		{Key: "How much it matters", Content: weight(o.Weight)},
	}
	var skills []string
	for _, id := range o.Skills {
		skills = append(skills, s.Rules.Skill(id))
	}
	if len(skills) > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Skills", Text: strings.Join(skills, ", ")})
	}
	var asks []string
	for _, d := range s.Rules.Demands {
		if slices.Contains(o.Demands, d.ID) {
			asks = append(asks, d.Label)
		}
	}
	if len(asks) > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Asks for", Text: strings.Join(asks, ", ")})
	}
	return rows
}

func (s *seatPage) cannot() govuk.Table {
	t := govuk.Table{
		Caption: "Who cannot work it, and why", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Name"}, {Text: "How they stand"}, {Text: "Shifts that week"}, {Text: "Why not"}},
		Empty:   govuk.Empty{Text: "Nobody else is lent to this hub."},
	}
	for _, c := range s.Cannot {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: c.Worker.Name, Href: staffAddress(c.Worker.ID)}, {Content: staffview.Tag(c.Worker.Standing)}, {Text: fmt.Sprint(c.InWeek)}, {Text: c.Refused},
		}})
	}
	return t
}
