package intakeweb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// door is a way in that asks a page at a time and ends in a check and a reference: for
// help, to be known with no need, for whom a partner refers. Each keeps its form under a
// cookie of its own. The cookie goes when the browser is closed: many ask from a library's
// or a neighbour's computer.
type door struct {
	path   string
	cookie string
	// asks are the questions of the form, in the language of the context.
	asks func(ctx context.Context, b *blueprint.Blueprint) *answers.Questions
	// begin fills in what is known when a form is begun.
	begin func(r *http.Request, d *draft) error
	// check is what stands before the button that sends, and on it.
	check func(ctx context.Context) checkWords
	// send makes the form what it is for.
	send func(ctx context.Context, d draft) (intake.Receipt, error)
	// again is the page, and its question, that is asked anew where sending failed because
	// what was answered to has changed since the form was begun; "" is none.
	again func(err error) (page, question string)
	// beside stands below the questions of a page; nil is nothing.
	beside func(d draft, p answers.Page) templ.Component
	// stops is where somebody is led whose answers so far keep them from going on, or "" when
	// none do; nil is nobody.
	stops func(ctx context.Context, d draft) (to string, err error)
	// section is the navigation entry of pages that only staff see; "" is the public's.
	section string
}

// checkWords are what the check of a door says.
type checkWords struct {
	heading, lead, button string
	otherwise             string                  // the form was sent with other answers
	parts                 map[answers.Part]string // what the parts are called; nil is as when asking for help
}

func (a *door) pagePath(page string) string { return a.path + "/" + page }
func (a *door) checkPath() string           { return a.path + "/check" }
func (a *door) donePath() string            { return a.path + "/done" }

// cookieOf is the cookie of a form. Of a door behind which people sign in it is the account's
// own: whoever signs in next in this browser does not see what another has begun.
func (a *door) cookieOf(r *http.Request) string {
	account := access.From(r.Context()).Account
	if a.section == "" || account == "" {
		return a.cookie
	}
	sum := sha256.Sum256([]byte(account))
	return a.cookie + "-" + hex.EncodeToString(sum[:8])
}

// stopped is where the answers so far lead somebody who cannot go on; "" is nowhere.
func (a *door) stopped(ctx context.Context, d draft) (string, error) {
	if a.stops == nil {
		return "", nil
	}
	return a.stops(ctx, d)
}

// entry is the pages of a door.
type entry struct {
	*Public
	*door
}

// routes are the pages of a door between its first and its last.
func (p entry) routes(who access.Rule, start, done web.Handler) []web.Route {
	return []web.Route{
		web.Get(p.path, who, start),
		web.Post(p.path, who, p.startAgain),
		web.Get(p.path+"/{page}", who, p.question),
		web.Post(p.path+"/{page}", who, p.answer),
		web.Get(p.checkPath(), who, p.showsCheck),
		web.Post(p.checkPath(), who, p.sends),
		web.Get(p.donePath(), who, done),
	}
}

// open are the pages of a door that anybody may come through, with what it asks afterwards.
func (p entry) open(start, done web.Handler) []web.Route {
	return append(p.routes(access.Public(), start, done),
		web.Get(p.equalityPath(), access.Public(), p.equality),
		web.Post(p.equalityPath(), access.Public(), p.countsEquality))
}

// startAgain forgets the form of this browser. "then=home" leads home, for somebody who
// leaves a computer that others use.
func (p entry) startAgain(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.forget(w, r); err != nil {
		return err
	}
	if values.Get("then") == "home" {
		return web.Redirect(w, r, "/")
	}
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	return web.Redirect(w, r, p.pagePath(p.asks(r.Context(), b).Pages[0].ID))
}

func (p entry) forget(w http.ResponseWriter, r *http.Request) error {
	web.ClearCookie(w, r, p.equalityCookie())
	token := web.Cookie(r, p.cookieOf(r))
	if token == "" {
		return nil
	}
	web.ClearCookie(w, r, p.cookieOf(r))
	return p.forms.Forget(r.Context(), token)
}

// asking is the door of those who ask for help.
func (p *Public) asking() entry {
	return entry{p, &door{
		path: askPath, cookie: "ask", asks: allQuestions, begin: func(*http.Request, *draft) error { return nil },
		check: func(ctx context.Context) checkWords {
			said := say(ctx)
			return checkWords{heading: said.SendNow, lead: said.SendLead, button: said.Send, otherwise: said.SentOtherwise}
		},
		send: p.asksForHelp, beside: noNeed,
	}}
}

func allQuestions(_ context.Context, b *blueprint.Blueprint) *answers.Questions {
	return blueprint.Part[*answers.Questions](b)
}
