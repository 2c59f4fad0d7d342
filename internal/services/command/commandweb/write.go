package commandweb

import (
	"fmt"
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/command"
)

// writer is the group somebody writes for.
func (p *pages) writer(r *http.Request) (command.View, error) {
	v, err := p.view(r)
	if err == nil && !v.Write {
		err = fault.New(fault.Forbidden, "command.not-member", "Only members of "+v.Name+" may write here.")
	}
	return v, err
}

// decisionForm is a line of the log.
type decisionForm struct {
	On                              forms.Date
	What, Reasons, Options, Present forms.Text
	Corrects                        forms.Select
}

func (f *decisionForm) fields() []forms.Parser {
	return []forms.Parser{&f.On, &f.What, &f.Reasons, &f.Options, &f.Present, &f.Corrects}
}

func newDecisionForm(v command.View) *decisionForm {
	f := &decisionForm{
		On:       forms.Date{Name: "on", Label: "Decided on", Noun: "day it was decided", Required: true, To: v.Today},
		What:     forms.Text{Name: "what", Label: "What was decided", Required: true, Max: command.MaxWords, Rows: 3, Missing: "Enter what was decided"},
		Reasons:  forms.Text{Name: "reasons", Label: "Why", Required: true, Max: command.MaxWords, Rows: 3, Missing: "Enter why it was decided"},
		Options:  forms.Text{Name: "options", Label: "Which options were considered, and why not (optional)", Max: command.MaxWords, Rows: 3},
		Present:  forms.Text{Name: "present", Label: "Who was there (optional)", Max: command.MaxWords, Rows: 2},
		Corrects: forms.Select{Name: "corrects", Label: "Corrects an earlier decision (optional)", Options: decisionChoices(v, "It corrects none")},
	}
	f.On.Set(v.Today)
	f.Present.Set(seatedNames(v))
	return f
}

func seatedNames(v command.View) (names string) {
	for i, m := range v.Members {
		if i > 0 {
			names += ", "
		}
		names += m.Name
	}
	return names
}

func decisionChoices(v command.View, none string) []forms.Option {
	all := []forms.Option{{Value: "0", Label: none}}
	for _, d := range v.Decisions {
		all = append(all, forms.Option{Value: number(d.Number), Label: fmt.Sprintf("%d: %s", d.Number, short(d.What))})
	}
	return all
}

// short is the beginning of a text.
func short(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return text
}

func (p *pages) newDecision(w http.ResponseWriter, r *http.Request) error {
	v, err := p.writer(r)
	if err != nil {
		return err
	}
	return showDecision(w, r, http.StatusOK, v, newDecisionForm(v))
}

func showDecision(w http.ResponseWriter, r *http.Request, status int, v command.View, f *decisionForm) error {
	return web.Render(w, r, status, web.Page{Title: "Log a decision of " + v.Name, Section: section, Back: address(v.ID), Errors: forms.Errors(f.fields()...), Body: decisionPage(v, f)})
}

