package app

import (
	"context"

	"kith/internal/governance/audit"
	"kith/internal/governance/heads"
	"kith/internal/governance/keeping"
	"kith/internal/governance/requests"
	"kith/internal/plat/forms"
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
