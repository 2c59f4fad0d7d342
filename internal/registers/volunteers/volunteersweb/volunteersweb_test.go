package volunteersweb_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/households"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering/volunteeringtest"
	"kith/internal/registers/volunteers"
	"kith/internal/registers/volunteers/volunteersweb"
)

var (
	central = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	agent   = access.Principal{Account: "agent", Name: "Agent", Grants: []access.Grant{{Role: access.Agent}}}
)

var today = day.New(2026, time.November, 30)

// bureau is a site with the sound rules, and what its pages are told around them.
type bureau struct {
	*webtest.Site
	t       *testing.T
	db      *db.DB
	ctx     context.Context
	service *volunteers.Service
	clock   *clock.Manual
	hits    []people.Hit
	groups  []organisations.Organisation
	read    []journal.Entry
	took    []journal.Entry
	written map[string]messages.Message // about checks, to whomever
	sends   bool
}

func (b *bureau) Now() time.Time { return b.clock.Now() }

func (*bureau) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (*bureau) VolunteerLetter(_ context.Context, p volunteers.Paper) ([]byte, error) {
	return []byte("%PDF- " + p.Name() + " " + p.Registration.String()), nil
}

func (*bureau) VolunteerCard(_ context.Context, p volunteers.Paper) ([]byte, error) {
	return []byte("%PDF- card " + p.Name() + " " + p.Registration.String()), nil
}

func (*bureau) AccountName(_ context.Context, id string) string { return "Account " + id }

func (b *bureau) Helping(context.Context) ([]organisations.Organisation, error) { return b.groups, nil }

func (b *bureau) AskedOf(context.Context, volunteers.ID) (map[string]messages.Message, bool, error) {
	return b.written, b.sends, nil
}

func (*bureau) Tongues(context.Context) ([]string, error) { return []string{"Polish", "Urdu"}, nil }

func (b *bureau) FindPeople(context.Context, string) ([]people.Hit, error) { return b.hits, nil }

func (b *bureau) Took(_ context.Context, e journal.Entry) error {
	b.took = append(b.took, e)
	return nil
}

func (b *bureau) Saw(_ context.Context, e journal.Entry) error {
	b.read = append(b.read, e)
	return nil
}

type shelf struct{ b *blueprint.Blueprint }

func (s shelf) Current(context.Context) (*blueprint.Blueprint, error) { return s.b, nil }

type streets struct{}

func (streets) Route(_ context.Context, given string) (places.Routing, error) {
	switch given {
	case "WN2 3EB":
		return places.Routing{Postcode: "WN2 3EB", Standing: places.Inside, Neighbourhood: "hapi"}, nil
	case "WN7 1EB":
		return places.Routing{Postcode: "WN7 1EB", Standing: places.Inside, Neighbourhood: "leigh"}, nil
	case "BL1 1AA":
		return places.Routing{Postcode: "BL1 1AA", Standing: places.Outside, Authority: &places.Authority{Name: "Bolton", Phone: "01204 333333"}}, nil
	}
	return places.Routing{Given: given, Standing: places.Malformed}, nil
}

func start(t *testing.T) *bureau {
	at := clock.NewManual(today.At(9, 0))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), imports.Migrations(), people.Static().Migrations, households.Static().Migrations,
		organisations.Static().Migrations, volunteers.Static().Migrations)
	b := &bureau{t: t, db: d, ctx: access.With(dbtest.Context(t), central), clock: at}
	b.service = volunteers.New(d, shelf{volunteeringtest.Load(t)}, streets{})
	b.service.NotedBy(b)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(volunteersweb.Pages(b.service, b))
	return b
}

