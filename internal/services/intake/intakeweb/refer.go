package intakeweb

import (
	"context"
	"net/http"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

const referPath = "/refer"

// The questions of a referral that no borough's form has.
const (
	askSource  = "ref_source"
	askGroup   = "ref_group"
	askConsent = "asker_consent"
)

// referring is the door of partners who refer somebody, and of staff whom a partner rings.
func (p *Public) referring() entry {
	return entry{p, &door{
		path: referPath, cookie: "refer", section: "Refer", asks: referQuestions,
		begin: func(_ *http.Request, d *draft) error {
			d.Answers[answers.AskWhoFor] = []string{answers.SomebodyElse}
			return nil
		},
		check: func(ctx context.Context) checkWords {
			return checkWords{
				heading: "Send the referral", lead: "The hub of the person’s address gets it at once. You are told the reference.", button: "Send",
				otherwise: say(ctx).SentOtherwise,
			}
		},
		send: p.refers,
	}}
}

// ReferPages are the pages of partners who refer somebody.
func (p *Public) ReferPages() web.Pages {
	who := access.Anyone(append(intake.Callers(), access.Organisation)...)
	refer := p.referring()
	return web.Pages{Routes: refer.routes(who, refer.startReferral, refer.afterSending(refer.referred))}
}

// referQuestions are the borough's questions of somebody else, and first who refers them.
func referQuestions(ctx context.Context, b *blueprint.Blueprint) *answers.Questions {
	all := blueprint.Part[*answers.Questions](b)
	settled := answers.Answers{answers.AskWhoFor: {answers.SomebodyElse}}
	q := all.Only(func(page answers.Page) bool {
		for _, one := range page.Questions {
			if one.ID == answers.AskWhoFor || one.ID == answers.AskAskerName || one.ID == answers.AskAgreement {
				return false
			}
		}
		return true
	}, settled)
	q.Pages = append([]answers.Page{referrerPage(access.From(ctx))}, q.Pages...)
	return q
}

func referrerPage(who access.Principal) answers.Page {
	page := answers.Page{
		ID: "referrer", Part: answers.Who, Title: "Who refers them?",
		Lead: "We help whether or not the person agreed to be referred. We ask so that nobody is surprised when we ring.",
		Why:  "So that the hub can come back to you.",
	}
	if who.Has(intake.Callers()...) {
		source := answers.Question{ID: askSource, Kind: answers.Radios, Title: "Who rings?", Required: true, Missing: "Select who refers them"}
		for _, s := range intake.Sources() {
			source.Options = append(source.Options, answers.Option{ID: string(s), Label: s.Label()})
		}
		page.Questions = append(page.Questions, source,
			answers.Question{ID: askGroup, Kind: answers.Text, Title: "Name of the organisation", Hint: "Leave it empty for an elected member.", Max: 120})
	}
	consent := answers.Question{ID: askConsent, Kind: answers.Radios, Title: "Does the person know, and do they agree?", Required: true, Missing: "Select what the person knows"}
	for _, a := range intake.AllAgrees() {
		consent.Options = append(consent.Options, answers.Option{ID: string(a), Label: a.Label()})
	}
	page.Questions = append(page.Questions,
		answers.Question{ID: answers.AskAskerName, Kind: answers.Text, Title: "Name of whoever refers", Required: true, Missing: "Enter the name of whoever refers them", Max: 100},
		answers.Question{ID: answers.AskAskerRelation, Kind: answers.Text, Title: "Their role", Hint: "For example, nurse or advice worker.", Required: true, Missing: "Enter their role, like nurse or advice worker", Max: 60},
		answers.Question{ID: answers.AskAskerPhone, Kind: answers.Phone, Title: "Their phone number", Required: true, Missing: "Enter a phone number to come back to them"},
		consent)
	return page
}

// refers makes a form a request that a partner brought.
func (p *Public) refers(ctx context.Context, d draft) (intake.Receipt, error) {
	b, err := p.blueprints.At(ctx, d.Blueprint)
	if err != nil {
		return intake.Receipt{}, err
	}
	asked, given := blueprint.Part[*answers.Questions](b), answers.Answers{answers.AskWhoFor: {answers.SomebodyElse}}
	for id, said := range d.Answers {
		if _, _, known := asked.Find(id); known {
			given[id] = said
		}
	}
	by := intake.ReferredBy{
		Source: intake.Source(d.Answers.First(askSource)), Group: d.Answers.First(askGroup), Name: d.Answers.First(answers.AskAskerName),
		Role: d.Answers.First(answers.AskAskerRelation), Phone: d.Answers.First(answers.AskAskerPhone), Agrees: intake.Agrees(d.Answers.First(askConsent)),
	}
	if who := access.From(ctx); !who.Has(intake.Callers()...) {
		by.Source, by.Organisation, by.Group = intake.FromOrganisation, organisations.ID(who.OrganisationID()), who.Name
	}
	return p.intake.Ask(ctx, intake.Asking{
		Channel: needs.Referrer, Blueprint: d.Blueprint, Answers: given, Key: d.Key, Arrival: intake.Arrival{Referrer: by},
	})
}

func (p entry) back(ctx context.Context) string {
	if access.From(ctx).Has(intake.Callers()...) {
		return "/calls"
	}
	return "/inbox"
}

func (p entry) startReferral(w http.ResponseWriter, r *http.Request) error {
	d, err := p.draft(r)
	if err != nil {
		return err
	}
	page := startPage{first: p.pagePath(d.questions.Pages[0].ID), path: p.path, sent: d.sent(), lost: r.URL.Query().Has("lost"), lapsed: d.lapsed}
	if d.kept && !d.sent() {
		if page.carryOn, err = d.next(false); err != nil {
			return err
		}
	}
	var sent []intake.Referral
	if of := access.From(r.Context()).OrganisationID(); of != "" {
		if sent, err = p.intake.Referrals(r.Context(), organisations.ID(of)); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Refer somebody", Section: p.section, Back: p.back(r.Context()), Body: startReferralBody(page, sent, p.clock.Now()),
	})
}

func (p entry) referred(w http.ResponseWriter, r *http.Request, receipt kept) error {
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Referral sent", Section: p.section, Body: referredBody(string(receipt.Reference), receipt.Code, p.back(r.Context())),
	})
}
