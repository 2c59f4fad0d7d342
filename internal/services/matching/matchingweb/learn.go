package matchingweb

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/volunteering"
)

// learnView is one part of the induction with its questions.
type learnView struct {
	volunteering.Module
	questions []*forms.Radios
	wrong     bool
}

func (p *mine) learnView(ctx context.Context, id string) (*learnView, error) {
	rules, err := p.around.Volunteering(ctx)
	if err != nil {
		return nil, err
	}
	m, ok := rules.Module(id)
	if !ok {
		return nil, fault.New(fault.NotFound, "matching.no-module", "There is no such part of the induction any more.")
	}
	v := &learnView{Module: m}
	for i, q := range m.Quiz {
		f := &forms.Radios{Name: fmt.Sprintf("q%d", i), Label: q.Ask, Required: true, Missing: say(ctx).QuizMissing}
		for j, c := range q.Choices {
			f.Options = append(f.Options, forms.Option{Value: strconv.Itoa(j + 1), Label: c})
		}
		v.questions = append(v.questions, f)
	}
	return v, nil
}

func (v *learnView) fields() (all []forms.Parser) {
	for _, f := range v.questions {
		all = append(all, f)
	}
	return all
}

func (p *mine) learnPage(w http.ResponseWriter, r *http.Request) error {
	v, err := p.learnView(r.Context(), r.PathValue("module"))
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *learnView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: v.Title, Back: homePath, Errors: forms.Errors(v.fields()...), Body: learnBody(v)})
}

func (p *mine) learn(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.learnView(r.Context(), r.PathValue("module"))
	if err != nil {
		return err
	}
	forms.Speak(r.Context(), v.fields()...)
	if !forms.Parse(values, v.fields()...) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	var answers []int
	for _, f := range v.questions {
		n, _ := strconv.Atoi(f.Value())
		answers = append(answers, n)
	}
	marked, err := p.matching.Learn(r.Context(), v.ID, answers)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	if marked.Passed {
		web.Flash(w, r, say(r.Context()).QuizRight)
		return web.Redirect(w, r, homePath)
	}
	v.wrong = true
	for _, i := range marked.Wrong {
		if i < len(v.questions) {
			v.questions[i].Fail(v.Quiz[i].Because)
		}
	}
	return v.show(w, r, http.StatusUnprocessableEntity)
}

func (p *mine) agreePage(w http.ResponseWriter, r *http.Request) error {
	rules, err := p.around.Volunteering(r.Context())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: say(r.Context()).AgreeTitle, Back: homePath, Body: agreeBody(rules.Principles)})
}

func (p *mine) agree(w http.ResponseWriter, r *http.Request) error {
	if err := p.matching.Agree(r.Context()); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).Agreed)
	return web.Redirect(w, r, homePath)
}
