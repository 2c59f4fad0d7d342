package householdsweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Panel is who is around a person, on the person's page.
func Panel(s *households.Service, around Around) peopleview.Panel {
	p := &pages{households: s, around: around}
	return peopleview.Panel{Title: "Household", Order: 5, Show: p.panel}
}

func (p *pages) panel(ctx context.Context, person people.Person) (templ.Component, error) {
	c, err := p.households.Around(ctx, person.ID)
	if err != nil {
		return nil, err
	}
	return panel(c, p.today(), households.MayChange(access.From(ctx))), nil
}
