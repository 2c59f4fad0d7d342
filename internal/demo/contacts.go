package demo

import (
	"context"
	"time"

	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/work/needs"
)

// told are the contacts that agencies without Kith told of, by how long before the request
// they were: so that before some calls there is something to be seen.
var told = []struct {
	agency, name string
	ago          time.Duration
	outcome      contacts.Outcome
	restricted   bool
}{
	{"gp", "GP practice", 3 * time.Hour, contacts.Spoken, false},
	{"nhs-volunteers", "NHS Volunteer Responders", 26 * time.Hour, contacts.NoAnswer, false},
	{"housing", "Housing association", 3 * 24 * time.Hour, contacts.Voicemail, false},
	{"shielding-line", "National shielding helpline", 5 * 24 * time.Hour, contacts.Spoken, false},
	{"domestic-abuse", "Domestic abuse service", 4 * time.Hour, contacts.Spoken, true},
}

// toldOne in so many who asked had been contacted by another agency before.
const toldOne = 7

// contactOfAnother keeps what another agency told of its contact with whoever asked.
func (m *maker) contactOfAnother(ctx context.Context, r needs.Request, n int) error {
	if n%toldOne != 0 {
		return nil
	}
	one := told[n/toldOne%len(told)]
	return m.DB.Write(ctx, func(tx *db.Tx) error {
		return contacts.Note(tx, contacts.Event{
			Record: r.Record, Direction: contacts.Out, Method: contacts.Phone, Purpose: "Contact of another agency", At: r.ReceivedAt.Add(-one.ago),
			Outcome: one.outcome, Agency: one.agency, AgencyName: one.name, Restricted: one.restricted, Source: contacts.FromLog,
		})
	})
}
