package staffweb

import (
	"net/http"
	"slices"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/staff"
)

// needsWhy are the moves that are made with why: somebody is told no, or has to wait.
var needsWhy = []staff.Standing{staff.Resting, staff.Repatriated}

// move changes how somebody stands, by the button that was pressed.
func (p *pages) move(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	now := s.version
	to := staff.Standing(values.Get("to"))
	fields := []forms.Parser{&s.version}
	if slices.Contains(needsWhy, to) {
		fields = append(fields, &s.why)
	}
	if !forms.Parse(values, fields...) {
		s.errors = forms.Errors(fields...)
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.staff.Move(r.Context(), choiceOf(s.worker.ID, s.version), to, s.why.Value())
	if err == nil {
		web.Flash(w, r, "They now stand as “"+to.Label()+"”")
		return web.Redirect(w, r, address(s.worker.ID))
	}
	if s.version = now; !s.again(err) {
		return err
	}
	return s.show(w, r, web.Status(err))
}

// induct notes what somebody has had of their induction.
func (p *pages) induct(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	now := s.version
	fields := []forms.Parser{&s.version, &s.items}
	if !forms.Parse(values, fields...) {
		s.errors = forms.Errors(fields...)
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	ready, err := p.staff.Induct(r.Context(), choiceOf(s.worker.ID, s.version), s.items.Value())
	if err == nil {
		said := "Saved what they have had"
		if ready {
			said = "Their induction is whole. They are ready for shifts"
		}
		web.Flash(w, r, said)
		return web.Redirect(w, r, address(s.worker.ID))
	}
	if s.version = now; !s.again(err) {
		return err
	}
	return s.show(w, r, web.Status(err))
}

// callUp takes somebody from the reserve list.
func (p *pages) callUp(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	now := s.version
	if !forms.Parse(values, &s.version) {
		s.errors = forms.Errors(&s.version)
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	to, err := p.staff.CallUp(r.Context(), choiceOf(s.worker.ID, s.version), "called up")
	if err == nil {
		said := "They are called up, and ready: their training still counts"
		if to == staff.Inducting {
			said = "They are called up. Their training is too old to count, so their induction begins again"
		}
		web.Flash(w, r, said)
		return web.Redirect(w, r, address(s.worker.ID))
	}
	if s.version = now; !s.again(err) {
		return err
	}
	return s.show(w, r, web.Status(err))
}
