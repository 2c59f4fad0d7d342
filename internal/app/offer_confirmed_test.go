package app

import (
	"context"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/config"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/volunteers"
)

// Whoever offers to help on the form is told at once that it came, once, in their language,
// in words that say nothing of what it was. Whom a coordinator adds is not.
func TestAnOfferOfHelpIsConfirmed(t *testing.T) {
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.carry(t.Context(), config.Serving{}, true); err != nil {
		t.Fatal(err)
	}
	ctx := a.As(t.Context(), "test", "offer help")
	rules, err := a.Volunteers.Rules(ctx)
	if err != nil {
		t.Fatal(err)
	}
	offer := volunteers.NewVolunteer{
		GivenNames: "Jean", FamilyName: "Taylor", BornOn: day.New(1985, 3, 27), Phone: "+447700900123", Activities: []string{"food"}, Agreed: rules.Principles.Version,
	}
	offer.Home.Line1, offer.Home.Postcode = "12 Moss Street", "WN2 3EB"
	polish := offer
	polish.GivenNames, polish.FamilyName, polish.Phone, polish.Email, polish.Speaks = "Ola", "Nowak", "", "ola@example.org", "pl"
	for key, n := range map[string]volunteers.NewVolunteer{"form 1": offer, "form 2": polish} {
		v, err := a.Volunteers.Apply(ctx, volunteers.Application{NewVolunteer: n, Key: key})
		if err != nil {
			t.Fatal(err)
		}
		a.hears(t, ctx, "volunteers.added", v.ID)
		a.hears(t, ctx, "volunteers.added", v.ID) // news may come twice
	}
	added := offer
	added.GivenNames, added.Phone, added.Standing = "Alan", "+447700900124", volunteers.Active
	v, err := a.Volunteers.Add(central(ctx), added)
	if err == nil {
		a.hears(t, ctx, "volunteers.added", v.ID)
		err = a.Messages.SendDue(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	says := map[notify.Channel]string{notify.Text: "thank you, we have your form", notify.Email: "Mamy Twój formularz"}
	arrived := a.box.Arrived()
	if len(arrived) != 2 {
		t.Fatalf("%d arrived: %+v", len(arrived), arrived)
	}
	for _, one := range arrived {
		if !strings.Contains(one.Body+one.Subject, says[one.Channel]) || strings.Contains(strings.ToLower(one.Subject+one.Body), "volunteer") {
			t.Errorf("%s says %q, %q", one.Channel, one.Subject, one.Body)
		}
	}
}

// hears tells the feature that writes to people of an event about a volunteer.
func (a *App) hears(t *testing.T, ctx context.Context, topic string, id volunteers.ID) {
	t.Helper()
	for _, s := range a.Updates.Subscriptions() {
		if s.Wants(topic) {
			e := journal.Sealed{At: a.Clock.Now(), Entry: journal.Entry{Objects: []journal.Object{{Kind: "volunteer", ID: string(id)}}}}
			if err := s.Handle(ctx, e); err != nil {
				t.Fatal(err)
			}
		}
	}
}
