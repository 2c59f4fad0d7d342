package intakeweb

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// askApproach is the question that a registration asks last: may the hub be in touch.
const askApproach = "approach"

// registering is the door of those who want to be known and need nothing today.
func (p *Public) registering() entry {
	return entry{p, &door{
		path: registerPath, cookie: "register", asks: registerQuestions, begin: p.carryOver,
		check: func(ctx context.Context) checkWords {
			said := sayRegister(ctx)
			return checkWords{heading: said.Register, lead: said.SendLead, button: said.Send, otherwise: said.SentOtherwise}
		},
		send: p.registers,
	}}
}

// registerQuestions are where somebody lives, how to reach them and who helps already, and
// last whether they agree to be approached.
func registerQuestions(ctx context.Context, b *blueprint.Blueprint) *answers.Questions {
	q := blueprint.Part[*answers.Questions](b).Only(intake.RegisteredPages, answers.Answers{answers.AskWhoFor: {"me"}})
	said := sayRegister(ctx)
	q.Pages = append(q.Pages, answers.Page{
		ID: askApproach, Part: answers.Consent, Title: said.Approach, Why: said.ApproachWhy,
		Questions: []answers.Question{{
			ID: askApproach, Kind: answers.Radios, Required: true, Missing: said.ApproachMissing,
			Options: []answers.Option{{ID: "yes", Label: said.ApproachYes}, {ID: "no", Label: said.ApproachNo}},
		}},
	})
	return q
}

// carryOver takes into a new registration what was typed on the form for help by somebody
// who then finds that they need nothing: nobody types it twice.
func (p *Public) carryOver(r *http.Request, d *draft) error {
	ask := p.asking()
	token := web.Cookie(r, ask.cookie)
	if token == "" {
		return nil
	}
	before, err := ask.resume(r, token)
	if err != nil || before.sent() || before.Answers.ForAnother() {
		return nil // there is nothing to take over
	}
	for _, page := range d.questions.Pages {
		for _, q := range page.Questions {
			if given, typed := before.Answers[q.ID]; typed {
				d.Answers[q.ID] = given
			}
		}
	}
	d.carried = len(d.Answers) > 0
	return nil
}

// registers makes a form a registration.
func (p *Public) registers(ctx context.Context, d draft) (intake.Receipt, error) {
	given := answers.Answers{}
	for id, said := range d.Answers {
		if id != askApproach {
			given[id] = said
		}
	}
	return p.intake.Register(ctx, intake.Registering{
		Channel: needs.Web, Blueprint: d.Blueprint, Answers: given, Agrees: d.Answers.First(askApproach) == "yes",
		Key: d.Key, Language: speaks(ctx),
	})
}

// noNeed leads from the question of needs to registering, for whoever asks for themselves.
func noNeed(d draft, page answers.Page) templ.Component {
	for _, q := range page.Questions {
		if q.ID == answers.AskNeeds && !d.Answers.ForAnother() {
			return nothingToday()
		}
	}
	return nil
}

// startRegister comes before the first question of a registration.
func (p entry) startRegister(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	page := startPage{
		borough: b, ring: ringing(b), first: p.pagePath(d.questions.Pages[0].ID), path: p.path,
		sent: d.sent(), lost: r.URL.Query().Has("lost"), lapsed: d.lapsed,
	}
	if d.kept && !d.sent() {
		if page.carryOn, err = d.next(false); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: sayRegister(r.Context()).Register, Back: "/", Body: startRegisterBody(page)})
}

// registeredPage is what somebody takes away who has registered.
type registeredPage struct {
	reference, code string
	hood            string // "" while nobody has found it
	outside         *places.Authority
	borough         blueprint.Borough
	ring            helpline
	equality        *offer
}

func (p entry) registered(w http.ResponseWriter, r *http.Request, receipt kept) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	page := registeredPage{
		reference: string(receipt.Reference), code: receipt.Code, outside: receipt.Outside, borough: b.Borough(), ring: ringing(b.Borough()),
	}
	if hood, ok := blueprint.Part[*places.Areas](b).Find(receipt.Neighbourhood); ok {
		page.hood = hood.Name
	}
	if page.equality, err = p.offers(r, b); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: sayRegister(r.Context()).Done, Body: registeredBody(page)})
}
