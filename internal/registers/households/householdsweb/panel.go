package householdsweb

import (
	"context"
	"slices"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// Panel is who is around a person, on the person's page.
func Panel(s *households.Service, around Around) peopleview.Panel {
	p := &pages{households: s, around: around}
	return peopleview.Panel{Title: "Household", Order: 5, Show: p.panel, Flags: p.flags}
}

func (p *pages) panel(ctx context.Context, person people.Person) (templ.Component, error) {
	c, err := p.households.Around(ctx, person.ID)
	if err != nil {
		return nil, err
	}
	return panel(c, p.today(), households.MayChange(access.From(ctx))), nil
}

// flags say that a carer cannot go on: on the page of whom they care for, and on theirs.
func (p *pages) flags(ctx context.Context, person people.Person) (all govuk.Badges, err error) {
	cares, err := p.households.CannotGoOn(ctx, person.ID)
	for _, c := range cares {
		said := "carer cannot go on since "
		if slices.Contains(person.RecordIDs(), c.Carer.Record) {
			said = "cannot go on caring since "
		}
		all = append(all, govuk.Badge{Text: said + c.CannotSince.Short(), Colour: govuk.Red})
	}
	return all, err
}
