package deskweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/services/intake"
)

// Panel says on a person's page that they registered with no need, and what they agreed to.
func Panel(s *intake.Service, around Around) peopleview.Panel {
	return peopleview.Panel{Title: "Registered with no need", Order: 15, Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
		all, err := s.RegistrationsOf(ctx, p)
		if err != nil || len(all) == 0 {
			return nil, err
		}
		mine := access.From(ctx).HasFor(all[0].Neighbourhood, intake.Callers()...)
		return panel(all, mine, mine && around.MayApproach(ctx, all[0].Neighbourhood), around.Now()), nil
	}}
}