// jean is the form of somebody who offers everything and drives.
func jean() url.Values {
	return url.Values{
		"given_names": {"Jean"}, "family_name": {"Taylor"}, "phone": {"07700 900123"}, "neighbourhood": {"hapi"}, "activities": {"food", "visit"}, "vehicle": {"car"},
		"shields": {"no"}, "line1": {"12 Moss Street"}, "postcode": {"WN2 3EB"}, "born-day": {"27"}, "born-month": {"3"}, "born-year": {"1985"},
		"free": {"mon-morning", "tue-morning"}, "languages": {"Polish"}, "emergency_name": {"Tom Taylor"}, "emergency_phone": {"07700 900456"},
	}
}

// ready adds Jean and leads her through checks and induction.
func (b *bureau) ready(form url.Values) (at string) {
	b.t.Helper()
	hub := b.As(central)
	at = hub.Post("/volunteers/new", form).Is(303).Location
	hub.Post(at+"/check", identity()).LeadsTo(at)
	hub.Post(at+"/module", url.Values{"module": {"welcome"}}).LeadsTo(at)
	hub.Post(at+"/agree", nil).LeadsTo(at)
	return at
}

func identity() url.Values {
	return url.Values{"check": {"identity"}, "issued-day": {"30"}, "issued-month": {"11"}, "issued-year": {"2026"}, "seen_by": {"Sam"}, "seen_how": {"Passport and a bill"}}
}

func TestAddingAVolunteer(t *testing.T) {
	b := start(t)
	hub := b.As(inHapi)
	hub.Get("/volunteers").Is(200).Says("No volunteers here.")
	hub.Get("/volunteers/new").Is(200).Says("HAPI", "Food").Hides("Leigh")
	hub.Post("/volunteers/new", url.Values{}).Is(422).Says("Enter first name", "Enter a phone number or an email address",
		"Select the neighbourhood they help in", "Select at least one thing they are glad to do", "Select how they get about")
	form := jean()
	form.Set("phone", "12")
	hub.Post("/volunteers/new", form).Is(422).Has(`value="12"`, `value="Jean"`)
	young := jean()
	young.Set("born-year", "2010")
	hub.Post("/volunteers/new", young).Is(422).Says("They have to be 18 or older to volunteer here.")
	ageless := jean()
	for _, part := range []string{"day", "month", "year"} {
		ageless.Set("born-"+part, "")
	}
	hub.Post("/volunteers/new", ageless).Is(422).Says("Enter the date of birth, or say below why it is not known yet")
	elsewhere := jean()
	elsewhere.Set("neighbourhood", "leigh")
	hub.Post("/volunteers/new", elsewhere).Is(422)
	address := hub.Post("/volunteers/new", jean()).Is(303).Location
	hub.Get(address).Is(200).Says("Jean Taylor is on the register", "HAPI", "Applied", "41 years old", "07700 900123", "Mon, Tue", "Tom Taylor 07700 900456", "Open tasks they have")
	hub.Post("/volunteers/new", jean()).Is(409).Says("On the register already", "This is somebody else").Has(`href="` + address + `"`)
	ageless.Set("born_unknown", "He rings back")
	ageless.Set("given_names", "Alan")
	ageless.Set("phone", "07700 900789")
	ageless.Set("email", "")
	ageless.Set("line1", "1 Elsewhere Road")
	hub.Get(hub.Post("/volunteers/new", ageless).Is(303).Location).Is(200).Says("Not known yet: He rings back")
	twin := jean()
	twin.Set("anyway", "yes")
	other := hub.Post("/volunteers/new", twin).Is(303).Location
	hub.Get(other).Says("has the same phone number, email address or home").Has(`href="` + address + `"`)
}

