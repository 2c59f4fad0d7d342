package contactsweb

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/registers/contacts"
	"kith/internal/registers/contacts/contactsview"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// onPerson is how many contacts a person's page lists.
const onPerson = 10

// Panel is who is in touch with a person, on the person's page: the shield and the latest
// contacts. Where they have turned to us it says nothing of whether they may be contacted.
func Panel(s *contacts.Service, around Around, theyTurnedToUs bool) peopleview.Panel {
	p := &pages{contacts: s, around: around}
	return peopleview.Panel{Title: "Who is in touch", Order: 3, Show: func(ctx context.Context, person people.Person) (templ.Component, error) {
		sh, err := s.Shield(ctx, person.Records[0].ID, contacts.Wish{Method: contacts.Phone})
		if err != nil {
			return nil, err
		}
		look := p.look(ctx)
		look.Told, look.Most = theyTurnedToUs, 1
		if theyTurnedToUs {
			look.Most = 5
			return contactsview.Shield(sh, look), nil
		}
		all, err := s.Contacts(ctx, person, onPerson)
		return panel(person.ID, sh, all, look, access.From(ctx).Has(contacts.Loggers()...)), err
	}}
}

func (p *pages) look(ctx context.Context) contactsview.Look {
	return contactsview.Look{Now: p.around.Now(), Name: func(id string) string { return p.around.AccountName(ctx, id) }}
}
