package app

import (
	"context"

	"kith/internal/plat/forms"
)

// ListChoices are the lists of people that others give, to choose from.
func (f facts) ListChoices(ctx context.Context) (all []forms.Option, err error) {
	lists, err := f.Lists(ctx)
	for _, l := range lists {
		all = append(all, forms.Option{Value: l.ID, Label: l.Name})
	}
	return all, err
}