func TestWhoSeesTheBureau(t *testing.T) {
	b := start(t)
	other := jean()
	other.Set("neighbourhood", "leigh")
	elsewhere := b.As(central).Post("/volunteers/new", other).Is(303).Location
	hub := b.As(inHapi)
	hub.Get("/volunteers?hub=leigh").Is(200).Hides("Jean")
	for _, page := range []string{"", "/edit", "/move?to=checking", "/hand-over", "/check", "/apart"} {
		hub.Get(elsewhere + page).Is(403)
	}
	for _, deed := range []string{"/edit", "/move", "/hand-over", "/check", "/duty", "/ask", "/module", "/agree", "/apart", "/letter"} {
		hub.Post(elsewhere+deed, url.Values{"check": {"identity"}, "module": {"welcome"}, "to": {"checking"}}).Is(403)
	}
	for _, page := range []string{"/volunteers", "/volunteers/new", "/volunteers/ending", "/volunteer-groups", "/volunteer-files"} {
		b.As(agent).Get(page).Is(403)
	}
	b.As(agent).Get("/volunteer-activities").Is(200).Says("Food", "I am kind.", "You never handle cash.")
	b.As(agent).Get("/volunteer-activities/food").Is(200).Says("You bring food.", "Who pays?", "How it is paid for", "Tell nobody.")
	b.As(agent).Get("/volunteer-activities/yoga").Is(404)
}

// TestFromOfferToWork leads somebody through the bureau by its pages.
func TestFromOfferToWork(t *testing.T) {
	b := start(t)
	hub := b.As(inHapi)
	at := hub.Post("/volunteers/new", jean()).Is(303).Location
	hub.Get(at).Says("Begin the checks", "Needed: Name and address check.", "See two papers.", "Not yet", "Enhanced DBS check", "Not agreed to yet").Hides("Volunteer letter")
	hub.Post(at+"/ask", url.Values{"check": {"dbs"}}).LeadsTo(at)
	hub.Get(at).Says("Asked on 30 November 2026.")
	hub.Get(at+"/check?check=dbs").Is(200).Says("See the certificate.").Has(`value="dbs" selected`, `value="enhanced" selected`)
	low := identity()
	low.Set("check", "dbs")
	low.Set("level", "basic")
	hub.Post(at+"/check", low).Is(422).Says("needs the level “Enhanced” or higher")
	late := identity()
	late.Set("issued-year", "2027")
	hub.Post(at+"/check", late).Is(422).Says("It cannot be in the future.")
	ended := identity()
	ended.Set("check", "insurance")
	hub.Post(at+"/check", ended).Is(422).Says("Enter the number on the certificate, the licence or the policy")
	ended.Set("number", "POL 7")
	hub.Post(at+"/check", ended).Is(422).Says("Enter the last day it counts. It is on the paper you saw.")
	ended.Set("issued-year", "2024")
	ended.Set("expires-day", "1")
	ended.Set("expires-month", "12")
	ended.Set("expires-year", "2024")
	hub.Post(at+"/check", ended).Is(422).Says("This check has run out", "Ask for a new one")
	hub.Post(at+"/check", identity()).LeadsTo(at)
	hub.Get(at).Says("In induction", "Passport and a bill", "Not begun", "Passed in person")
	hub.Get(at + "/move?to=active").Is(200)
	hub.Post(at+"/move", url.Values{"to": {"active"}, "version": {b.version(at)}}).Is(409).Says("They still need", "“Welcome”")
	hub.Post(at+"/module", url.Values{"module": {"welcome"}}).LeadsTo(at)
	hub.Get(at).Says("Passed in person on 30 November 2026, with Hapi")
	hub.Get(at).Says("They agree to the principles", "I am kind.")
	hub.Post(at+"/agree", nil).LeadsTo(at)
	hub.Get(at).Says("Active", "May do it", "Volunteer letter", "Recorded a check of a volunteer", "Account hapi")
	if len(b.read) == 0 || b.read[0].Verb != "read a volunteer's folder" {
		t.Errorf("noted as read: %+v", b.read)
	}
}

func (b *bureau) version(at string) string {
	id, _ := ident.Parse[volunteers.Volunteer](strings.TrimPrefix(at, "/volunteers/"))
	v, err := b.service.Get(b.ctx, id)
	if err != nil {
		b.t.Fatal(err)
	}
	return strconv.FormatInt(v.Version, 10)
}

