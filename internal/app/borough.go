package app

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/plat/forms"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
)

// facts gives pages what the rest of the program knows.
type facts struct {
	*App
	publicURL string
}

// PublicURL is where people find the site; "" where no address was set.
func (f facts) PublicURL() string { return f.publicURL }

// Categories are the kinds of need of the blueprint, to choose from.
func (f facts) Categories(ctx context.Context) ([]forms.Option, error) {
	catalogue, err := partOf[*needs.Catalogue](ctx, f.App)
	if err != nil {
		return nil, err
	}
	var options []forms.Option
	for _, c := range catalogue.Categories {
		options = append(options, forms.Option{Value: c.ID, Label: c.Name})
	}
	return options, nil
}

// EntryLink makes a link by which an organisation enters its inbox once.
func (f facts) EntryLink(ctx context.Context, id organisations.ID) (string, error) {
	token, err := f.Accounts.MakeLink(ctx, id)
	return "/enter/" + token, err
}

// Roles are the titles people carry in the borough.
func (f facts) Roles(ctx context.Context) (*accounts.Roles, error) {
	return partOf[*accounts.Roles](ctx, f.App)
}

// Neighbourhoods are the borough's neighbourhoods, in the blueprint's order.
func (f facts) Neighbourhoods(ctx context.Context) ([]places.Neighbourhood, error) {
	return f.Places.Neighbourhoods(ctx)
}

// partOf is one section of the blueprint in use.
func partOf[T any](ctx context.Context, a *App) (part T, err error) {
	b, err := a.Blueprints.Current(ctx)
	if err != nil {
		return part, err
	}
	return blueprint.Part[T](b), nil
}

// Route tells which hub a postcode belongs to.
func (f facts) Route(ctx context.Context, given string) (places.Routing, error) {
	return f.Places.Route(ctx, given)
}
