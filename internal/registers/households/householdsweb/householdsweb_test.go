package householdsweb_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/households"
	"kith/internal/registers/households/householdsweb"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

var (
	agent   = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Pat Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	auditor = access.Principal{Account: "audit", Name: "Lee Audit", Grants: []access.Grant{{Role: access.Governance}}}
	member  = access.Principal{Account: "member", Name: "Sam Member", Grants: []access.Grant{{Role: access.Member}}}
)

// borough is a borough with the pages of its people and of who is around them.
type borough struct {
	*webtest.Site
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), people.Static().Migrations, households.Static().Migrations)
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), agent), clock: at}
	who := people.New(d, b)
	around := households.New(d, who, b)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(householdsweb.Pages(around, who, b), personPage(who, householdsweb.Panel(around, b)))
	return b
}

// personPage stands for the page of a person, with one panel.
func personPage(who *people.Service, panel peopleview.Panel) web.Pages {
	show := func(w http.ResponseWriter, r *http.Request) error {
		p, err := who.Person(r.Context(), people.PersonID(r.PathValue("id")))
		if err != nil {
			return err
		}
		body, err := panel.Show(r.Context(), p)
		if err != nil {
			return err
		}
		titled := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			if _, err := io.WriteString(w, "<h1>"+panel.Title+"</h1>"); err != nil {
				return err
			}
			flags, err := panel.Flags(ctx, p)
			if err != nil {
				return err
			}
			if err := flags.Render(ctx, w); err != nil {
				return err
			}
			return body.Render(ctx, w)
		})
		return web.Render(w, r, http.StatusOK, web.Page{Title: panel.Title, Wide: true, Body: titled})
	}
	return web.Pages{Routes: []web.Route{web.Get("/people/{id}", access.Anyone(access.Agent, access.Coordinator, access.Governance), show)}}
}

func (b *borough) Saw(context.Context, journal.Entry) error { return nil }

func (b *borough) Now() time.Time { return b.clock.Now() }

func (b *borough) AccountName(_ context.Context, id string) string {
	return map[string]string{"agent": "Jo Agent", "hapi": "Pat Hapi"}[id]
}

