package volunteersweb_test

import (
	"context"
	"net/url"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/registers/volunteers/volunteersweb"
)

var (
	central = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent   = access.Principal{Account: "agent", Name: "Agent", Grants: []access.Grant{{Role: access.Agent}}}
)

type around struct{}

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (around) Categories(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "food", Label: "Food"}, {Value: "pets", Label: "Pets"}}, nil
}

var sets = []db.Migrations{
	journal.Migrations(), people.Static().Migrations, households.Static().Migrations, organisations.Static().Migrations, volunteers.Static().Migrations,
}

func start(t *testing.T) *webtest.Site {
	d := dbtest.New(t, sets...)
	site := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, clock.System{}, nil)
	site.Mount(volunteersweb.Pages(volunteers.New(d, nil, nil), around{}))
	return site
}

func jean() url.Values {
	return url.Values{
		"given_names": {"Jean"}, "family_name": {"Taylor"}, "phone": {"07700 900123"}, "neighbourhood": {"hapi"}, "activities": {"food", "pets"}, "drives": {"yes"},
	}
}

func TestAddingAVolunteer(t *testing.T) {
	b := start(t).As(inHapi)
	b.Get("/volunteers").Is(200).Says("No volunteers here.")
	b.Get("/volunteers/new").Is(200).Says("HAPI", "Food").Hides("Leigh")
	b.Post("/volunteers/new", url.Values{}).Is(422).Says("Enter first name", "Enter a phone number or an email address",
		"Select the neighbourhood they help in", "Select at least one thing they are glad to do", "Select yes if they drive for us")
	form := jean()
	form.Set("phone", "12")
	b.Post("/volunteers/new", form).Is(422).Has(`value="12"`, `value="Jean"`)
	address := b.Post("/volunteers/new", jean()).Is(303).Location
	b.Get(address).Is(200).Says("Jean Taylor is on the register", "HAPI", "Food, Pets", "07700 900123", "Open tasks they have")
}

func TestTheListOfVolunteers(t *testing.T) {
	site := start(t)
	b := site.As(central)
	b.Post("/volunteers/new", jean()).Is(303)
	other := jean()
	other.Set("given_names", "Alan")
	other.Set("neighbourhood", "leigh")
	other["activities"] = []string{"pets"}
	elsewhere := b.Post("/volunteers/new", other).Is(303).Location
	b.Get("/volunteers").Is(200).Says("Jean Taylor", "Alan Taylor")
	b.Get("/volunteers?hub=leigh&for=pets").Is(200).Says("Alan Taylor", "Remove this filter Leigh", "Remove this filter Pets").Hides("Jean").
		Has(`href="/volunteers?for=pets"`, `href="/volunteers?hub=leigh"`)
	b.Get("/volunteers?for=food").Says("Jean Taylor").Hides("Alan")
	hub := site.As(inHapi)
	hub.Get("/volunteers").Is(200).Says("Jean Taylor").Hides("Alan", "Leigh")
	hub.Get("/volunteers?hub=leigh").Is(200).Hides("Alan")
	hub.Get(elsewhere).Is(403)
	hub.Post(elsewhere+"/pause", nil).Is(403)
	site.As(agent).Get("/volunteers").Is(403)
}

func TestPausingAndResuming(t *testing.T) {
	b := start(t).As(inHapi)
	address := b.Post("/volunteers/new", jean()).Is(303).Location
	b.Post(address+"/pause", nil).LeadsTo(address)
	b.Get(address).Is(200).Says("They will not be asked until you resume", "Paused", "Resume")
	b.Get("/volunteers").Says("Paused")
	b.Post(address+"/resume", nil).LeadsTo(address)
	b.Get(address).Says("They may be asked again", "Pause")
	b.Get("/volunteers/0171503a-1b00-7000-8000-000000000000").Is(404)
}
