package volunteersweb_test

import (
	"context"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/volunteering/volunteeringtest"
	"kith/internal/registers/volunteers"
	"kith/internal/registers/volunteers/volunteersweb"
)

type shelf struct{ b *blueprint.Blueprint }

func (s shelf) Current(context.Context) (*blueprint.Blueprint, error) { return s.b, nil }

func (around) VolunteerLetter(_ context.Context, p volunteers.Paper) ([]byte, error) {
	return []byte("%PDF- " + p.Name() + " " + p.Registration.String()), nil
}

func (around) VolunteerCard(_ context.Context, p volunteers.Paper) ([]byte, error) {
	return []byte("%PDF- card " + p.Name() + " " + p.Registration.String()), nil
}

func TestTheLetterAndTheCardOfAVolunteerKeepTheirNumber(t *testing.T) {
	at := clock.NewManual(day.New(2026, 11, 30).At(9, 0))
	d := dbtest.NewWith(t, db.Config{Clock: at}, sets...)
	s := volunteers.New(d, shelf{volunteeringtest.Load(t)}, nil)
	of := dbtest.Context(t)
	site := webtest.New(t, db.CallerOf(of).Borough, at, nil)
	site.Mount(volunteersweb.Pages(s, around{}))
	b := site.As(inHapi)
	page := b.Post("/volunteers/new", jean()).Is(303).Location
	b.Get(page).Says("Volunteer letter", "Card for the wallet", "Given with their first letter")
	b.Post(page+"/letter", nil).Is(409).Says("Everybody needs this before they carry a letter")

	id, ctx := volunteers.ID(strings.TrimPrefix(page, "/volunteers/")), access.With(of, inHapi)
	if _, err := s.RecordCheck(ctx, id, volunteers.Held{Check: "identity", IssuedOn: day.New(2026, 11, 30), SeenBy: "Sam"}); err != nil {
		t.Fatal(err)
	}
	if err := s.PassInPerson(ctx, id, "welcome", "Sam"); err != nil {
		t.Fatal(err)
	}
	if err := s.Agree(ctx, id); err != nil {
		t.Fatal(err)
	}
	letter := b.Post(page+"/letter", nil).Is(200)
	number, found := strings.CutPrefix(letter.Body, "%PDF- Jean Taylor ")
	if !found || strings.Contains(letter.Header.Get("Content-Disposition"), "Jean") {
		t.Errorf("got %q, %v", letter.Body, letter.Header)
	}
	if again := b.Post(page+"/letter", nil).Is(200); again.Body != letter.Body {
		t.Errorf("the second letter says %q", again.Body)
	}
	if card := b.Post(page+"/card", nil).Is(200); card.Body != "%PDF- card Jean Taylor "+number || strings.Contains(card.Header.Get("Content-Disposition"), "Jean") {
		t.Errorf("the card says %q", card.Body)
	}
	b.Get(page).Says(number)
	for _, paper := range []string{"/letter", "/card"} {
		site.As(agent).Post(page+paper, nil).Is(403)
	}
	b.Post(page+"/pause", nil)
	b.Get(page).Hides("Volunteer letter")
	b.Post(page+"/letter", nil).Is(409).Says("They are paused")
}
