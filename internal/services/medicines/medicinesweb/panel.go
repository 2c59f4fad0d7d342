package medicinesweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/services/medicines"
	"kith/internal/work/needs"
)

// Panel says on the page of a task who may carry its medicine, with the way to what the
// pharmacy says; nil for other needs.
func Panel(s *medicines.Service) func(ctx context.Context, n needs.Need) (templ.Component, error) {
	return func(ctx context.Context, n needs.Need) (templ.Component, error) {
		if !medicines.MayFollow(access.From(ctx), n) {
			return nil, nil
		}
		p, _, err := s.Of(ctx, n.ID)
		if err != nil {
			return nil, err
		}
		return panel(p), nil
	}
}
