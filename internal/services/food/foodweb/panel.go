package foodweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/services/food"
	"kith/internal/work/needs"
)

// Panel gives what was ordered for a need, and the way to order, for the page of its task;
// nil where nothing was and nothing can be.
func Panel(s *food.Service) func(ctx context.Context, n needs.Need) (templ.Component, error) {
	return func(ctx context.Context, n needs.Need) (templ.Component, error) {
		may := s.MayOrder(ctx, n)
		all, err := s.OfNeed(ctx, n.ID)
		if err != nil || !may && len(all) == 0 {
			return nil, err
		}
		return panel(all, n, may), nil
	}
}
