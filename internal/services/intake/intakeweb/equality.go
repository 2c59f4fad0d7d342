package intakeweb

import (
	"context"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// equalityWords are what the page says that asks whom the borough reaches. They stand in
// the catalogues of [words], under "equality".
type equalityWords struct {
	Title, Offer, OfferLink, Lead, Apart, SameHelp, Send, Skip, Thanks string
}

var equalityTexts = words.Declare[equalityWords]("equality")

func sayEquality(ctx context.Context) *equalityWords { return equalityTexts.In(ctx) }

// equalityPath is the page of a door that asks whom the borough reaches.
func (a *door) equalityPath() string { return a.path + "/equality" }

// equalityCookie keeps the token of its answers: never beside the form, whose receipt names
// the request.
func (a *door) equalityCookie() string { return a.cookie + "-equality" }

// equalityPage is the page, with the questions as they were answered.
type equalityPage struct {
	sheet        answers.Sheet
	action, skip string
}

// offer is how a page of a sent form leads to the questions: not at all where the borough
// asks none, and with thanks once they were counted.
type offer struct {
	path   string
	thanks bool
}

func (p entry) offers(r *http.Request, b *blueprint.Blueprint) (*offer, error) {
	if !blueprint.Part[*answers.Equality](b).Asked() {
		return nil, nil
	}
	counted, err := p.counted(r)
	return &offer{p.equalityPath(), counted}, err
}

// counted reports whether this browser's answers were counted for the form it has sent.
func (p entry) counted(r *http.Request) (bool, error) {
	token := web.Cookie(r, p.equalityCookie())
	if token == "" {
		return false, nil
	}
	return p.forms.EqualityCounted(r.Context(), token)
}

// asksEquality finds the questions for a form that was sent. Where there is nothing to ask
// it has sent the browser on, and the questions are nil.
func (p entry) asksEquality(w http.ResponseWriter, r *http.Request) (d draft, asked *answers.Equality, err error) {
	if d, err = p.draft(r); err != nil {
		return draft{}, nil, err
	}
	if !d.sent() {
		return d, nil, p.toItsTurn(w, r, d)
	}
	b, err := p.blueprints.At(r.Context(), d.Blueprint)
	if err != nil {
		return draft{}, nil, err
	}
	asked = blueprint.Part[*answers.Equality](b)
	counted, err := p.counted(r)
	if err != nil || counted || !asked.Asked() {
		if err == nil {
			err = web.Redirect(w, r, p.donePath())
		}
		return d, nil, err
	}
	return d, asked, nil
}

func (p entry) equality(w http.ResponseWriter, r *http.Request) error {
	d, asked, err := p.asksEquality(w, r)
	if err != nil || asked == nil {
		return err
	}
	if web.Cookie(r, p.equalityCookie()) == "" {
		web.SetCookie(w, r, p.equalityCookie(), answers.NewEqualityToken(), 0)
	}
	return p.showEquality(w, r, d, asked.Sheet(), http.StatusOK)
}

func (p entry) showEquality(w http.ResponseWriter, r *http.Request, d draft, sheet answers.Sheet, status int) error {
	receipt, err := d.receipt()
	if err != nil {
		return err
	}
	exit := ""
	if receipt.Sensitive {
		exit = exitTo
	}
	return web.Render(w, r, status, web.Page{
		Title: sayEquality(r.Context()).Title, Back: p.donePath(), Exit: exit, Errors: sheet.Errors(),
		Body: equalityBody(equalityPage{sheet: sheet, action: p.equalityPath(), skip: p.donePath()}),
	})
}

// countsEquality counts what was answered, with where and how the form came, and nothing
// that leads back to it.
func (p entry) countsEquality(w http.ResponseWriter, r *http.Request) error {
	d, asked, err := p.asksEquality(w, r)
	if err != nil || asked == nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	token := web.Cookie(r, p.equalityCookie())
	if token == "" {
		return web.Redirect(w, r, p.equalityPath()) // the page was never shown here
	}
	sheet := asked.Sheet()
	if !sheet.Parse(values) {
		return p.showEquality(w, r, d, sheet, http.StatusUnprocessableEntity)
	}
	receipt, err := d.receipt()
	if err != nil {
		return err
	}
	given := answers.Answers{}
	sheet.Into(given)
	sent := answers.Reached{Neighbourhood: receipt.Neighbourhood, Channel: string(needs.Web), Answers: given}
	if _, err := p.forms.CountEquality(r.Context(), token, asked, sent); err != nil {
		return err
	}
	return web.Redirect(w, r, p.donePath())
}