// add keeps somebody of HAPI and gives their id.
func (b *borough) add(name string, born day.Date) string {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
	n.GivenNames, n.FamilyName, _ = strings.Cut(name, " ")
	n.BirthDate = born
	var r people.Record
	if err := b.db.Write(b.ctx, func(tx *db.Tx) (err error) {
		r, err = people.Add(tx, n, nil)
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return string(r.ID)
}

// form makes a form of names and values in turn.
func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func TestAddingSomebodyWhoIsKnown(t *testing.T) {
	b := start(t)
	amina, sara := b.add("Amina Khan", day.New(1939, time.March, 7)), b.add("Sara Khan", day.New(1970, time.May, 2))
	staff := b.As(inHapi)
	staff.Get("/people/"+amina).Is(200).Says("Household", "Nobody has said yet who is around this person.").Has(`href="/around/` + amina + `"`)
	staff.Get("/around/"+amina).Is(200).Says("Who is around Amina Khan", "Nobody has said who lives with Amina Khan.")

	at := "/around/" + amina + "/lives-with"
	staff.Get(at).Is(200).Says("Who lives with Amina Khan?")
	staff.Post(at, form("words", "")).Is(422).Says("Enter a name, postcode, phone number or date of birth")
	staff.Post(at, form("words", "khan")).Is(200).Says("Which of these is it?", "Sara Khan", "born 2 May 1970", "None of these").Hides(`value="` + amina + `"`)
	staff.Post(at, form("words", "khan", "chosen", "yes", "relation", "daughter")).Is(422).Says("Select who it is").Has(`value="daughter"`)
	staff.Post(at, form("words", "khan", "chosen", "yes", "pick", sara, "relation", "daughter")).LeadsTo("/around/" + amina)
	staff.Get("/people/"+amina).Says("Lives with", "Sara Khan , daughter, 49")
	staff.Post(at, form("words", "khan", "chosen", "yes", "pick", sara, "relation", "her girl")).Is(409).Says("They are in this household already.").Has(`value="her girl"`)
}

func TestChoosingSaysWhyAndWithholds(t *testing.T) {
	b := start(t)
	amina, sara := b.add("Amina Khan", day.Date{}), b.add("Sara Qureshi", day.Date{})
	manager := access.With(b.ctx, access.Principal{Account: "m", Grants: []access.Grant{{Role: access.Manager}}})
	if err := people.New(b.db, b).Mark(manager, people.PersonID(sara), nil, []people.Label{people.AddressWithheld}); err != nil {
		t.Fatal(err)
	}
	b.As(agent).Post("/around/"+amina+"/lives-with", form("words", "kureshi")).Is(200).Says("Sara Qureshi", "sounds like kureshi", "Address withheld")
}

func TestAddingANameNotYetKnown(t *testing.T) {
	b := start(t)
	amina := b.add("Amina Khan", day.Date{})
	staff, at := b.As(agent), "/around/"+amina+"/lives-with"
	staff.Post(at, form("words", "Yusuf Bashir")).Is(200).Says("Somebody not yet known here").Has(`value="Yusuf"`, `value="Bashir"`)
	unknown := form("words", "Yusuf Bashir", "chosen", "yes", "pick", "not-known", "given", "", "family", "")
	staff.Post(at, unknown).Is(422).Says("Enter a first name or a family name")
	unknown.Set("given", "Yusuf")
	unknown.Set("born-day", "31")
	unknown.Set("born-month", "2")
	unknown.Set("born-year", "2008")
	staff.Post(at, unknown).Is(422).Says("Date of birth must be a real date").Has(`value="Yusuf"`)
	unknown.Set("born-day", "1")
	staff.Post(at, unknown).LeadsTo("/around/" + amina)
	staff.Get("/around/"+amina).Says("Yusuf , 12", "under 18")
}

func TestAStaleHomeLosesNoTyping(t *testing.T) {
	b := start(t)
	amina := b.add("Amina Khan", day.Date{})
	staff, at := b.As(agent), "/around/"+amina+"/home"
	staff.Post(at, form("version", "0", "floor", "fourth", "lift", "no", "stairs", "cannot", "pets", "a cat")).LeadsTo("/around/" + amina)
	staff.Get("/people/"+amina).Says("cannot use the stairs", "Floor: fourth. There is no lift.", "a cat")
	stale := staff.Post(at, form("version", "0", "floor", "fourth", "lift", "no", "entry", "buzz 12"))
	stale.Is(409).Says("Somebody else has saved this since you opened it", "Jo Agent has saved this meanwhile", "Getting in Nothing buzz 12", "Pets a cat Nothing").Has(`value="buzz 12"`, `name="version" value="1"`)
	staff.Post(at, form("version", "1", "floor", "fourth", "entry", "buzz 12", "pets", "a cat")).LeadsTo("/around/" + amina)
	staff.Post(at, form("version", "2", "entry", "key safe 4471")).Is(422).Says("Codes of key safes are not kept here").Has(`value="key safe 4471"`)
	staff.Post(at, form("version", "2", "floor", strings.Repeat("x", 41))).Is(422)
}

func TestWhoIsToBeToldNothing(t *testing.T) {
	b := start(t)
	sara, karl := b.add("Sara Hart", day.Date{}), b.add("Karl Hart", day.Date{})
	staff := b.As(agent)
	staff.Post("/around/"+sara+"/lives-with", form("words", "karl", "chosen", "yes", "pick", karl)).Is(303)
	staff.Post("/around/"+sara+"/tell-nothing", form("other", karl)).LeadsTo("/around/" + sara)
	staff.Get("/people/"+sara).Says("Karl Hart", "tell them nothing")
	staff.Get("/people/"+karl).Says("Sara Hart", "say nothing of them here")
	staff.Post("/around/"+sara+"/may-tell", form("other", karl)).LeadsTo("/around/" + sara)
	staff.Get("/people/" + karl).Hides("say nothing of them here")
}

func TestLeavingAHousehold(t *testing.T) {
	b := start(t)
	sara, karl := b.add("Sara Hart", day.Date{}), b.add("Karl Hart", day.Date{})
	staff := b.As(agent)
	staff.Post("/around/"+sara+"/lives-with", form("words", "karl", "chosen", "yes", "pick", karl)).Is(303)
	_, after, _ := strings.Cut(staff.Get("/around/"+sara).Body, `name="member" value="`)
	id, _, _ := strings.Cut(after, `"`)
	staff.Post("/around/"+sara+"/left", form("member", id)).LeadsTo("/around/" + sara)
	staff.Get("/around/" + sara).Says("Nobody has said who lives with Sara Hart.")
	staff.Post("/around/"+sara+"/left", form("member", id)).Is(409).Says("Somebody has already removed this person")
	staff.Post("/around/"+sara+"/left", form("member", "nobody")).Is(422)
}

func TestWhoMaySayWhoIsAround(t *testing.T) {
	b := start(t)
	amina := b.add("Amina Khan", day.Date{})
	b.As(auditor).Get("/people/" + amina).Is(200).Says("Household").Hides("/around/")
	b.As(auditor).Get("/around/" + amina).Is(403)
	b.As(member).Get("/around/" + amina).Is(403)
	elsewhere := access.Principal{Account: "leigh", Name: "Pat Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	b.As(elsewhere).Get("/around/" + amina).Is(404)
	b.As(elsewhere).Post("/around/"+amina+"/home", form("version", "0")).Is(404)
}

func TestCarersAreShownOnBothPages(t *testing.T) {
	b := start(t)
	amina, sara := b.add("Amina Khan", day.New(1939, time.March, 7)), b.add("Sara Khan", day.New(2005, time.May, 2))
	staff := b.As(agent)
	at := "/around/" + amina + "/carer"
	staff.Get(at).Is(200).Says("Who cares for Amina Khan?")
	staff.Post(at, form("words", "sara", "chosen", "yes", "pick", sara, "does", "meals", "backup", "the aunt comes", "ring", "Noor 07700 900123")).LeadsTo("/around/" + amina)
	staff.Get("/people/"+amina).Says("Cared for by", "Sara Khan , 14", "young carer", "meals", "If they cannot go on: the aunt comes", "Ring then: Noor 07700 900123")
	staff.Get("/people/"+sara).Says("Cares for", "Amina Khan , 81", "young carer")
	_, after, _ := strings.Cut(staff.Get("/around/"+sara).Body, "/around/"+sara+"/care/")
	id, _, _ := strings.Cut(after, `"`)
	at = "/around/" + sara + "/care/" + id
	staff.Get(at).Is(200).Says("Sara Khan cares for Amina Khan", "is a young carer").Has(`value="meals"`)
	staff.Post(at, form("version", "1", "does", "meals", "cannot-day", "19", "cannot-month", "4", "cannot-year", "2020")).LeadsTo("/around/" + sara)
	staff.Get("/people/" + amina).Says("carer cannot go on since 19 Apr 2020")
	staff.Get("/people/" + sara).Says("cannot go on caring since 19 Apr 2020")
	staff.Post(at, form("version", "2", "cannot-day", "1", "cannot-month", "5", "cannot-year", "2021")).Is(422)
	staff.Post(at, form("version", "1", "does", "everything")).Is(409).Says("Jo Agent has saved this meanwhile", "What they do meals everything").Has(`value="everything"`, `name="version" value="2"`)
	staff.Post(at+"/end", form("version", "1")).Is(409)
	staff.Post(at+"/end", form("version", "2")).LeadsTo("/around/" + sara)
	staff.Get(at).Is(404)
	staff.Get("/people/" + amina).Hides("cannot go on")
	staff.Post("/around/"+sara+"/cares-for", form("words", "amina", "chosen", "yes", "pick", amina)).LeadsTo("/around/" + sara)
}

func TestHelpersGoByName(t *testing.T) {
	b := start(t)
	amina := b.add("Amina Khan", day.Date{})
	staff := b.As(agent)
	at := "/around/" + amina + "/helper"
	staff.Post(at, form("version", "0", "name", "", "relation", "neighbour")).Is(422).Says("Enter the name they go by").Has(`value="neighbour"`)
	staff.Post(at, form("version", "0", "name", "Jean", "relation", "neighbour", "phone", "07700900123", "does", "shops on Fridays")).LeadsTo("/around/" + amina)
	staff.Get("/people/"+amina).Says("Also helps", "Jean, neighbour: shops on Fridays", "do not ring").Hides("07700 900123")
	_, after, _ := strings.Cut(staff.Get("/around/"+amina).Body, at+"/")
	id, _, _ := strings.Cut(after, `"`)
	staff.Post(at+"/"+id, form("version", "1", "name", "Jean", "phone", "07700900123", "may-ring", "yes")).LeadsTo("/around/" + amina)
	staff.Get("/people/" + amina).Says("07700 900123").Hides("do not ring")
	staff.Post(at+"/"+id, form("version", "1", "name", "Jean Hart")).Is(409).Has(`value="Jean Hart"`).Says("May we ring them Yes No")
	staff.Post(at+"/"+id+"/end", form("version", "2")).LeadsTo("/around/" + amina)
	staff.Get(at + "/" + id).Is(404)
}
