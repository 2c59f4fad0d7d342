package app

import (
	"context"

	"kith/internal/plat/forms"
	"kith/internal/registers/assets"
)

// ListChoices are the lists of people that others give, to choose from.
func (f facts) ListChoices(ctx context.Context) (all []forms.Option, err error) {
	lists, err := f.Lists(ctx)
	for _, l := range lists {
		all = append(all, forms.Option{Value: l.ID, Label: l.Name})
	}
	return all, err
}

// Assets are the data assets of the register.
func (f facts) Assets(ctx context.Context) ([]assets.Asset, error) { return f.App.Assets.All(ctx) }
