package secondpersonweb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/registers/secondperson/secondpersonweb"
)

type around struct{ at *clock.Manual }

func (a around) Now() time.Time { return a.at.Now() }

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley and Ince"}}, nil
}

func TestAgreeingAndRefusing(t *testing.T) {
	at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), secondperson.Static().Migrations)
	s, ctx := secondperson.New(d), dbtest.Context(t)
	site := webtest.New(t, db.CallerOf(ctx).Borough, at, nil)
	site.Mount(secondpersonweb.Pages(s, around{at}))
	hub := access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"}
	first := access.Principal{Account: "first", Name: "Fay First", Grants: []access.Grant{hub}}
	other := site.As(access.Principal{Account: "other", Name: "Oli Other", Grants: []access.Grant{hub}})
	ask := func() string {
		a, err := s.Ask(access.With(ctx, first), secondperson.Ask{Kind: secondperson.WithheldAddress, Record: "r1", Neighbourhood: "hapi", Reason: "They cannot come to the hub."})
		if err != nil {
			t.Fatal(err)
		}
		return string(a.ID)
	}
	pagecheck.Check(t, other.Get("/second-person").Is(200).Says("Nobody waits for you", "Nothing has been decided").Body)
	site.As(access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}).Get("/second-person").Is(403)

	id := ask()
	pagecheck.Check(t, other.Get("/second-person").Is(200).Says("Fay First wants to read a withheld address", "They cannot come to the hub.", "Hindley and Ince").Body)
	site.As(first).Get("/second-person").Is(200).Hides("wants to")
	pagecheck.Check(t, other.Post("/second-person/"+id, nil).Is(422).Says("Select whether you agree").Body)
	other.Post("/second-person/"+id, url.Values{"decision-" + id: {"refuse"}}).Is(422).Says("Enter why you refuse")
	other.Post("/second-person/"+id, url.Values{"decision-" + id: {"refuse"}, "why-" + id: {"Let them collect it"}}).LeadsTo("/second-person")
	other.Get("/second-person").Says("Nobody waits for you", "Oli Other refused", "Let them collect it")
	// Deciding once more says who was first, and changes nothing.
	other.Post("/second-person/"+id, url.Values{"decision-" + id: {"agree"}}).LeadsTo("/second-person")
	other.Get("/second-person").Says("Oli Other refused")

	id = ask()
	site.As(first).Post("/second-person/"+id, url.Values{"decision-" + id: {"agree"}}).Is(403)
	other.Post("/second-person/"+id, url.Values{"decision-" + id: {"agree"}}).LeadsTo("/second-person")
	other.Get("/second-person").Says("Oli Other agreed")
}
