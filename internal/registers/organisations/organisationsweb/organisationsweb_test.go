package organisationsweb_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/organisations/organisationsweb"
	"kith/internal/registers/places"
)

var (
	central  = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi   = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	agent    = access.Principal{Account: "agent", Name: "Agent", Grants: []access.Grant{{Role: access.Agent}}}
	foodLead = access.Principal{Account: "lead", Name: "Lead", Grants: []access.Grant{{Role: access.LogisticsLead}}}
	member   = access.Principal{Account: "member", Name: "Member", Grants: []access.Grant{{Role: access.Member}}}
)

// around is the rest of the program.
type around struct{ public string }

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram, Platt Bridge and Ince", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (around) Categories(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "food", Label: "Food"}, {Value: "pets", Label: "Pets"}}, nil
}

func (around) EntryLink(ctx context.Context, _ organisations.ID) (string, error) {
	if !access.From(ctx).HasFor("hapi", access.Coordinator) {
		return "", fault.New(fault.Forbidden, "test", "")
	}
	return "/enter/a-token", nil
}

func (around) RequestsFor(context.Context, organisations.ID) ([]organisationsweb.RequestLink, error) {
	return []organisationsweb.RequestLink{{Reference: "7K3D-9M2", Href: "/requests/one", Received: "7 Apr 2020", State: "Accepted"}}, nil
}

func (a around) PublicURL() string { return a.public }

func start(t *testing.T, public string) *webtest.Site {
	at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), organisations.Static().Migrations)
	site := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, at, nil)
	site.Mount(organisationsweb.Pages(organisations.New(d), around{public}))
	return site
}

func bank() url.Values {
	return url.Values{"name": {"Open Door Food Bank"}, "kind": {"food-bank"}, "neighbourhood": {"hapi"}, "serves": {"food"}, "phone": {"01632 960123"}}
}

// add puts one on the register through the form, and gives its address.
func add(b *webtest.Browser, form url.Values) string {
	return b.Post("/organisations/new", form).Is(303).Location
}

func TestAddingAnOrganisation(t *testing.T) {
	site := start(t, "")
	b := site.As(inHapi)
	b.Get("/organisations").Is(200).Says("Organisations that take work here appear in this list.", "Today 0 open, 0 limited, 0 closed; 0 not said yet.", "Add an organisation")
	// A hub offers its own neighbourhood alone.
	b.Get("/organisations/new").Is(200).Says("Choose where", "Hindley, Abram").Hides("Whole borough", "Leigh")
	b.Post("/organisations/new", url.Values{}).Is(422).Says("Enter name", "Select what kind of organisation it is", "Select where it helps")
	b.Post("/organisations/new", url.Values{"name": {"X"}, "neighbourhood": {"whole-borough"}}).Is(422)
	address := add(b, bank())
	b.Get(address).Is(200).Says("Open Door Food Bank is on the register", "Food bank", "HAPI", "Food", "01632 960123", "Not said yet").
		Has(`/board?view=all&amp;assignee=organisation:`)
	b.Post("/organisations/new", bank()).Is(409).Says("An organisation with this name is already on the register.")

	everywhere := add(site.As(central), url.Values{"name": {"Wheels"}, "kind": {"charity"}, "neighbourhood": {"whole-borough"}})
	site.As(central).Get(everywhere).Says("Whole borough", "Any kind of help", "None given")
}

func TestTheListOfOrganisations(t *testing.T) {
	site := start(t, "")
	b := site.As(central)
	add(b, bank())
	add(b, url.Values{"name": {"Leigh Larder"}, "kind": {"pantry"}, "neighbourhood": {"leigh"}})
	b.Get("/organisations").Is(200).Says("Open Door Food Bank", "Leigh Larder", "2 not said yet")
	b.Get("/organisations?hub=leigh").Is(200).Says("Leigh Larder", "Remove this filter Leigh").Hides("Open Door")
	site.As(agent).Get("/organisations").Is(200).Hides("Add an organisation")
	site.As(member).Get("/organisations").Is(403)
}

