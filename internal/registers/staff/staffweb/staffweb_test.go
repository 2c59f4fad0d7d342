package staffweb_test

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffweb"
)

var (
	central = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	agent   = access.Principal{Account: "agent", Name: "Agent", Grants: []access.Grant{{Role: access.Agent}}}
)

type inForce struct{ *blueprint.Blueprint }

func (f inForce) Current(context.Context) (*blueprint.Blueprint, error) { return f.Blueprint, nil }

// borough is the rest of the program.
type borough struct{}

func (borough) Route(context.Context, string) (places.Routing, error) { return places.Routing{}, nil }

func (borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram, Platt Bridge and Ince", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (borough) AccountByEmail(_ context.Context, email string) (accounts.Account, bool, error) {
	return accounts.Account{ID: "jo", Name: "Jo Marsh", Email: "jo@example.org"}, email == "jo@example.org", nil
}

func (borough) AccountOf(_ context.Context, id accounts.ID) (accounts.Account, bool, error) {
	return accounts.Account{ID: "jo", Name: "Jo Marsh", Email: "jo@example.org"}, id == "jo", nil
}

func (borough) AccountName(_ context.Context, id string) string { return "Somebody called " + id }
func (borough) Saw(context.Context, journal.Entry) error        { return nil }
func panel(context.Context, staff.Worker) (templ.Component, error) {
	return templ.Raw("<p>A part of another feature</p>"), nil
}

func start(t *testing.T) (*webtest.Site, *clock.Manual) {
	at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), imports.Migrations(), staff.Static().Migrations)
	b := blueprinttest.LoadShipped(t, "wigan", staff.RulesSection())
	site := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, at, nil)
	site.Mount(staffweb.Pages(staff.New(d, inForce{b}, borough{}), borough{}, panel))
	return site, at
}

func jo() url.Values {
	return url.Values{
		"name": {"Jo Marsh"}, "employer": {"Wigan Council"}, "home": {"Libraries"}, "email": {"jo.marsh@example.org"}, "hub": {"hapi"}, "phone": {"01632 960123"},
		"skills": {"listening"}, "morning": {"Mon", "Tue"}, "keeps": {"no-lifting"}, "asks": {"Needs the desk by the door"},
	}
}

func TestAddingSomebody(t *testing.T) {
	site, _ := start(t)
	b := site.As(inHapi)
	b.Get("/staff").Is(200).Says("Staff of services that can pause", "0 deployed, 0 ready")
	b.Get("/staff/new").Is(200).Says("Hindley, Abram").Hides("Anywhere in the borough")
	b.Post("/staff/new", url.Values{}).Is(422).Says("Enter name", "Enter who employs them", "Enter their work email", "Select the hub they are lent to")
	bad := jo()
	bad.Set("account", "nobody@example.org")
	b.Post("/staff/new", bad).Is(422).Says("No account signs in with this email").Has(`value="Jo Marsh"`)
	bad = jo()
	for part, value := range map[string]string{"from-day": "2", "from-month": "4", "from-year": "2020", "to-day": "1", "to-month": "4", "to-year": "2020"} {
		bad.Set(part, value)
	}
	b.Post("/staff/new", bad).Is(422).Says("The day they are lent until is before the day they are lent from")
	address := b.Post("/staff/new", jo()).Is(303).Location
	b.Get(address).Is(200).Says("They are on the staff list", "Libraries, Wigan Council", "No lifting", "Needs the desk by the door", "Mon–Tue morning", "Begin their induction", "They have no account", "A part of another feature")
	b.Post("/staff/new", jo()).Is(409).Says("on the staff list already").Has(`value="jo.marsh@example.org"`)
	b.Get("/staff").Says("Jo Marsh", "1 offered", "Listening calls", "No lifting. Needs the desk by the door")
	b.Get("/staff?skill=driving").Hides("Jo Marsh").Says("Remove this filter Driving a van")
	b.Get("/staff?standing=offered&hub=hapi").Says("Jo Marsh")
	site.As(inLeigh).Get("/staff").Is(200).Hides("Jo Marsh")
	for _, path := range []string{address, address + "/edit", address + "/reserve"} {
		site.As(inLeigh).Get(path).Is(403)
		site.As(agent).Get(path).Is(403)
	}
	b.Get("/staff/none").Is(422)
	b.Get("/staff/0171503a-1b00-7000-8000-000000000000").Is(404)
}

