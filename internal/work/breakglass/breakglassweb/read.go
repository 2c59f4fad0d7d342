package breakglassweb

import (
	"context"
	"net/http"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/policy"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
	"kith/internal/work/breakglass"
)

// reading is the page of somebody who is open: nothing of them but what was just asked for.
type reading struct {
	breakglass.Opening
	now    time.Time
	hub    string
	shown  *breakglass.Shown // nil until a part is read
	asked  []askedFor
	reason forms.String // why the withheld address is needed
}

// askedFor is one request in words.
type askedFor struct {
	title, words string
	needs        []string
	answers      []govuk.SummaryRow
}

func (p *pages) reading(r *http.Request) (v *reading, err error) {
	id, err := ident.Parse[breakglass.Opening](r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	v = &reading{now: p.around.Now(), reason: forms.String{
		Name: "reason", Label: "Why do you need the address?", Hint: "A second person reads this before they agree. Do not write the address here.",
		Required: true, Min: 5, Max: 200, Noun: "the reason", Missing: "Enter why you need the address", Spellcheck: true,
	}}
	if v.Opening, err = p.glass.Mine(r.Context(), id); err != nil {
		return nil, err
	}
	hubs, err := p.hubs(r.Context())
	v.hub = hubs[v.Neighbourhood]
	return v, err
}

func (p *pages) opened(w http.ResponseWriter, r *http.Request) error {
	v, err := p.reading(r)
	if err != nil {
		return err
	}
	return p.showReading(w, r, http.StatusOK, v)
}

func (p *pages) showReading(w http.ResponseWriter, r *http.Request, status int, v *reading) error {
	return web.Render(w, r, status, web.Page{
		Title: "Open in an emergency", Back: breakglass.Path, Section: section, Errors: forms.Errors(&v.reason), Body: readingPage(v),
	})
}

func (p *pages) read(w http.ResponseWriter, r *http.Request) error {
	v, err := p.reading(r)
	if err != nil {
		return err
	}
	shown, err := p.glass.Read(r.Context(), v.ID, policy.Group(r.PathValue("part")))
	if fault.KindOf(err) == fault.Conflict {
		return p.showReading(w, r, http.StatusConflict, v)
	}
	if err != nil {
		return err
	}
	v.shown = &shown
	for _, one := range shown.Asked {
		v.asked = append(v.asked, p.inWords(r.Context(), one))
	}
	return p.showReading(w, r, http.StatusOK, v)
}

func (p *pages) inWords(ctx context.Context, one breakglass.Request) askedFor {
	a := askedFor{title: "Request " + string(one.Reference) + ", " + moment(one.ReceivedAt), words: one.OwnWords}
	for _, n := range one.Needs {
		line := p.around.CategoryName(ctx, n.Category)
		for _, reason := range n.Decision.Reasons {
			line += ". " + reason.Because
		}
		a.needs = append(a.needs, line)
	}
	questions, err := p.around.Questions(ctx, one.Blueprint)
	if err != nil || questions == nil {
		return a // the questions of that time are no longer kept
	}
	lines, err := questions.Summary(one.Answers)
	if err != nil {
		return a
	}
	for _, l := range lines {
		// Where somebody lives is a part of its own, and may be withheld.
		if l.Page.Part != answers.Where && len(l.Answer) > 0 {
			a.answers = append(a.answers, govuk.SummaryRow{Key: l.Title, Text: strings.Join(l.Answer, "\n")})
		}
	}
	return a
}

func (p *pages) second(w http.ResponseWriter, r *http.Request) error {
	v, err := p.reading(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if !forms.Parse(values, &v.reason) {
		v.shown = &breakglass.Shown{Part: policy.Address, Withheld: true}
		return p.showReading(w, r, http.StatusUnprocessableEntity, v)
	}
	if err := p.glass.AskSecond(r.Context(), v.ID, v.reason.Value()); err != nil {
		return err
	}
	web.Flash(w, r, "A second person is asked. They find it on their board; ring them if it is pressing")
	return web.Redirect(w, r, openAddress(v.ID))
}

func (p *pages) close(w http.ResponseWriter, r *http.Request) error {
	v, err := p.reading(r)
	if err != nil {
		return err
	}
	if err := p.glass.Close(r.Context(), v.ID); err != nil {
		return err
	}
	web.Flash(w, r, "Closed. Your manager reviews it")
	return web.Redirect(w, r, breakglass.Path)
}
