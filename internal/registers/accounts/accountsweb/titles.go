package accountsweb

import (
	"context"

	"kith/internal/plat/access"
	"kith/internal/registers/accounts"
)

// titles says in the borough's words what people are called and where.
type titles struct {
	roles *accounts.Roles
	hoods map[string]string
}

func (p *pages) titles(ctx context.Context) (known titles, err error) {
	if known.roles, err = p.borough.Roles(ctx); err != nil {
		return titles{}, err
	}
	all, err := p.borough.Neighbourhoods(ctx)
	known.hoods = map[string]string{}
	for _, n := range all {
		known.hoods[n.ID] = n.Name
	}
	return known, err
}

// of says what somebody is: what they are called where that is known, else what they may
// do, each with where.
func (t titles) of(title string, grants []access.Grant) []string {
	var said []string
	for _, g := range grants {
		called := inWords[g.Role]
		if known, ok := t.roles.Find(title); ok && known.Access == g.Role {
			called = known.Title
		} else if title == administrator && g.Role == access.Admin {
			called = titleOfAdministrator
		}
		said = append(said, called+" – "+t.where(g))
	}
	return said
}

func (t titles) where(g access.Grant) string {
	switch name, known := t.hoods[g.Neighbourhood]; {
	case known:
		return name
	case g.Neighbourhood != "":
		return g.Neighbourhood
	case g.Organisation != "":
		return "own organisation"
	}
	return "whole borough"
}

// inWords is what each of Kith's own roles is, where no title of the borough says it.
var inWords = map[access.Role]string{
	access.Agent: "Contact centre", access.Coordinator: "Coordinator", access.Manager: "Manager", access.Volunteer: "Volunteer",
	access.Driver: "Driver", access.Organisation: "Organisation", access.LogisticsLead: "Logistics lead", access.Finance: "Finance officer",
	access.LinkWorker: "Community link worker", access.Partner: "Partner service", access.Member: "Elected member", access.Analyst: "Analyst",
	access.PublicHealth: "Public health", access.Governance: "Information governance", access.Admin: "Administrator",
}