func TestChangingWhatIsKnown(t *testing.T) {
	site, _ := start(t)
	b := site.As(inHapi)
	address := b.Post("/staff/new", jo()).Is(303).Location
	b.Get(address+"/edit").Is(200).Has(`value="Jo Marsh"`, `value="no-lifting" checked`, `name="version" value="1"`)
	form := jo()
	form.Set("version", "1")
	form.Set("account", "jo@example.org")
	form.Set("asks", "Sits by the window")
	b.Post(address+"/edit", form).LeadsTo(address)
	b.Get(address).Says("Sits by the window", "Jo Marsh (jo@example.org)")
	form.Set("asks", "Sits anywhere")
	b.Post(address+"/edit", form).Is(409).Says("Somebody else has saved this", "No lifting. Sits by the window No lifting. Sits anywhere").Has(`value="Sits anywhere"`, `name="version" value="2"`)
	form.Set("version", "2")
	form.Set("name", "")
	b.Post(address+"/edit", form).Is(422).Says("Enter name").Has(`value="Sits anywhere"`)
}

func TestFromOfferedToReady(t *testing.T) {
	site, _ := start(t)
	b := site.As(inHapi)
	address := b.Post("/staff/new", jo()).Is(303).Location
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"ready"}}).Is(409).Says("Their induction is not whole")
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"repatriated"}}).Is(422).Says("Enter why")
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"deployed"}}).Is(409).Says("by being given a shift")
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"inducting"}}).LeadsTo(address)
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"inducting"}}).Is(409).Says("Somebody else has saved this")
	b.Get(address).Says("Their induction", "The framework of a listening call").Hides("Licence seen")
	b.Post(address+"/induction", url.Values{"version": {"2"}}).Is(422).Says("Tick what they have had")
	b.Post(address+"/induction", url.Values{"version": {"2"}, "items": {"welcome"}}).LeadsTo(address)
	b.Get(address).Says("Saved what they have had").Has(`value="welcome" checked`)
	all := url.Values{"version": {"3"}, "items": {"welcome", "privacy", "safeguarding", "no-money", "kith", "hygiene", "calls"}}
	b.Post(address+"/induction", all).LeadsTo(address)
	b.Get(address).Says("They are ready for shifts", "Induction they have had", "Somebody called hapi")
	b.Post(address+"/move", url.Values{"version": {"4"}, "to": {"resting"}, "why": {"a week off"}}).LeadsTo(address)
	b.Get(address).Says("Resting", "a week off", "They are ready again")
	b.Post(address+"/move", url.Values{"version": {"5"}, "to": {"ready"}}).LeadsTo(address)
}

func TestTheReserveListAndCallingUp(t *testing.T) {
	site, at := start(t)
	b := site.As(central)
	b.Get("/staff/reserve").Is(200).Says("Whoever is handed back", "0 people can be called up")
	address := b.Post("/staff/new", jo()).Is(303).Location
	b.Post(address+"/call-up", url.Values{"version": {"1"}}).Is(409)
	b.Post(address+"/reserve", url.Values{"version": {"1"}}).Is(422).Says("Select what they are trained for", "Enter within how many hours")
	b.Post(address+"/reserve", url.Values{"version": {"1"}, "trained": {"listening"}, "within": {"24"}}).Is(409).Says("They are not on the reserve list")
	b.Post(address+"/move", url.Values{"version": {"1"}, "to": {"inducting"}})
	b.Post(address+"/induction", url.Values{"version": {"2"}, "items": {"welcome", "privacy", "safeguarding", "no-money", "kith", "hygiene", "calls"}}).LeadsTo(address)
	b.Post(address+"/move", url.Values{"version": {"3"}, "to": {"reserve"}}).LeadsTo(address)
	b.Post(address+"/reserve", url.Values{"version": {"4"}, "trained": {"listening"}, "within": {"24"}}).LeadsTo("/staff/reserve")
	b.Get("/staff/reserve").Says("Jo Marsh Libraries, Wigan Council Listening calls Ready refreshed 7 Apr 2020 24 hours 01632 960123 Refresh : Jo Marsh").Has(address + "/reserve")
	b.Get("/staff/reserve?skill=driving").Hides("Jo Marsh")
	at.Advance(2 * 366 * 24 * time.Hour)
	b.Get("/staff/reserve").Says("To be refreshed")
	b.Get(address).Says("too old to count")
	b.Post(address+"/call-up", url.Values{"version": {"5"}}).LeadsTo(address)
	b.Get(address).Says("their induction begins again", "Tick what they have been told")
}

