package app

import (
	"context"

	"kith/internal/blueprint"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
)

// facts gives pages what the blueprint in use says.
type facts struct{ *App }

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
