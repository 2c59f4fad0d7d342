package app

import (
	"context"

	"kith/internal/governance/audit"
	"kith/internal/governance/heads"
	"kith/internal/governance/keeping"
	"kith/internal/governance/papers"
	"kith/internal/governance/requests"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
)

// wireGovernance puts together what the governance lead answers for.
func (a *App) wireGovernance() error {
	said, err := Features().DataMap()
	if err != nil {
		return err
	}
	a.Heads = heads.New(a.DB, a.Keys.Heads, a.Config.HeadsDir())
	a.Audit = audit.New(a.DB, said, a.Journal.Reads())
	a.Requests = requests.New(a.DB, said, a.Journal.Reads())
	a.Requests.KeepsApart(a.Config.ErasuresDir(), a.Keys.Heads)
	a.Keeping = keeping.New(a.DB, a.Blueprints, a.Assets, said)
	a.Papers = papers.New(a.DB, a.Blueprints, a.Assets, said)
	a.Keeping.HeldBy(a.Requests.Holds)
	return nil
}

// AccountChoices are those who may sign in, to choose from.
func (f facts) AccountChoices(ctx context.Context) (all []forms.Option, err error) {
	accounts, err := f.App.Accounts.List(ctx)
	for _, a := range accounts {
		all = append(all, forms.Option{Value: string(a.ID), Label: a.Name})
	}
	return all, err
}

// doors are the doors of the site with whom each lets in, as the papers tell of them.
func doors(site *web.Server) func() []papers.Door {
	return func() (all []papers.Door) {
		for _, route := range site.Routes() {
			all = append(all, papers.Door{Pattern: route.Path, Roles: route.Who.Roles()})
		}
		return all
	}
}
