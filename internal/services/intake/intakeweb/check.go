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
	parts []govuk.SummaryList
	ring  helpline
}

func (p *Public) check(w http.ResponseWriter, r *http.Request) error {
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
func (p *Public) ready(w http.ResponseWriter, r *http.Request, d draft) (bool, error) {
	if d.sent() {
		return false, web.Redirect(w, r, donePath)
	}
	if !d.kept {
		return false, p.toItsTurn(w, r, d)
	}
	next, err := d.next(true)
	if err != nil || next == checkPath {
		return err == nil, err
	}
	return false, web.Redirect(w, r, next)
}

func (p *Public) showCheck(w http.ResponseWriter, r *http.Request, d draft, status int, wrong []forms.ErrorItem) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	lines, err := d.questions.Summary(d.Answers)
	if err != nil {
		return err
	}
	back, exit := askPath, d.exit(answers.Page{})
	if len(lines) > 0 {
		back = pagePath(lines[len(lines)-1].Page.ID)
	}
	said := say(r.Context())
	return web.Render(w, r, status, web.Page{
		Title: said.CheckAnswers, Back: back, Exit: exit, Errors: wrong,
		Body: checkBody(checkPage{parts: parts(said, lines), ring: ringing(b)}),
	})
}

// parts are the answers, a card for each part of the form.
func parts(said *Words, lines []answers.Line) []govuk.SummaryList {
	var all []govuk.SummaryList
	for _, part := range answers.Parts() {
		card := govuk.SummaryList{Title: said.Parts[part]}
		for _, l := range lines {
			if l.Page.Part == part {
				card.Rows = append(card.Rows, rowOf(said, l))
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
	return govuk.SummaryRow{Key: l.Title, Text: text, Change: pagePath(l.Page.ID) + changing}
}

// send makes the form a request. Sending it again gives the same reference.
func (p *Public) send(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	if ready, err := p.ready(w, r, d); err != nil || !ready {
		return err
	}
	receipt, err := p.intake.Ask(r.Context(), intake.Asking{
		Channel: needs.Web, Blueprint: d.Blueprint, Answers: d.Answers, Key: d.Key, Language: speaks(r.Context()),
	})
	if fault.KindOf(err) == fault.Conflict {
		return p.sentOtherwise(w, r, d)
	}
	if err != nil {
		return err
	}
	if err := p.close(r.Context(), d, receipt); err != nil {
		return err
	}
	return web.Redirect(w, r, donePath)
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
func (p *Public) sentOtherwise(w http.ResponseWriter, r *http.Request, d draft) error {
	d.Renew()
	if saved, err := p.save(w, r, d); err != nil || !saved {
		return orDone(w, r, err)
	}
	return p.showCheck(w, r, d, http.StatusConflict, []forms.ErrorItem{{Href: "#main-content", Text: say(r.Context()).SentOtherwise}})
}

// kept is what a form keeps of its receipt, to show it again.
type kept struct {
	intake.Receipt
	Sensitive bool // a need was asked for that others should not read
}

func (p *Public) close(ctx context.Context, d draft, receipt intake.Receipt) error {
	text, err := json.Marshal(kept{receipt, sensitive(d.catalogue, d.Answers[answers.AskNeeds])})
	if err != nil {
		return err
	}
	return p.forms.Sent(ctx, d.Session, string(text))
}