func TestMovingNeedsAReason(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	hub.Get(at + "/move?to=revoked").Is(200).Says("stop counting at once")
	hub.Get(at + "/move?to=inducting").Is(404)
	hub.Post(at+"/move", url.Values{"to": {"paused"}, "version": {b.version(at)}}).Is(422).Says("Say why, in a few words")
	hub.Post(at+"/move", url.Values{"to": {"paused"}, "version": {"1"}, "why": {"Away in May."}}).Is(409).Says("changed this volunteer while you were writing", "Away in May.")
	hub.Post(at+"/move", url.Values{"to": {"paused"}, "version": {b.version(at)}, "why": {"Away in May."}}).LeadsTo(at)
	hub.Get(at).Says("Paused", "Away in May.", "Resume").Hides("Volunteer letter")
	hub.Post(at+"/letter", nil).Is(409).Says("They are paused")
	hub.Post(at+"/move", url.Values{"to": {"active"}, "version": {b.version(at)}}).LeadsTo(at)
	hub.Post(at+"/duty", nil).LeadsTo(at)
	hub.Get(at).Says("Off duty", "Put on duty")
}

func TestHandingOverToAnotherHub(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	hub.Post(at+"/hand-over", url.Values{"version": {b.version(at)}}).Is(422).Says("Select the neighbourhood they go to", "Say why")
	hub.Post(at+"/hand-over", url.Values{"version": {b.version(at)}, "hood": {"leigh"}, "why": {"She moved."}}).LeadsTo("/volunteers")
	hub.Get("/volunteers").Says("Jean Taylor now helps in Leigh").Hides(`>Jean Taylor</a>`)
	hub.Get(at).Is(403)
	b.As(inLeigh).Get(at).Is(200).Says("Handed a volunteer over to another neighbourhood", "She moved.")
}

func TestChangingWhatIsKnown(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	hub.Get(at+"/edit").Is(200).Has(`value="Jean"`, `value="12 Moss Street"`, `value="1985"`)
	form := jean()
	form.Set("version", b.version(at))
	form.Set("shields", "yes")
	form["activities"] = []string{"food", "call"}
	hub.Post(at+"/edit", form).LeadsTo(at)
	hub.Get(at).Says("Saved what is known of Jean Taylor", "their own health keeps them from other people's doors", "References")
	form.Set("family_name", "Smith")
	hub.Post(at+"/edit", form).Is(409).Says("changed this volunteer while you were writing", "What is kept now, and what you typed", "Jean Smith").Has(`value="Smith"`)
	form.Set("version", b.version(at))
	form.Set("phone", "")
	hub.Post(at+"/edit", form).Is(422).Says("Enter a phone number or an email address")
}

func TestTheLetterAndTheCardOfAVolunteerKeepTheirNumber(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	first := hub.Post(at+"/letter", nil).Is(200)
	if !strings.HasPrefix(first.Body, "%PDF- Jean Taylor ") || strings.Contains(first.Header.Get("Content-Disposition"), "Jean") {
		t.Errorf("got %q, %v", first.Body, first.Header)
	}
	_, number, _ := strings.Cut(first.Body, "Taylor ")
	if _, err := ident.ParseReference(number); err != nil {
		t.Errorf("the number %q: %v", number, err)
	}
	if again := hub.Post(at+"/letter", nil).Is(200); again.Body != first.Body {
		t.Errorf("the second letter says %q", again.Body)
	}
	if card := hub.Post(at+"/card", nil).Is(200); card.Body != "%PDF- card Jean Taylor "+number || strings.Contains(card.Header.Get("Content-Disposition"), "Jean") {
		t.Errorf("the card says %q", card.Body)
	}
	hub.Get(at).Says(number)
	for _, paper := range []string{"/letter", "/card"} {
		b.As(agent).Post(at+paper, nil).Is(403)
	}
}

