package contactsweb_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/contacts/contactsweb"
	"kith/internal/registers/people"
)

var (
	agent  = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	point  = access.Principal{Account: "point", Name: "Alex Point", Grants: []access.Grant{{Role: access.Coordinator}}}
	member = access.Principal{Account: "member", Name: "Sam Member", Grants: []access.Grant{{Role: access.Member}}}
)

const rulesFile = `gap_hours: 24
agencies:
  - {id: gp, name: GP practice}
  - {id: idva, name: Domestic abuse service, restricted: true}
`

type rules struct{ b *blueprint.Blueprint }

func (r rules) Current(context.Context) (*blueprint.Blueprint, error) { return r.b, nil }

// borough is a borough with the pages of its contacts.
type borough struct {
	*webtest.Site
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations)
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), agent), clock: at}
	who := people.New(d, b)
	s := contacts.New(d, rules{blueprinttest.Load(t, map[string]string{"contacts.yaml": rulesFile}, contacts.RulesSection())}, who)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(contactsweb.Pages(s, who, b), personPage(who, contactsweb.Panel(s, b, false).Show))
	return b
}

// personPage stands for the page of a person.
func personPage(who *people.Service, panel func(context.Context, people.Person) (templ.Component, error)) web.Pages {
	show := func(w http.ResponseWriter, r *http.Request) error {
		p, err := who.Person(r.Context(), people.PersonID(r.PathValue("id")))
		if err != nil {
			return err
		}
		body, err := panel(r.Context(), p)
		if err != nil {
			return err
		}
		titled := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			if _, err := io.WriteString(w, "<h1>Person</h1>"); err != nil {
				return err
			}
			return body.Render(ctx, w)
		})
		return web.Render(w, r, http.StatusOK, web.Page{Title: "Person", Wide: true, Body: titled})
	}
	return web.Pages{Routes: []web.Route{web.Get("/people/{id}", access.Anyone(access.Agent, access.Coordinator), show)}}
}

func (b *borough) Saw(context.Context, journal.Entry) error { return nil }
func (b *borough) Now() time.Time                           { return b.clock.Now() }
func (b *borough) AccountName(_ context.Context, id string) string {
	return map[string]string{"agent": "Jo Agent"}[id]
}

func (b *borough) add(given, family string) string {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
	n.GivenNames, n.FamilyName, n.BirthDate = given, family, day.New(1939, time.March, 24)
	n.Address.Postcode = "WN2 3EB"
	n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call"}}
	var r people.Record
	if err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return string(r.ID)
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func TestAContactIsLoggedInAMinute(t *testing.T) {
	b := start(t)
	id := b.add("Amina", "Khan")
	v := b.As(agent)
	v.Get("/contacts/log").Is(http.StatusOK).Says("Who was it with?")
	v.Post("/contacts/log", form("terms", "")).Is(http.StatusUnprocessableEntity).Says("Enter a name")
	v.Post("/contacts/log", form("terms", "nobody at all")).Is(http.StatusOK).Says("Nobody you may see is found")
	v.Post("/contacts/log", form("terms", "amina")).Is(http.StatusOK).Says("One person found").Has("/contacts/log/" + id)
	at := "/contacts/log/" + id
	v.Get(at).Is(http.StatusOK).Says("GP practice", "Keep in the log")
	v.Post(at, form("agency", "", "method", "phone", "direction", "outbound", "note", "Kept words")).Is(http.StatusUnprocessableEntity).Says("Select who was in touch", "Kept words")
	sound := []string{"agency", "gp", "direction", "outbound", "method", "phone", "outcome", "spoken", "on-day", "20", "on-month", "4", "on-year", "2020"}
	v.Post(at, form(append(sound, "at", "noonish")...)).Is(http.StatusUnprocessableEntity).Says("Enter a time like 14:30")
	v.Post(at, form(append(sound, "at", "23:30")...)).Is(http.StatusUnprocessableEntity).Says("Enter a time that is past")
	v.Post(at, form("agency", "elsewhere", "direction", "outbound", "method", "phone", "outcome", "spoken", "on-day", "20", "on-month", "4", "on-year", "2020")).
		Is(http.StatusUnprocessableEntity).Says("Enter the name of the agency")
	v.Post(at, form(append(sound, "at", "9.15", "note", "She is well")...)).LeadsTo("/people/" + id)
	v.Get("/people/"+id).Is(http.StatusOK).Says("Not now", "GP practice reached them on 20 April at 09:15", "She is well")
}

func TestTheShieldOfARestrictedServiceSaysNothing(t *testing.T) {
	b := start(t)
	id := b.add("Amina", "Khan")
	v := b.As(point)
	v.Post("/contacts/log/"+id, form("agency", "idva", "direction", "outbound", "method", "phone", "outcome", "spoken", "on-day", "20", "on-month", "4", "on-year", "2020", "at", "9.15")).LeadsTo("/people/" + id)
	v.Get("/people/" + id).Is(http.StatusOK).Says("Domestic abuse service")
	v = b.As(agent)
	v.Get("/people/"+id).Is(http.StatusOK).Says("Not now: ask a supervisor.").Hides("Domestic", "09:15", "20 April")
}

const contactsFile = `Date,Time,Agency,Method,Outcome,First name,Last name,Date of birth,Postcode
19/04/2020,10:30,GP practice,telephone,spoken,Amina,Khan,24/03/1939,WN2 3EB
19/04/2020,10:30,GP practice,telephone,spoken,Amina,Khan,24/03/1939,WN2 3EB
19/04/2020,11:00,GP practice,telephone,spoken,Nobody,Known,01/01/1950,WN1 1AA
31/02/2020,11:00,GP practice,telephone,spoken,Amina,Khan,24/03/1939,WN2 3EB
18/04/2020,,GP practice,pigeon,spoken,Amina,Khan,24/03/1939,WN2 3EB
`

func hand(v *webtest.Browser, do, name, text string) webtest.Page {
	return v.Upload("/contacts/import", form("do", do, "agency", ""), "file", name, text)
}

func TestAFileOfContacts(t *testing.T) {
	b := start(t)
	id := b.add("Amina", "Khan")
	v := b.As(point)
	v.Get("/contacts/import").Is(http.StatusOK).Says("Check the file")
	hand(v, "check", "", "").Is(http.StatusUnprocessableEntity).Says("Choose the file")
	hand(v, "check", "x.csv", "a,b\n1,2\n").Is(http.StatusUnprocessableEntity).Says("Contacts of another agency")
	hand(v, "check", "gp.csv", contactsFile).Is(http.StatusOK).Says("would add 1 contact. 1 row is in the log already, 3 rows cannot be taken",
		"Nobody is known by these details", "The date cannot be read", "The method is not known")
	v.Get("/people/" + id).Is(http.StatusOK).Says("Every call, visit and letter appears here")
	hand(v, "rejected", "gp.csv", contactsFile).Is(http.StatusOK).Says("gp.csv,4,")
	hand(v, "take-in", "gp.csv", contactsFile).Is(http.StatusOK).Says("1 contact added. 1 row was in the log already, 3 rows could not be taken")
	hand(v, "take-in", "again.csv", contactsFile).Is(http.StatusOK).Says("0 contacts added. 2 rows were in the log already")
	v.Get("/people/"+id).Is(http.StatusOK).Says("GP practice", "Sun 19 Apr 10:30")
}

func TestWhoMayLog(t *testing.T) {
	b := start(t)
	v := b.As(member)
	v.Get("/contacts/log").Is(http.StatusForbidden)
	v = b.As(agent)
	v.Get("/contacts/import").Is(http.StatusForbidden)
}
