package app

import (
	"context"

	"kith/internal/plat/forms"
)

// AccountChoices are those who may sign in, to choose from.
func (f facts) AccountChoices(ctx context.Context) (all []forms.Option, err error) {
	accounts, err := f.App.Accounts.List(ctx)
	for _, a := range accounts {
		all = append(all, forms.Option{Value: string(a.ID), Label: a.Name})
	}
	return all, err
}
