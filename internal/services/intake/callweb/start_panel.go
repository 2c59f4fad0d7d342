package callweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/services/intake"
)

// StartPanel begins a call from the page of whom it is about, so that nobody looks them up
// twice. Those who take no calls have none, and nobody rings for somebody who has died.
func StartPanel() peopleview.Panel {
	return peopleview.Panel{Title: "On the phone", Order: 0, Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
		if !access.From(ctx).Has(intake.Callers()...) || !p.Reach().Deceased.IsZero() {
			return nil, nil
		}
		return callAbout(p), nil
	}}
}
