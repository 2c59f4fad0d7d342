package intakeweb

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// checkPage shows the answers before they are sent.
type checkPage struct {
	parts  []govuk.SummaryList
	ring   helpline
	action string
	said   checkWords
	staff  bool
}

func (p entry) showsCheck(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	if ready, err := p.ready(w, r, d); err != nil || !ready {
		return err
	}
	return p.showCheck(w, r, d, http.StatusOK, nil)
}

// ready reports whether the form can be sent; if not it has sent the browser to what
// comes first.
func (p entry) ready(w http.ResponseWriter, r *http.Request, d draft) (bool, error) {
	if d.sent() {
		return false, web.Redirect(w, r, p.donePath())
	}
	if !d.kept {
		return false, p.toItsTurn(w, r, d)
	}
	next, err := d.next(true)
	if err == nil && next == p.checkPath() {
		next, err = p.stopped(r.Context(), d)
	}
	if err != nil || next == "" {
		return err == nil, err
	}
	return false, web.Redirect(w, r, next)
}

func (p entry) showCheck(w http.ResponseWriter, r *http.Request, d draft, status int, wrong []forms.ErrorItem) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	lines, err := d.questions.Summary(d.Answers)
	if err != nil {
		return err
	}
	back, exit := p.path, d.exit(answers.Page{})
	if len(lines) > 0 {
		back = p.pagePath(lines[len(lines)-1].Page.ID)
	}
	said := say(r.Context())
	return web.Render(w, r, status, web.Page{
		Title: said.CheckAnswers, Back: back, Exit: exit, Errors: wrong, Section: p.section,
		Body: checkBody(checkPage{parts: p.parts(said, p.door.check(r.Context()).parts, lines), ring: ringing(b), action: p.checkPath(), said: p.door.check(r.Context()), staff: p.section != ""}),
	})
}

// parts are the answers, a card for each part of the form.
func (p entry) parts(said *Words, called map[answers.Part]string, lines []answers.Line) []govuk.SummaryList {
	if called == nil {
		called = said.Parts
	}
	var all []govuk.SummaryList
	for _, part := range answers.Parts() {
		card := govuk.SummaryList{Title: called[part]}
		for _, l := range lines {
			if l.Page.Part == part {
				row := rowOf(said, l)
				row.Change = p.pagePath(l.Page.ID) + changing
				card.Rows = append(card.Rows, row)
			}
		}
		if len(card.Rows) > 0 {
			all = append(all, card)
		}
	}
	return all
}

func rowOf(said *Words, l answers.Line) govuk.SummaryRow {
	text := strings.Join(l.Answer, "\n")
	if text == "" {
		text = said.NotAnswered
	}
	return govuk.SummaryRow{Key: l.Title, Text: text}
}

// send makes the form a request. Sending it again gives the same reference.
func (p entry) sends(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	if ready, err := p.ready(w, r, d); err != nil || !ready {
		return err
	}
	receipt, err := p.send(r.Context(), d)
	if fault.KindOf(err) == fault.Conflict {
		return p.sentOtherwise(w, r, d)
	}
	if p.again != nil && err != nil {
		if page, question := p.again(err); page != "" {
			return p.asksAgain(w, r, d, page, question)
		}
	}
	if err != nil {
		return err
	}
	if err := p.close(r.Context(), d, receipt); err != nil {
		return err
	}
	return web.Redirect(w, r, p.donePath())
}

// anew marks the address of a page that is asked again because what it asks has changed.
const anew = "&anew=1"

// asksAgain puts a form on the blueprint in force and has one question asked again. All else
// that was typed stays; what the new questions ask besides follows.
func (p entry) asksAgain(w http.ResponseWriter, r *http.Request, d draft, page, question string) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	d.Ask(b.Version, question)
	if saved, err := p.save(w, r, d); err != nil || !saved {
		return p.orDone(w, r, err)
	}
	return web.Redirect(w, r, p.pagePath(page)+changing+anew)
}

// asksForHelp makes a form a request.
func (p *Public) asksForHelp(ctx context.Context, d draft) (intake.Receipt, error) {
	return p.intake.Ask(ctx, intake.Asking{
		Channel: needs.Web, Blueprint: d.Blueprint, Answers: d.Answers, Key: d.Key, Language: speaks(ctx),
	})
}

// speaks is the language of a page, as staff call it; "" is English.
func speaks(ctx context.Context) string {
	if l := words.From(ctx); !l.IsEnglish() && !l.Pseudo() {
		return l.English
	}
	return ""
}

// sentOtherwise is for a form that was sent with other answers, from another tab perhaps.
// It shows the answers again, and sends them as a request of its own if that is wanted.
func (p entry) sentOtherwise(w http.ResponseWriter, r *http.Request, d draft) error {
	d.Renew()
	if saved, err := p.save(w, r, d); err != nil || !saved {
		return p.orDone(w, r, err)
	}
	return p.showCheck(w, r, d, http.StatusConflict, []forms.ErrorItem{{Href: "#main-content", Text: p.door.check(r.Context()).otherwise}})
}

// kept is what a form keeps of its receipt, to show it again.
type kept struct {
	intake.Receipt
	Sensitive bool // a need was asked for that others should not read
	NoDriving bool // somebody offers to help who has a vehicle and may not drive for us yet
}

func (p entry) close(ctx context.Context, d draft, receipt intake.Receipt) error {
	text, err := json.Marshal(kept{receipt, sensitive(d.catalogue, d.Answers[answers.AskNeeds]), notDriving(d.Answers)})
	if err != nil {
		return err
	}
	return p.forms.Sent(ctx, d.Session, string(text))
}
