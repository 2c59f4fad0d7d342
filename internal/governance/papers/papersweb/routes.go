// Package papersweb is the pages of data protection: the privacy notice that everybody may
// read, and the papers that the governance lead answers for.
package papersweb

import (
	"context"

	"kith/internal/governance/papers"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// Around is what the pages need of the rest of the program.
type Around interface {
	// AccountName is the name of whoever did something, as the journal names them.
	AccountName(ctx context.Context, id string) string
}

type pages struct {
	papers *papers.Service
	around Around
}

// Notice is where everybody reads what becomes of their data.
const Notice = "/privacy"

// The addresses of the governance lead.
const (
	section    = "Data protection"
	path       = "/governance/protection"
	recordPath = path + "/record"
)

// PublicPages are the privacy notice, in every language.
func PublicPages(s *papers.Service) web.Pages {
	p := &noticePages{s}
	all := access.Public()
	routes := []web.Route{web.Get(Notice, all, p.index)}
	for _, kind := range papers.Kinds() {
		routes = append(routes, web.Get(address(kind), all, p.about(kind)))
	}
	return web.Pages{Spoken: true, Routes: routes}
}

func address(k papers.Kind) string { return Notice + "/" + string(k) }

// Footer is the link at the foot of every page.
func Footer(ctx context.Context) govuk.Link { return govuk.Link{Label: say(ctx).Footer, Href: Notice} }

// Pages are the papers of the governance lead.
func Pages(s *papers.Service, around Around) web.Pages {
	p := &pages{s, around}
	keep := access.Anyone(papers.Keepers()...)
	return web.Pages{
		Routes: []web.Route{
			web.Get(path, keep, p.home),
			web.Get(recordPath, keep, p.record),
			web.Get(recordPath+"/export.csv", keep, p.export),
			web.Get(assessmentPath, keep, p.assessment),
			web.Post(assessmentPath, keep, p.sign),
			web.Get(assessmentPath+"/risks/{id}", keep, p.risk),
			web.Post(assessmentPath+"/risks/{id}", keep, p.judge),
			web.Get(evidencePath+"/{framework}", keep, p.evidence),
		},
		Nav: []web.NavItem{{Label: section, Href: path, Who: keep, Order: 82}},
	}
}
