package intakeweb

import (
	"context"
	"encoding/json"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// exitTo is where "Exit this page" leads: a page anybody might be looking at.
const exitTo = "https://www.bbc.co.uk/weather"

// draft is the form of one browser with the questions it was started with.
type draft struct {
	answers.Session
	token     string
	door      *door
	questions *answers.Questions
	catalogue *needs.Catalogue
	// carried is set when what was typed at another door was taken over.
	carried bool
	// kept is false while nothing of the form was saved.
	kept bool
	// lapsed is set when the browser came with a form that is gone.
	lapsed bool
}

// draft finds the form of a browser, or begins one.
func (p entry) draft(r *http.Request) (d draft, err error) {
	if d.token = web.Cookie(r, p.cookieOf(r)); d.token != "" {
		if d, err = p.resume(r, d.token); err == nil || fault.KindOf(err) != fault.NotFound {
			return d, err
		}
		d.lapsed = true
	}
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return draft{}, err
	}
	d.Session, d.token = p.forms.Start(b.Version)
	p.read(r.Context(), &d, b)
	return d, p.begin(r, &d)
}

// resume finds a form that was saved, with the blueprint it is pinned to.
func (p entry) resume(r *http.Request, token string) (draft, error) {
	d := draft{token: token, kept: true}
	var err error
	if d.Session, err = p.forms.Resume(r.Context(), token); err != nil {
		return draft{}, err
	}
	b, err := p.blueprints.At(r.Context(), d.Blueprint)
	if err != nil {
		return draft{}, err
	}
	p.read(r.Context(), &d, b)
	return d, nil
}

func (p entry) read(ctx context.Context, d *draft, b *blueprint.Blueprint) {
	d.door, d.questions, d.catalogue = p.door, p.asks(ctx, b), blueprint.Part[*needs.Catalogue](b)
}

// sent reports whether the form has become a request.
func (d draft) sent() bool { return d.Receipt != "" }

// receipt is what was given for a form that was sent.
func (d draft) receipt() (k kept, err error) {
	err = json.Unmarshal([]byte(d.Receipt), &k)
	return k, err
}

// afterSending shows a page with the receipt of the form that was sent. Whoever has not sent
// theirs is led to where they are in it.
func (p entry) afterSending(show func(http.ResponseWriter, *http.Request, kept) error) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		d, err := p.draft(r)
		if err != nil {
			return err
		}
		if !d.sent() {
			return p.toItsTurn(w, r, d)
		}
		receipt, err := d.receipt()
		if err != nil {
			return err
		}
		return show(w, r, receipt)
	}
}

// exit is where "Exit this page" leads from a page, or "" when it has none: where the page
// itself asks for it, and from then on when a need was ticked that may put somebody at
// risk if it is read over their shoulder.
func (d draft) exit(p answers.Page) string {
	if p.ExitPage || sensitive(d.catalogue, d.Answers[answers.AskNeeds]) {
		return exitTo
	}
	return ""
}

func sensitive(c *needs.Catalogue, chosen []string) bool {
	for _, id := range chosen {
		if one, ok := c.Find(id); ok && one.Sensitive {
			return true
		}
	}
	return false
}

// next is the address of the first page still to be answered, or of the check. Somebody
// who is sent there to fill a gap comes back to the check.
func (d draft) next(toCheck bool) (string, error) {
	page, err := d.questions.Unanswered(d.Answers)
	switch {
	case err != nil || page == "":
		return d.door.checkPath(), err
	case toCheck:
		return d.door.pagePath(page) + changing, nil
	}
	return d.door.pagePath(page), nil
}

// changing marks the address of a page that leads back to the check.
const changing = "?change=1"

// save keeps the form, and its token in the browser. It reports false when the form has
// been sent in the meantime.
func (p entry) save(w http.ResponseWriter, r *http.Request, d draft) (saved bool, err error) {
	err = p.forms.Save(r.Context(), d.Session)
	if fault.KindOf(err) == fault.Conflict && fault.CodeOf(err) == "answers.already-sent" {
		return false, nil
	}
	if err == nil && !d.kept {
		web.SetCookie(w, r, p.cookieOf(r), d.token, 0)
	}
	return err == nil, err
}
