package intakeweb

import (
	"context"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

const offerPath = "/volunteer"

// Where somebody is led who cannot go on.
const (
	tooYoungPath = offerPath + "/too-young"
	outsidePath  = offerPath + "/outside"
)

// Bureau registers those who offer to help. *volunteers.Service does.
type Bureau interface {
	Apply(ctx context.Context, a volunteers.Application) (volunteers.Volunteer, error)
}

// Router tells which hub a postcode belongs to. *places.Service does.
type Router interface {
	Route(ctx context.Context, given string) (places.Routing, error)
}

// offerPages are the pages on which somebody offers to help.
type offerPages struct {
	*Public
	bureau Bureau
	places Router
}

// OfferPages are the pages on which somebody offers to help.
func (p *Public) OfferPages(b Bureau, r Router) web.Pages {
	p.takesOffers = true
	pages := &offerPages{p, b, r}
	door := pages.door()
	all := access.Public()
	return web.Pages{Spoken: true, Routes: append(door.routes(all, pages.start, door.afterSending(pages.done)),
		web.Get(tooYoungPath, all, pages.tooYoung),
		web.Get(outsidePath, all, pages.outside),
	)}
}

// door is the door of those who offer to help.
func (p *offerPages) door() entry {
	return entry{p.Public, &door{
		path: offerPath, cookie: "volunteer", asks: offerQuestions, begin: p.open, stops: p.stops,
		check: func(ctx context.Context) checkWords {
			said := sayOffer(ctx)
			return checkWords{heading: said.SendNow, lead: said.SendLead, button: said.Send, otherwise: said.SentOtherwise, parts: said.Parts}
		},
		send: p.offers, again: changedPrinciples,
	}}
}

// changedPrinciples has whoever began before the principles changed read the new ones.
func changedPrinciples(err error) (page, question string) {
	if fault.CodeOf(err) == "volunteers.principles" {
		return agreePage, askPrinciples
	}
	return "", ""
}

// open keeps the form from where a borough says nothing of volunteers.
func (p *offerPages) open(r *http.Request, d *draft) error {
	rules, err := p.rules(r.Context())
	if err == nil && len(rules.Activities) == 0 {
		err = fault.New(fault.NotFound, "intake.no-volunteering", "")
	}
	return err
}

func (p *offerPages) rules(ctx context.Context) (*volunteering.Rules, error) {
	b, err := p.blueprints.Current(ctx)
	if err != nil {
		return nil, err
	}
	return volunteering.Of(b), nil
}

// stops leads whoever is too young, or lives in another council's area, to what else they
// can do, as soon as they have said so.
func (p *offerPages) stops(ctx context.Context, d draft) (string, error) {
	rules, err := p.rules(ctx)
	if err != nil {
		return "", err
	}
	said := application(d.Answers, rules)
	if !said.BornOn.IsZero() && day.AgeOn(said.BornOn, day.Today(p.clock)) < rules.MinimumAge {
		return tooYoungPath, nil
	}
	routing, err := p.lives(ctx, said.Home.Postcode)
	if err == nil && routing.Standing == places.Outside {
		return outsidePath, nil
	}
	return "", err
}

// lives is where a postcode lies; of one that was not given yet nothing is said.
func (p *offerPages) lives(ctx context.Context, code string) (places.Routing, error) {
	if code == "" {
		return places.Routing{}, nil
	}
	return p.places.Route(ctx, code)
}

// offerStart comes before the first question.
type offerStart struct {
	startPage
	age        int
	principles []volunteering.Principle
}

func (p *offerPages) start(w http.ResponseWriter, r *http.Request) error {
	door := p.door()
	d, err := door.draft(r)
	if err != nil {
		return err
	}
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	rules := volunteering.Of(b)
	page := offerStart{age: rules.MinimumAge, principles: rules.Principles.Says, startPage: startPage{
		borough: b.Borough(), ring: ringing(b.Borough()), first: door.pagePath(d.questions.Pages[0].ID), path: offerPath,
		sent: d.sent(), lost: r.URL.Query().Has("lost"), lapsed: d.lapsed,
	}}
	if d.kept && !d.sent() {
		if page.carryOn, err = d.next(false); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: sayOffer(r.Context()).Offer, Back: "/", Body: startOfferBody(page)})
}

// tooYoung says kindly what else somebody can do.
func (p *offerPages) tooYoung(w http.ResponseWriter, r *http.Request) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	door := p.door()
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: sayOffer(r.Context()).TooYoung, Back: door.pagePath(agePage),
		Body: tooYoungBody(volunteering.Of(b).MinimumAge, door.pagePath(agePage), ringing(b.Borough())),
	})
}

// outside leads somebody to their own council: by name where the form of this browser tells
// which it is.
func (p *offerPages) outside(w http.ResponseWriter, r *http.Request) error {
	b, err := p.boroughOf(r)
	if err != nil {
		return err
	}
	door := p.door()
	d, err := door.draft(r)
	if err != nil {
		return err
	}
	routing, err := p.lives(r.Context(), application(d.Answers, &volunteering.Rules{}).Home.Postcode)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: sayOffer(r.Context()).Outside, Back: door.pagePath(wherePage), Body: outsideOfferBody(routing.Authority, door.pagePath(wherePage), ringing(b)),
	})
}

// offeredPage is what somebody reads who has offered to help.
type offeredPage struct {
	hood      string // "" while nobody has found it
	noDriving bool
	ring      helpline
}

func (p *offerPages) done(w http.ResponseWriter, r *http.Request, receipt kept) error {
	b, err := p.blueprints.Current(r.Context())
	if err != nil {
		return err
	}
	page := offeredPage{noDriving: receipt.NoDriving, ring: ringing(b.Borough())}
	if hood, ok := blueprint.Part[*places.Areas](b).Find(receipt.Neighbourhood); ok {
		page.hood = hood.Name
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: sayOffer(r.Context()).Done, Body: offeredBody(page)})
}
