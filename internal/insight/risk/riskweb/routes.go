// Package riskweb is the pages of the priority for contact: which points are in use and how
// they do, how a version is checked and put into use, what the public is told of them, and why
// somebody stands where they stand.
package riskweb

import (
	"context"
	"time"

	"kith/internal/insight/risk"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// Now is the time by the program's clock.
	Now() time.Time
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
	// HoodName is the short name of a neighbourhood.
	HoodName(ctx context.Context, id string) string
}

type pages struct {
	risk   *risk.Service
	around Around
}

// The addresses of the pages. They belong to the navigation entry of the cohorts.
const (
	home       = "/risk"
	firstPath  = home + "/first"
	recordPath = home + "/record"
	section    = "Cohorts"
)

func address(id risk.VersionID) string { return home + "/versions/" + string(id) }

func parse(text string) (risk.VersionID, error) { return ident.Parse[risk.Version](text) }

// Pages are the pages of the priority for contact.
func Pages(s *risk.Service, around Around) web.Pages {
	p := &pages{s, around}
	read, check, decide := access.Anyone(risk.Readers()...), access.Anyone(risk.Checkers()...), access.Anyone(risk.Deciders()...)
	return web.Pages{Routes: []web.Route{
		web.Get(home, read, p.overview),
		web.Post(home, read, p.reckon),
		web.Post(home+"/check", check, p.check),
		web.Post(home+"/retire", read, p.retire),
		web.Get(firstPath, read, p.first),
		web.Get(recordPath, read, p.record),
		web.Get(home+"/versions/{id}", read, p.version),
		web.Post(home+"/versions/{id}", decide, p.activate),
	}}
}

// tabs are the pages of this part of the program.
func tabs(here string) govuk.SubNavigation {
	return govuk.SubNavigation{Label: "Cohorts and priority", Items: []govuk.Link{
		{Label: "Cohorts", Href: "/cohorts"},
		{Label: "Priority", Href: home, Current: here == home},
	}}
}