func TestAnEntryLinkIsShownOnce(t *testing.T) {
	for public, want := range map[string]string{"https://help.example.org": "https://help.example.org/enter/a-token", "": "http://example.com/enter/a-token"} {
		site := start(t, public)
		b := site.As(inHapi)
		address := add(b, bank())
		b.Post(address+"/link", nil).Is(200).Says("Entry link made", "It is shown only now", want)
		b.Get(address).Is(200).Hides("a-token")
		site.As(agent).Post(address+"/link", nil).Is(403)
	}
}

func TestCheckingInByPhone(t *testing.T) {
	site := start(t, "")
	b := site.As(inHapi)
	address := add(b, bank())
	b.Post(address+"/today", url.Values{"seen": {"1"}, "note": {"out of nappies"}}).Is(422).Says("Select open, limited or closed").Has(`value="out of nappies"`)
	b.Post(address+"/today", url.Values{"seen": {"1"}, "standing": {"limited"}, "note": {"out of nappies"}}).LeadsTo(address)
	// The second at the desk is told what the first wrote, and keeps what they typed.
	b.Post(address+"/today", url.Values{"seen": {"1"}, "standing": {"closed"}, "note": {"flooded"}}).Is(409).
		Says("Open Door Food Bank is now Limited, “out of nappies”").Has(`value="closed" checked`, `value="flooded"`, `name="seen" value="2"`)
	b.Get(address).Says("Noted how Open Door Food Bank is today", "Limited", "out of nappies").Has(`value="limited" checked`)
	b.Get("/organisations").Says("Today 0 open, 1 limited, 0 closed; 0 not said yet.")
	// Whoever does not keep it reads it alone.
	site.As(foodLead).Get(address).Is(200).Says("Limited").Hides("Checked in by phone", "Make an entry link", "/board")
	elsewhere := access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	site.As(elsewhere).Get(address).Is(200).Hides("Make an entry link")
	site.As(elsewhere).Post(address+"/today", url.Values{"seen": {"2"}, "standing": {"open"}}).Is(403)
	b.Get("/organisations/none").Is(422)
	b.Get("/organisations/0171503a-1b00-7000-8000-000000000000").Is(404)
}

func TestSettingsAreAddedAndChanged(t *testing.T) {
	site := start(t, "")
	b := site.As(inHapi)
	add(b, bank())
	sunny := url.Values{"name": {"Sunny Bank care home"}, "kind": {"care-home"}, "neighbourhood": {"hapi"}, "headcount": {"42"}, "lead-name": {"Jean Taylor"}, "lead-phone": {"07700900123"}, "opening": {"day and night"}}
	address := add(b, sunny)
	b.Get(address).Says("Care home", "People there 42", "Jean Taylor", "07700 900123", "day and night", "Requests for it", "7K3D-9M2 7 Apr 2020 Accepted").Hides("Checked in by phone", "entry link")
	b.Get("/organisations?kind=settings").Says("Asks for help, 42 people", "0 not said yet").Hides("Open Door")
	b.Get("/organisations?kind=groups&hub=hapi").Says("Open Door").Hides("Sunny Bank care home").Has("/organisations?hub=hapi", "/organisations?kind=groups")
	b.Get("/organisations?kind=school").Hides("Open Door", "Sunny Bank")
	b.Get(address+"/edit").Is(200).Has(`value="Jean Taylor"`, `value="42"`, `value="07700 900123"`)

	sunny.Set("headcount", "41")
	sunny.Set("version", "1")
	b.Post(address+"/edit", sunny).LeadsTo(address)
	sunny.Set("headcount", "40")
	b.Post(address+"/edit", sunny).Is(409).Says("Somebody else has saved this", "How many people are there 41 40").Has(`value="40"`, `name="version" value="2"`)
	sunny.Set("version", "2")
	sunny.Set("name", "Open Door Food Bank")
	b.Post(address+"/edit", sunny).Is(409).Says("already on the register").Has(`value="40"`)
	sunny.Set("name", "")
	b.Post(address+"/edit", sunny).Is(422)
	elsewhere := access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	site.As(elsewhere).Get(address + "/edit").Is(403)
	site.As(agent).Get(address + "/edit").Is(403)
}
