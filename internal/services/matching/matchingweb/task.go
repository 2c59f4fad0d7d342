package matchingweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
	"kith/internal/services/matching"
	"kith/internal/work/tasks"
)

// taskView is one task with its forms.
type taskView struct {
	matching.Card
	said   volunteering.Activity // in the reader's language
	paying string                // how what is fetched is paid for; "" where nothing is
	words  matching.Sayings
	now    time.Time
	reason forms.Text
	note   forms.Text
	took   forms.Int
	ending forms.Radios
}

func (p *mine) taskView(ctx context.Context, r *http.Request) (v *taskView, err error) {
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return nil, err
	}
	v = &taskView{now: p.around.Now()}
	if v.Card, err = p.matching.CardOf(ctx, id); err != nil {
		return nil, err
	}
	rules, err := p.around.Volunteering(ctx)
	if err != nil {
		return nil, err
	}
	if v.words, err = p.matching.Sayings(ctx); err != nil {
		return nil, err
	}
	if v.said = saidOf(rules, v.Activity); v.said.Paid == volunteering.ByInvoice {
		v.paying = rules.Paying
	}
	v.Instruction = v.words.Instruction(v.Instruction)
	v.fields(say(ctx))
	forms.Speak(ctx, &v.reason, &v.note, &v.took, &v.ending)
	return v, nil
}

// saidOf is an activity in the reader's language.
func saidOf(rules *volunteering.Rules, a volunteering.Activity) volunteering.Activity {
	if said, ok := rules.Activity(a.ID); ok {
		return said
	}
	return a
}

func (v *taskView) fields(s *Words) {
	v.reason = forms.Text{Name: "reason", Label: s.WhyNot, Max: 300, Rows: 2}
	v.note = forms.Text{Name: "note", Label: s.Note, Hint: s.NoteHint, Max: 500, Rows: 2}
	v.took = forms.Int{Name: "minutes", Label: s.Took, Min: 0, Max: 720, Missing: s.TookMissing}
	if m := v.said.Minutes; m > 0 {
		v.took.Set(m)
	}
	v.ending = forms.Radios{Name: "ending", Label: s.EndLabel, Required: true, Missing: s.EndMissing}
	for _, e := range v.Endings {
		if !quick(e) && !slices.ContainsFunc(e.More, func(a tasks.Asked) bool { return !a.Optional }) {
			label, _, _ := strings.Cut(v.words.Label(e.Label), ":")
			v.ending.Options = append(v.ending.Options, forms.Option{Value: e.Code, Label: label})
		}
	}
}

// quick reports whether an ending is one press.
func quick(e tasks.Ending) bool { return well(e) || e.Code == tasks.NoAnswer }

func well(e tasks.Ending) bool { return e.Code == "done" || e.Code == "collected" }

// good is the outcome by which the work went well; "" where there is none.
func (v *taskView) good() string {
	for _, e := range v.Endings {
		if well(e) {
			return e.Code
		}
	}
	return ""
}

func (v *taskView) unanswered() bool {
	for _, e := range v.Endings {
		if e.Code == tasks.NoAnswer {
			return true
		}
	}
	return false
}

func (v *taskView) asks(code string) bool {
	for _, e := range v.Endings {
		if e.Code == code {
			return e.Asks
		}
	}
	return false
}

func (v *taskView) version() forms.Hidden {
	return forms.Hidden{Name: "version", Raw: strconv.FormatInt(v.Version, 10)}
}

func (v *taskView) address(to string) string { return tasksPath + "/" + string(v.Task) + to }

func (p *mine) task(w http.ResponseWriter, r *http.Request) error {
	v, err := p.taskView(r.Context(), r)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	return v.show(w, r, http.StatusOK)
}

func (v *taskView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{
		Title: v.said.PublicLabel, Back: homePath, Errors: forms.Errors(&v.note, &v.took, &v.ending, &v.reason), Body: taskBody(v),
	})
}

func choice(values url.Values, id tasks.ID) tasks.Choice {
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	return tasks.Choice{ID: id, Version: version}
}

// answered answers an offer by a button and comes back to the volunteer's page or goes on to
// the task.
func (p *mine) accept(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[matching.Offer](r.PathValue("offer"))
	if err != nil {
		return err
	}
	o, err := p.matching.Accept(r.Context(), id)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).Yours)
	return web.Redirect(w, r, tasksPath+"/"+string(o.Task))
}

func (p *mine) decline(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[matching.Offer](r.PathValue("offer"))
	if err != nil {
		return err
	}
	reason := forms.Text{Name: "reason", Max: 300}
	forms.Parse(values, &reason)
	if err := p.matching.Decline(r.Context(), id, reason.Value()); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).ThanksAnyway)
	return web.Redirect(w, r, homePath)
}

func (p *mine) acceptTask(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	if err := p.matching.AcceptTask(r.Context(), choice(values, id)); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).Yours)
	return web.Redirect(w, r, tasksPath+"/"+string(id))
}

func (p *mine) giveBack(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[tasks.Task](r.PathValue("task"))
	if err != nil {
		return err
	}
	reason := forms.Text{Name: "reason", Max: 300}
	forms.Parse(values, &reason)
	if err := p.matching.GiveBack(r.Context(), choice(values, id), reason.Value()); err != nil {
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, say(r.Context()).GivenBack)
	return web.Redirect(w, r, homePath)
}

// outcome takes either a quick button or the longer form.
func (p *mine) outcome(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	v, err := p.taskView(ctx, r)
	if err != nil {
		return p.orChanged(w, r, err)
	}
	code := values.Get("outcome")
	if !v.read(say(ctx), values, &code) {
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	said := matching.Said{Outcome: code, Note: v.note.Value(), Minutes: int(v.took.Value())}
	err = p.matching.SayHow(ctx, choice(values, v.Task), said)
	switch {
	case fault.KindOf(err) == fault.Invalid && err != nil:
		v.note.Fail(words.Fault(ctx, err))
		return v.show(w, r, http.StatusUnprocessableEntity)
	case err != nil:
		return p.orChanged(w, r, err)
	}
	web.Flash(w, r, map[bool]string{true: say(ctx).DoneThanks, false: say(ctx).Noted}[code == v.good()])
	return web.Redirect(w, r, homePath)
}

// read reads how it went; code is that of the button that was pressed, or of the choice.
func (v *taskView) read(s *Words, values url.Values, code *string) bool {
	ok := forms.Parse(values, &v.note, &v.took)
	if *code == "" {
		ok = forms.Parse(values, &v.ending) && ok
		*code = v.ending.Value()
	}
	if ok && v.asks(*code) && v.note.Value() == "" {
		v.note.Fail(s.NoteMissing)
		return false
	}
	return ok
}
