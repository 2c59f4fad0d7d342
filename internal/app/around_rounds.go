package app

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/registers/accounts"
	"kith/internal/services/matching"
	"kith/internal/services/rounds/doorstep/doorstepweb"
)

// Drivers are the accounts in use that may drive a round, anywhere: drivers, and those who plan.
func (f facts) Drivers(ctx context.Context) (all []forms.Option, err error) {
	hoods, err := f.Neighbourhoods(ctx)
	if err != nil {
		return nil, err
	}
	where := []string{""}
	for _, n := range hoods {
		where = append(where, n.ID)
	}
	seen := map[accounts.ID]bool{}
	for _, hood := range where {
		found, err := f.Accounts.Staff(ctx, hood, access.Driver, access.LogisticsLead)
		if err != nil {
			return nil, err
		}
		for _, a := range found {
			if !seen[a.ID] {
				seen[a.ID] = true
				all = append(all, forms.Option{Value: string(a.ID), Label: a.Name})
			}
		}
	}
	return all, nil
}

// enter is a volunteer's own link, which works once.
func (a *App) enter(ctx context.Context, volunteer string) (string, error) {
	token, err := a.Accounts.MakePass(ctx, volunteer)
	return a.foundAt() + matching.EnterPath + token, err
}

// ToSettle is what the hub has to settle of doorsteps; nil is nothing.
func (f facts) ToSettle(ctx context.Context) (templ.Component, error) {
	return doorstepweb.Note(ctx, f.Doorstep)
}
