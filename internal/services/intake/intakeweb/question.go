package intakeweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
)

// These mark the address of a page for somebody whose form had gone, and for somebody
// whose browser has none: it may refuse cookies.
const (
	startedAgain = "?again=1"
	lost         = "?lost=1"
)

// questionPage is one question as it is shown.
type questionPage struct {
	sheet     answers.Sheet
	action    string
	emergency string // what to do when life is at risk; "" is not said
	notice    string // what has happened to the form; "" when nothing has
	ring      helpline
	beside    templ.Component
	staff     bool
}

// question shows a page of the form to somebody whose turn for it has come, and sends
// everybody else to the page whose turn it is.
func (p entry) question(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	if d.sent() {
		return web.Redirect(w, r, p.donePath())
	}
	step, open, err := d.questions.Enter(d.Answers, r.PathValue("page"))
	if err != nil {
		return err
	}
	if !open {
		return p.toItsTurn(w, r, d)
	}
	sheet := d.questions.Sheet(step.Page, d.Answers, day.Today(p.clock))
	return p.showQuestion(w, r, d, step, sheet, http.StatusOK)
}

// toItsTurn sends somebody to the page whose turn it is. Without any form that is the
// page that begins one.
func (p entry) toItsTurn(w http.ResponseWriter, r *http.Request, d draft) error {
	if !d.kept && !d.lapsed && !d.carried {
		return web.Redirect(w, r, p.path+lost)
	}
	next, err := d.next(false)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, next)
}

func (p entry) showQuestion(w http.ResponseWriter, r *http.Request, d draft, step answers.Step, sheet answers.Sheet, status int) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	page := questionPage{
		sheet: sheet, action: p.pagePath(step.Page.ID), ring: ringing(b), staff: p.section != "",
	}
	if p.beside != nil {
		page.beside = p.beside(d, step.Page)
	}
	switch words := say(r.Context()); {
	case r.URL.Query().Has("anew"):
		page.notice = sayOffer(r.Context()).AgreeAnew
	case r.URL.Query().Has("again"):
		page.notice = words.LapsedKept
	case d.lapsed:
		page.notice = words.Lapsed
	}
	if d.exit(step.Page) != "" {
		page.emergency = b.EmergencyText
	}
	back := p.pagePath(step.Back)
	switch {
	case r.URL.Query().Has("change"):
		page.action += changing
		back = p.checkPath()
	case step.Back == "":
		back = p.path
	}
	return web.Render(w, r, status, web.Page{
		Title: sheet.Title, Section: p.section, Here: page.action, Back: back, Exit: d.exit(step.Page), Errors: forms.Errors(parsers(sheet)...), Body: questionBody(page),
	})
}

func parsers(s answers.Sheet) []forms.Parser {
	all := make([]forms.Parser, len(s.Fields))
	for i, f := range s.Fields {
		all[i] = f.Parser
	}
	return all
}

// answer keeps what was typed on a page and leads on. A page sent out of its turn, because
// the form had gone or another tab was ahead, is kept as well.
func (p entry) answer(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	page, found := d.questions.Page(r.PathValue("page"))
	switch {
	case d.sent():
		return web.Redirect(w, r, p.donePath())
	case !found && d.kept:
		return fault.New(fault.NotFound, "intake.no-page", "")
	case !found:
		return p.toItsTurn(w, r, d)
	}
	step, open, err := d.questions.Enter(d.Answers, page.ID)
	if err != nil {
		return err
	}
	sheet := d.questions.Sheet(page, d.Answers, day.Today(p.clock))
	if valid := sheet.Parse(values); open && !valid {
		return p.showQuestion(w, r, d, step, sheet, http.StatusUnprocessableEntity)
	}
	sheet.Into(d.Answers)
	if saved, err := p.save(w, r, d); err != nil || !saved {
		return p.orDone(w, r, err)
	}
	to, err := p.stopped(r.Context(), d)
	if err == nil && to == "" {
		to, err = d.after(page, open, r.URL.Query().Has("change"))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to)
}

// orDone is where somebody goes whose form was sent in the meantime.
func (p entry) orDone(w http.ResponseWriter, r *http.Request, err error) error {
	if err != nil {
		return err
	}
	return web.Redirect(w, r, p.donePath())
}

// after is the address that follows a page: the next one, or the check for somebody who
// changes an answer there. Whoever sent a page out of turn goes back to where they are.
func (d draft) after(page answers.Page, open, changes bool) (string, error) {
	if !open {
		next, err := d.next(false)
		if !d.kept {
			next += startedAgain
		}
		return next, err
	}
	if changes {
		return d.next(true)
	}
	step, open, err := d.questions.Enter(d.Answers, page.ID)
	if err != nil || !open || step.Next == "" {
		return d.door.checkPath(), err
	}
	return d.door.pagePath(step.Next), nil
}
