package matchingweb

import (
	"net/http"
	"strings"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteers"
	"kith/internal/services/matching"
)

func tellForm(s *Words) *forms.Text {
	return &forms.Text{Name: "words", Label: s.TellField, Hint: s.NoteHint, Required: true, Missing: s.TellMissing, Max: matching.LongestNote, Rows: 5}
}

func (p *mine) tellPage(w http.ResponseWriter, r *http.Request) error {
	return showTell(w, r, http.StatusOK, tellForm(say(r.Context())))
}

func showTell(w http.ResponseWriter, r *http.Request, status int, f *forms.Text) error {
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).TellTitle, Back: homePath, Errors: forms.Errors(f), Body: tellBody(*f)})
}

func (p *mine) tell(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := tellForm(say(r.Context()))
	forms.Speak(r.Context(), f)
	if !forms.Parse(values, f) {
		return showTell(w, r, http.StatusUnprocessableEntity, f)
	}
	if err := p.matching.Tell(r.Context(), "", f.Value()); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).TellSaid)
	return web.Redirect(w, r, homePath)
}

// stopForm is how somebody stops.
type stopForm struct {
	how forms.Radios
	why forms.Text
}

func newStopForm(s *Words) *stopForm {
	return &stopForm{
		how: forms.Radios{Name: "how", Label: s.StopHow, Required: true, Missing: s.StopMissing, Options: []forms.Option{
			{Value: string(volunteers.Paused), Label: s.Pause}, {Value: string(volunteers.Reservist), Label: s.Reserve}, {Value: string(volunteers.Left), Label: s.Leave},
		}},
		why: forms.Text{Name: "why", Label: s.StopWhy, Max: 300, Rows: 3},
	}
}

func (p *mine) stopPage(w http.ResponseWriter, r *http.Request) error {
	return newStopForm(say(r.Context())).show(w, r, http.StatusOK)
}

func (f *stopForm) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: say(r.Context()).StopTitle, Back: homePath, Errors: forms.Errors(&f.how, &f.why), Body: stopBody(f)})
}

func (p *mine) stopNow(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	f := newStopForm(say(ctx))
	forms.Speak(ctx, &f.how, &f.why)
	if !forms.Parse(values, &f.how, &f.why) {
		return f.show(w, r, http.StatusUnprocessableEntity)
	}
	to := volunteers.Standing(f.how.Value())
	if err := p.matching.StepBack(ctx, to, f.why.Value()); err != nil {
		return p.orChanged(w, r, err)
	}
	if to == volunteers.Left {
		rules, err := p.around.Volunteering(ctx)
		if err != nil {
			return err
		}
		first, _, _ := strings.Cut(rules.Thanks.End, "\n\n") // the rest asks them to stay a reservist
		web.ClearSession(w, r)
		return web.Render(w, r, http.StatusOK, web.Page{Title: say(ctx).Stopped, Body: stoppedBody(paragraphs(first))})
	}
	web.Flash(w, r, say(ctx).Stopped)
	return web.Redirect(w, r, homePath)
}

func (p *mine) comeBack(w http.ResponseWriter, r *http.Request) error {
	if err := p.matching.StepBack(r.Context(), volunteers.Active, ""); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).WelcomeBack)
	return web.Redirect(w, r, homePath)
}