func TestKeepingThemFromSomebody(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	var record people.Record
	if err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		record, err = people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Amina", FamilyName: "Khan"}, Neighbourhood: "hapi"}, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	hub.Post(at+"/apart", url.Values{"look": {"amina"}}).Is(422).Says("Nobody was found.")
	b.hits = []people.Hit{{Record: record}}
	hub.Post(at+"/apart", url.Values{"look": {"amina"}}).Is(200).Says("Amina Khan")
	hub.Post(at+"/apart", url.Values{"look": {"amina"}, "chosen": {"yes"}}).Is(422).Says("Select who it is", "Say why")
	hub.Post(at+"/apart", url.Values{"look": {"amina"}, "chosen": {"yes"}, "record": {string(record.ID)}, "why": {"They fell out."}}).LeadsTo(at)
	page := hub.Get(at).Says("Amina Khan", "They fell out.", "Account hapi")
	_, rest, _ := strings.Cut(page.Body, "/apart/")
	exclusion, _, _ := strings.Cut(rest, "/lift")
	hub.Post(at+"/apart/"+exclusion+"/lift", nil).LeadsTo(at)
	hub.Get(at).Hides("They fell out.")
}

func TestWithdrawingACheck(t *testing.T) {
	b := start(t)
	at := b.ready(jean())
	hub := b.As(inHapi)
	page := hub.Get(at).Says("May do it")
	_, rest, _ := strings.Cut(page.Body, at+"/check/")
	check, _, _ := strings.Cut(rest, "/withdraw")
	hub.Get(at + "/check/" + check + "/withdraw").Is(200).Says("What needs it stops at once.")
	hub.Post(at+"/check/"+check+"/withdraw", nil).Is(422).Says("Say why")
	hub.Post(at+"/check/"+check+"/withdraw", url.Values{"why": {"A false passport."}}).LeadsTo(at)
	hub.Get(at).Says("Withdrawn: A false passport.", "Needed: Name and address check.").Hides("May do it")
	hub.Get(at + "/check/0171503a-1b00-7000-8000-000000000000/withdraw").Is(404)
}

// TestAWithheldAddressIsShownNowhere: somebody who asked as a resident for their address to be
// withheld does not show it as a volunteer, and does not lose it by a change.
func TestAWithheldAddressIsShownNowhere(t *testing.T) {
	b := start(t)
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		_, err := people.Add(tx, people.NewRecord{Described: people.Described{
			GivenNames: "Jean", FamilyName: "Taylor", BirthDate: day.New(1985, 3, 27), Phone: "+447700900123",
		}, Neighbourhood: "hapi"}, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	at := b.ready(jean())
	hub := b.As(inHapi)
	hub.Get(at).Says("12 Moss Street")
	register := people.New(b.db, b)
	if err := register.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	id, _ := ident.Parse[volunteers.Volunteer](strings.TrimPrefix(at, "/volunteers/"))
	v, err := b.service.Get(b.ctx, id)
	if err != nil || v.Record == "" {
		t.Fatalf("they are not known as a resident: %v", err)
	}
	if err := register.Mark(b.ctx, people.PersonID(v.Record), nil, []people.Label{people.AddressWithheld}); err != nil {
		t.Fatal(err)
	}
	hub.Get(at).Says("Withheld: they asked for that as a resident").Hides("Moss Street", "WN2 3EB")
	hub.Get(at+"/edit").Is(200).Hides("Moss Street", "WN2 3EB")
	form := jean()
	form.Set("version", b.version(at))
	form.Set("line1", "1 Other Road")
	hub.Post(at+"/edit", form).LeadsTo(at)
	if v, err := b.service.Get(b.ctx, id); err != nil || v.Home.Line1 != "12 Moss Street" {
		t.Errorf("they live at %q, %v", v.Home.Line1, err)
	}
}
