package app

import (
	"context"

	"kith/internal/insight/capacity"
	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/insight/situation/situationweb"
	"kith/internal/plat/access"
	"kith/internal/registers/places"
)

// OwnArea is the code of the borough's own area, as daily counts name it.
func (f facts) OwnArea(ctx context.Context) (string, error) {
	areas, err := partOf[*places.Areas](ctx, f.App)
	if err != nil {
		return "", err
	}
	return areas.LAD, nil
}

// Hubs are the figures of a hub, or with "" of all that the caller may see.
func (f facts) Hubs(ctx context.Context, hub string) (reports.Dashboard, error) {
	return f.Reports.Dashboard(ctx, hub)
}

// Equality is what people answered of themselves in the last quarter that is over.
func (f facts) Equality(ctx context.Context) (reports.Equality, error) {
	return f.Reports.Equality(ctx, "")
}

// TaskBoard lists tasks.
func (f facts) TaskBoard() situation.Board { return f.App.Board }

// Rings are the boundaries of areas that were imported, by their codes.
func (f facts) Rings(ctx context.Context, codes []string) (map[string][]places.Ring, error) {
	return f.Places.Rings(ctx, codes)
}

// copes says whether the borough can, to those who may know.
func (a *App) copes(ctx context.Context) (situationweb.Answer, error) {
	if !access.From(ctx).Has(capacity.Readers()...) {
		return situationweb.Answer{}, nil
	}
	v, err := a.Capacity.View(ctx)
	if err != nil || v.Silent || v.MadeAt.IsZero() {
		return situationweb.Answer{}, err
	}
	return situationweb.Answer{Text: v.Sentence(), Href: "/capacity", Label: "Can we cope"}, nil
}
