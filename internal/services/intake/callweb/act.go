package callweb

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/services/intake"
)

// The inputs by which a button says what it does.
const (
	doInput      = "do"
	versionInput = "version"
	mineInput    = "mine" // the version to write over, once it was seen
)

func versionOf(values url.Values) int64 {
	for _, name := range []string{mineInput, versionInput} {
		if n, err := strconv.ParseInt(values.Get(name), 10, 64); err == nil {
			return n
		}
	}
	return 0
}

// act keeps what was typed, then does what the button says.
func (p *pages) act(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, err := p.callOf(r)
	if err != nil {
		return err
	}
	if c.State != intake.CallOpen {
		return web.Redirect(w, r, address(c.ID))
	}
	typed, err := p.typed(r.Context(), c, values)
	if err != nil {
		return err
	}
	saved, err := p.intake.SaveCall(r.Context(), c.ID, versionOf(values), typed)
	switch {
	case fault.KindOf(err) == fault.Stale:
		return p.showClash(w, r, typed)
	case err != nil:
		return err
	}
	return p.do(w, r, saved, values)
}

func (p *pages) do(w http.ResponseWriter, r *http.Request, c intake.Call, values url.Values) error {
	if values.Has(peopleview.PersonInput) {
		return p.pick(w, r, c, values.Get(peopleview.PersonInput))
	}
	if values.Has(rangBackInput) {
		return p.rangBack(w, r, c, values.Get(rangBackInput))
	}
	if values.Has(settingInput) {
		return p.pickSetting(w, r, c, values.Get(settingInput))
	}
	switch values.Get(doInput) {
	case "search":
		return p.search(w, r, c, values)
	case string(intake.CallerNew), string(intake.CallerNameless):
		return p.becomes(w, r, c, intake.Caller(values.Get(doInput)))
	case "other":
		return p.becomes(w, r, c, intake.CallerOpen)
	case "safe-exit":
		return p.finish(w, r, c, intake.Ending{Outcome: intake.SafeExit})
	case "end":
		return p.end(w, r, c, values)
	}
	return web.Redirect(w, r, address(c.ID))
}

// pick makes the call one about somebody who is known.
func (p *pages) pick(w http.ResponseWriter, r *http.Request, c intake.Call, id string) error {
	who, err := ident.Parse[people.Person](id)
	if err != nil {
		return err
	}
	person, err := p.people.Person(r.Context(), who)
	if err != nil {
		return err
	}
	return p.keep(w, r, c, c.Pick(person, p.around.Now()), "#said")
}

// becomes makes the call one about somebody who is not known.
func (p *pages) becomes(w http.ResponseWriter, r *http.Request, c intake.Call, who intake.Caller) error {
	return p.keep(w, r, c, c.Becomes(who), "#who")
}

func (p *pages) keep(w http.ResponseWriter, r *http.Request, c intake.Call, d intake.Draft, then string) error {
	_, err := p.intake.SaveCall(r.Context(), c.ID, c.Version, d)
	if fault.KindOf(err) == fault.Stale {
		return p.showClash(w, r, d)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, address(c.ID)+then)
}

// end finishes the call as the wrap-up says.
func (p *pages) end(w http.ResponseWriter, r *http.Request, c intake.Call, values url.Values) error {
	e := newEnding(c)
	if !e.parse(values, p.around.Now()) {
		s, err := p.screen(r.Context(), c)
		if err != nil {
			return err
		}
		s.ending, s.errors = e, e.errors()
		return p.show(w, r, http.StatusUnprocessableEntity, s)
	}
	return p.finish(w, r, c, e.ending)
}

func (p *pages) finish(w http.ResponseWriter, r *http.Request, c intake.Call, e intake.Ending) error {
	_, err := p.intake.EndCall(r.Context(), c.ID, c.Version, e)
	switch {
	case err == nil:
		return web.Redirect(w, r, address(c.ID))
	case fault.KindOf(err) == fault.Stale:
		return p.showClash(w, r, c.Draft)
	case fault.KindOf(err) != fault.Invalid:
		return err
	}
	s, failed := p.screen(r.Context(), c)
	if failed != nil {
		return failed
	}
	if refused, ok := errors.AsType[intake.Refused](err); ok {
		s.ask(refused.Answers)
	} else {
		s.errors = []forms.ErrorItem{{Href: "#" + s.terms.Name, Text: fault.MessageOf(err)}}
	}
	s.ending.outcome.Set(string(e.Outcome))
	return p.show(w, r, http.StatusUnprocessableEntity, s)
}

// draft keeps what is typed while it is typed. It answers with the parts of the screen
// that follow from it; the rest stays under the agent's hands.
func (p *pages) draft(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	c, err := p.callOf(r)
	if err != nil {
		return err
	}
	typed, err := p.typed(r.Context(), c, values)
	if err != nil {
		return err
	}
	before := intake.Described(c.Answers)
	saved, err := p.intake.SaveCall(r.Context(), c.ID, versionOf(values), typed)
	switch fault.KindOf(err) {
	case fault.Stale:
		s, failed := p.clashed(r.Context(), typed, c.ID)
		if failed != nil {
			return failed
		}
		return web.Fragment(w, r, http.StatusConflict, clashBody(s))
	case fault.Conflict:
		return web.Fragment(w, r, http.StatusConflict, overNote(c))
	}
	if err != nil {
		return err
	}
	s, err := p.written(r.Context(), saved)
	if err != nil {
		return err
	}
	looks := saved.Caller == intake.CallerNew && before != intake.Described(saved.Answers)
	if looks {
		if s.alike, err = p.people.Alike(r.Context(), intake.Described(saved.Answers), "", mostAlike); err != nil {
			return err
		}
		if s.rung, err = p.rungOn(r.Context(), s); err != nil {
			return err
		}
	}
	return web.Fragment(w, r, http.StatusOK, followingBody(s, looks, day.Of(s.now)))
}