func TestTakingAListIn(t *testing.T) {
	site, _ := start(t)
	b := site.As(inHapi)
	b.Get("/staff/import").Is(200).Says("Name, Work email and Employer", "Driving a van")
	b.Upload("/staff/import", nil, "file", "", "").Is(422).Says("Choose the list")
	b.Upload("/staff/import", url.Values{"do": {"take-in"}}, "file", "wrong.csv", "a,b\n1,2\n").Is(422)
	list := strings.Join([]string{
		"Name,Work email,Employer,Service,Lent to,Skills,Free,Instructions,Phone",
		"Ann Lee,ann@example.org,Wigan Council,Parks,HAPI,Driving a van; packing,\"Mon am, weekends\",No evenings,01632 960001",
		"Ann Lee,ANN@example.org,Wigan Council,Parks,HAPI,,,,",
		"Bo Hill,bo.example.org,Wigan Council,Parks,HAPI,,,,",
		"Cy Day,cy@example.org,Wigan Council,Parks,Leigh,,,,",
		"Di Ash,di@example.org,Wigan Council,Parks,Nowhere,,,,",
		"Ed Fox,ed@example.org,Wigan Council,Parks,hapi,Juggling,,,",
		"Flo Orr,flo@example.org,Wigan Council,Parks,hapi,,Someday,,",
		"Gus Kay,gus@example.org,Wigan Council,Parks,hapi,,,Bad back,",
		"Hal Poe,hal@example.org,,Parks,hapi,,,,",
	}, "\n")
	b.Upload("/staff/import", url.Values{"do": {"check"}}, "file", "lent.csv", list).Is(200).Says(
		"lent.csv was checked. Nothing was changed.", "It would add 1 person. 1 is on the list already, 7 rows cannot be taken.",
		"is not an email address", "You may only add people to your own hubs", "There is no hub “Nowhere”", "There is no skill “Juggling”", "“someday” is no day", "never why", "Enter who employs them")
	b.Get("/staff").Hides("Ann Lee")
	b.Upload("/staff/import", url.Values{"do": {"take-in"}}, "file", "lent.csv", list).Is(200).Says("1 person added. 1 was on the list already, 7 rows could not be taken.")
	b.Upload("/staff/import", url.Values{"do": {"take-in"}}, "file", "lent.csv", list).Is(200).Says("0 people added. 2 were on the list already")
	b.Get("/staff").Says("Ann Lee", "Driving a van, Packing and stock", "Mon morning, Sat–Sun all day", "No evenings")
	site.As(agent).Get("/staff/import").Is(403)

	// The rows that cannot be taken are mended in their own file and taken in.
	saved := b.Upload("/staff/import", url.Values{"do": {"rejected"}}, "file", "lent.csv", list).Is(200).Body
	if !strings.HasPrefix(saved, "file,row,reason,Name,Work email,Employer,Service") || strings.Contains(saved, "Ann Lee") || strings.Count(saved, "\n") != 8 {
		t.Fatalf("saved %q", saved)
	}
	mended := strings.ReplaceAll(saved, "bo.example.org", "bo@example.org")
	b.Upload("/staff/import", url.Values{"do": {"take-in"}}, "file", "rejected-staff.csv", mended).Is(200).Says("1 person added.", "6 rows could not be taken.")
	b.Get("/staff").Says("Bo Hill")
	if again := b.Upload("/staff/import", url.Values{"do": {"rejected"}}, "file", "rejected-staff.csv", mended).Is(200).Body; !strings.HasPrefix(again, "file,row,reason,Name,Work email") || strings.Count(again, "reason") != 1 {
		t.Errorf("saved again %q", again)
	}
}