func (p *pages) decide(w http.ResponseWriter, r *http.Request) error {
	v, err := p.writer(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newDecisionForm(v)
	if !forms.Parse(values, f.fields()...) {
		return showDecision(w, r, http.StatusUnprocessableEntity, v, f)
	}
	corrects, _ := strconv.ParseInt(f.Corrects.Value(), 10, 64)
	n, err := p.command.Decide(r.Context(), v.ID, command.NewDecision{
		On: f.On.Value(), What: f.What.Value(), Reasons: f.Reasons.Value(), Options: f.Options.Value(), Present: f.Present.Value(), Corrects: corrects,
	})
	if err != nil {
		return err
	}
	web.Flash(w, r, fmt.Sprintf("Decision %d is logged. It stands for ever: to correct it, log another", n))
	return web.Redirect(w, r, address(v.ID))
}

// actionForm is what somebody is to do.
type actionForm struct {
	What     forms.Text
	Owner    forms.String
	Due      forms.Date
	Decision forms.Select
}

func (f *actionForm) fields() []forms.Parser {
	return []forms.Parser{&f.What, &f.Owner, &f.Due, &f.Decision}
}

func newActionForm(v command.View) *actionForm {
	return &actionForm{
		What:     forms.Text{Name: "what", Label: "What is to be done", Required: true, Max: command.MaxWords, Rows: 3, Missing: "Enter what is to be done"},
		Owner:    forms.String{Name: "owner", Label: "Who does it", Hint: "One name. A team does nothing by itself.", Required: true, Max: 80, Missing: "Enter who does it"},
		Due:      forms.Date{Name: "due", Label: "By when", Noun: "day it is due", Required: true, From: v.Today},
		Decision: forms.Select{Name: "decision", Label: "Follows from a decision (optional)", Options: decisionChoices(v, "It follows from none")},
	}
}

func (p *pages) newAction(w http.ResponseWriter, r *http.Request) error {
	v, err := p.writer(r)
	if err != nil {
		return err
	}
	return showAction(w, r, http.StatusOK, v, newActionForm(v))
}

func showAction(w http.ResponseWriter, r *http.Request, status int, v command.View, f *actionForm) error {
	return web.Render(w, r, status, web.Page{Title: "Add an action of " + v.Name, Section: section, Back: address(v.ID), Errors: forms.Errors(f.fields()...), Body: actionPage(v, f)})
}

func (p *pages) act(w http.ResponseWriter, r *http.Request) error {
	v, err := p.writer(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newActionForm(v)
	if !forms.Parse(values, f.fields()...) {
		return showAction(w, r, http.StatusUnprocessableEntity, v, f)
	}
	decision, _ := strconv.ParseInt(f.Decision.Value(), 10, 64)
	if err := p.command.Act(r.Context(), v.ID, command.NewAction{What: f.What.Value(), Owner: f.Owner.Value(), Due: f.Due.Value(), Decision: decision}); err != nil {
		return err
	}
	web.Flash(w, r, f.Owner.Value()+" has it to do by "+f.Due.Value().Long())
	return web.Redirect(w, r, address(v.ID))
}

// closeForm says what came of an action.
type closeForm struct {
	State   forms.Radios
	Note    forms.Text
	Version forms.Hidden
}

func (f *closeForm) fields() []forms.Parser { return []forms.Parser{&f.State, &f.Note, &f.Version} }

func newCloseForm() *closeForm {
	return &closeForm{
		State: forms.Radios{Name: "state", Label: "What came of it?", Required: true, Missing: "Select what came of it", Options: []forms.Option{
			{Value: string(command.Done), Label: "It is done"}, {Value: string(command.Dropped), Label: "It is dropped"},
		}},
		Note:    forms.Text{Name: "note", Label: "What to add", Hint: "If it is dropped, say why.", Max: command.MaxWords, Rows: 3},
		Version: forms.Hidden{Name: "version"},
	}
}

// theAction finds the action of an address.
func (p *pages) theAction(r *http.Request) (v command.View, a command.Action, err error) {
	if v, err = p.writer(r); err != nil {
		return v, a, err
	}
	for _, one := range v.Actions {
		if string(one.ID) == r.PathValue("id") {
			return v, one, nil
		}
	}
	return v, a, fault.New(fault.NotFound, "command.no-such-action", "There is no such action.")
}

func (p *pages) action(w http.ResponseWriter, r *http.Request) error {
	v, a, err := p.theAction(r)
	if err != nil {
		return err
	}
	f := newCloseForm()
	f.Version.Set(number(a.Version))
	return showClose(w, r, http.StatusOK, v, a, f, "")
}

func showClose(w http.ResponseWriter, r *http.Request, status int, v command.View, a command.Action, f *closeForm, wrong string) error {
	return web.Render(w, r, status, web.Page{Title: "Action " + number(a.Number) + " of " + v.Name, Section: section, Back: address(v.ID), Errors: forms.Errors(f.fields()...), Body: closePage(v, a, f, wrong)})
}

func (p *pages) closeAction(w http.ResponseWriter, r *http.Request) error {
	v, a, err := p.theAction(r)
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newCloseForm()
	if !forms.Parse(values, f.fields()...) {
		return showClose(w, r, http.StatusUnprocessableEntity, v, a, f, "")
	}
	version, _ := strconv.ParseInt(f.Version.Value(), 10, 64)
	err = p.command.Close(r.Context(), v.ID, a.ID, version, command.ActionState(f.State.Value()), f.Note.Value())
	switch {
	case fault.CodeOf(err) == "command.stale":
		return showClose(w, r, http.StatusConflict, v, a, f, "Somebody else closed it meanwhile: "+string(a.State)+". "+a.Note)
	case fault.KindOf(err) == fault.Invalid && err != nil:
		return showClose(w, r, http.StatusUnprocessableEntity, v, a, f, fault.MessageOf(err))
	case err != nil:
		return err
	}
	web.Flash(w, r, fmt.Sprintf("Action %d is closed", a.Number))
	return web.Redirect(w, r, address(v.ID))
}
