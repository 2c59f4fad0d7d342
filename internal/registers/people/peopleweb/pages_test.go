package peopleweb_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/people/peopleweb"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
)

var now = time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)

var (
	agent   = access.Principal{Account: "agent", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Pat Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	auditor = access.Principal{Account: "audit", Name: "Lee Audit", Grants: []access.Grant{{Role: access.Governance}}}
	member  = access.Principal{Account: "member", Name: "Sam Member", Grants: []access.Grant{{Role: access.Member}}}
	manager = access.Principal{Account: "manager", Name: "Sam Manager", Grants: []access.Grant{{Role: access.Manager}}}
)

// register is a borough with its pages of people.
type register struct {
	*webtest.Site
	*people.Service
	t       *testing.T
	db      *db.DB
	ctx     context.Context
	clock   *clock.Manual
	seconds *secondperson.Service
	reads   int
	asked   map[string][]people.Hit // by reference
}

func newRegister(t *testing.T, panels ...peopleview.Panel) *register {
	at := clock.NewManual(now)
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), secondperson.Static().Migrations, people.Static().Migrations)
	g := &register{t: t, db: d, ctx: access.With(dbtest.Context(t), agent), clock: at}
	g.Service = people.New(d, g)
	g.seconds = secondperson.New(d)
	g.Site = webtest.New(t, db.CallerOf(g.ctx).Borough, at, nil)
	g.Mount(peopleweb.Pages(g.Service, g.seconds, g, panels...))
	return g
}

func (g *register) Saw(context.Context, journal.Entry) error { g.reads++; return nil }

func (g *register) Now() time.Time { return g.clock.Now() }

func (g *register) AskedAs(_ context.Context, text string) ([]people.Hit, error) {
	return g.asked[text], nil
}

func (g *register) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram, Platt Bridge and Ince", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (g *register) Route(_ context.Context, given string) (places.Routing, error) {
	if given == "WN7 1EB" {
		return places.Routing{Given: given, Neighbourhood: "leigh", Rule: places.RuleWard, Source: "ONSPD May 2020"}, nil
	}
	return places.Routing{Given: given, Rule: places.RuleNone}, nil
}

func (g *register) AccountName(_ context.Context, id string) string {
	return map[string]string{"agent": "Jo Agent", "tester": "the public form"}[id]
}

// amina is somebody of whom everything is known.
func amina() people.NewRecord {
	n := people.NewRecord{Neighbourhood: "hapi", RoutingRule: string(places.RuleWard), RoutingSource: "ONSPD May 2020", Source: "public form"}
	n.GivenNames, n.FamilyName, n.Phone, n.Email = "Amina", "Khan", "+447700900123", "amina@example.org"
	n.BirthDate, n.Address = day.New(1939, time.March, 7), places.Address{Line1: "14 Warrington Road", Town: "Ince", Postcode: "WN2 3EB"}
	n.Language, n.Interpreter = "Urdu", true
	n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call", "text"}, Texts: true, Times: "mornings", Note: "Ask for her daughter first"}
	return n
}

func (g *register) add(n people.NewRecord) people.Record {
	g.t.Helper()
	like, err := g.Match(g.ctx, n.Described)
	if err != nil {
		g.t.Fatal(err)
	}
	var r people.Record
	if err := g.db.Write(g.ctx, func(tx *db.Tx) error {
		r, err = people.Add(tx, n, like)
		return err
	}); err != nil {
		g.t.Fatal(err)
	}
	return r
}

func page(r people.Record) string { return "/people/" + string(r.ID) }

func terms(text string) url.Values { return url.Values{"terms": {text}} }

func TestSearchPages(t *testing.T) {
	g := newRegister(t)
	g.add(amina())
	b := g.As(agent)
	b.Get("/people").Is(http.StatusOK).Says("Find a person", "Name, postcode, phone number, NHS number or date of birth").Has(`action="/people/search"`, `data-key="/"`)

	b.Post("/people/search", terms("")).Is(http.StatusUnprocessableEntity).Says("Enter a name, postcode, phone number or date of birth").Has("<title>Error: ", `href="#terms"`)
	b.Post("/people/search", terms("k")).Is(http.StatusUnprocessableEntity).Says("Two letters are the least").Has(`value="k"`)
	b.Post("/people/search", terms(strings.Repeat("k", 101))).Is(http.StatusUnprocessableEntity)

	found := b.Post("/people/search", terms("khan wn2"))
	found.Is(http.StatusSeeOther)
	if strings.Contains(strings.ToLower(found.Location), "khan") || !strings.HasPrefix(found.Location, "/found/") {
		t.Errorf("the search leads to %s", found.Location)
	}
	b.Get(found.Location).Is(http.StatusOK).Says("1 person found.", "Amina Khan", "7 Mar 1939 (81)", "14 Warrington Road, Ince, WN2 3EB", "07700 900123", "HAPI").Has(`value="khan wn2"`)
	g.As(auditor).Get(found.Location).LeadsTo("/people") // somebody else's search
	g.clock.Advance(61 * time.Minute)
	b.Get(found.Location).LeadsTo("/people") // an hour later
	b.Post("/people/lookup", terms("kahn")).Is(http.StatusOK).Says("Amina Khan sounds like")
	asked := people.Hit{Person: "1", Record: people.Record{ID: "1"}}
	asked.Record.GivenNames = "Bilal"
	g.asked = map[string][]people.Hit{"7K3D-9M2": {asked}}
	b.Post("/people/lookup", terms("7K3D-9M2")).Is(http.StatusOK).Says("1 person found.", "Bilal")
	none := b.Post("/people/search", terms("zebedee"))
	b.Get(none.Location).Is(http.StatusOK).Says("Nobody is found whom you may see")
	g.As(member).Get("/people").Is(http.StatusForbidden)
}

func TestLookUpWhileTyping(t *testing.T) {
	g := newRegister(t)
	for range 12 {
		n := amina()
		n.Phone, n.BirthDate = "", day.Date{}
		g.add(n)
	}
	b := g.As(agent)
	ten := b.Post("/people/lookup", terms("kha")).Is(http.StatusOK).Says("The closest 10 people are shown").Has(`hx-swap-oob="true"`).Hides("<html")
	pagecheck.CheckFragment(t, ten.Body)
	if n := strings.Count(ten.Body, "<th scope=\"row\""); n != 10 {
		t.Errorf("%d people are shown", n)
	}
	b.Post("/people/lookup", terms("")).Is(http.StatusOK).Hides("Amina", "Nobody is found")
	b.Post("/people/lookup", terms("zebedee")).Is(http.StatusOK).Says("Nobody is found")
	g.As(inLeigh).Post("/people/lookup", terms("kha")).Is(http.StatusOK).Hides("Amina")
	g.As(member).Post("/people/lookup", terms("kha")).Is(http.StatusForbidden)
}

func TestPersonPage(t *testing.T) {
	g := newRegister(t, peopleview.Panel{Title: "What they asked for", Order: 1, Show: func(_ context.Context, p people.Person) (templ.Component, error) {
		return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
			_, err := io.WriteString(w, "<p>Food parcel</p>")
			return err
		}), nil
	}}, peopleview.Panel{Title: "Nothing to show", Order: 0, Show: func(context.Context, people.Person) (templ.Component, error) { return nil, nil }})
	r := g.add(amina())
	g.reads = 0
	g.As(agent).Get(page(r)).Is(http.StatusOK).
		Says("Amina Khan", "81", "HAPI", "no voicemail", "interpreter: Urdu").
		Says("You may ring.", "Leave no voicemail.", "You may send a text.", "Send no letter.", "When: mornings", "Ask for her daughter first").
		Says("What they asked for", "Food parcel").
		Says("Record added by the public form", "From: public form").
		Says("HAPI, by the ward of the postcode (ONSPD May 2020)", "Date of birth 7 March 1939 public form 20 Apr 2020").
		Has(`href="tel:+447700900123"`).
		Hides("Nothing to show", "Likely the same person", "under 18", "by hand", "Ask again before anything else", "/separate")
	if g.reads != 1 {
		t.Errorf("the look was recorded %d times", g.reads)
	}
	g.As(inLeigh).Get(page(r)).Is(http.StatusNotFound).Hides("Amina")
	g.As(agent).Get("/people/0190163d-8694-739b-aea5-966c26f8ad91").Is(http.StatusNotFound)
	g.As(agent).Get("/people/nonsense").Is(http.StatusUnprocessableEntity)
}

func TestPersonPageSaysTheMostCautiousWhenNobodyAsked(t *testing.T) {
	g := newRegister(t)
	r := g.add(people.NewRecord{Source: "contact centre", SafeContact: people.SafeContact{Voicemail: true}, Described: people.Described{BirthDate: day.New(2010, time.May, 1)}, CheckByHand: true})
	g.As(agent).Get(page(r)).Is(http.StatusOK).
		Says("No name given", "No hub yet", "under 18", "no voicemail", "address routes by hand").
		Says("Nobody has asked how it is safe to reach them", "Leave no voicemail. Send no text, no email and no letter.", "Say nothing of what it is about to whoever else answers.")
}

func TestPersonPageAsksAgainAfterAMonth(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	g.clock.Advance(31 * 24 * time.Hour)
	g.As(agent).Get(page(r)).Is(http.StatusOK).Says("Ask again before anything else. This was last said: 4 weeks ago")
}

func TestDecidingWhoIsWho(t *testing.T) {
	g := newRegister(t)
	first := g.add(amina())
	g.clock.Advance(time.Hour)
	again := amina()
	again.GivenNames, again.Phone, again.Source = "A", "", "contact centre"
	second := g.add(again)
	third := g.add(amina())
	b := g.As(agent)
	b.Get(page(first)).Is(http.StatusOK).
		Says("Likely the same person", "A Khan", "same date of birth", "same initial", "Name Amina Khan A Khan Different", "Date of birth 7 March 1939 7 March 1939 Same").
		Has(`name="other" value="` + string(second.ID) + `"`)
	g.As(auditor).Get(page(first)).Is(http.StatusOK).Says("Likely the same person").Hides("/same", "/not-the-same")
	g.As(auditor).Post(page(first)+"/same", url.Values{"other": {string(second.ID)}}).Is(http.StatusForbidden)

	b.Post(page(first)+"/same", url.Values{"other": {string(second.ID)}}).LeadsTo(page(first))
	b.Get(page(first)).Says("They are one person now", "Found to be the same person as another record by Jo Agent", "Was joined with "+second.Name()+" by Jo Agent").Has("/undo-joining")
	b.Get(page(second)).LeadsTo(page(first))
	b.Post(page(first)+"/not-the-same", url.Values{"other": {string(third.ID)}}).LeadsTo(page(first))
	b.Get(page(first)).Says("They are kept as two people").Hides("Likely the same person")
	b.Post(page(first)+"/not-the-same", url.Values{"other": {string(third.ID)}}).Is(http.StatusConflict).Says("Somebody has already decided")

	p, err := g.Person(g.ctx, people.PersonID(first.ID))
	if err != nil {
		t.Fatal(err)
	}
	merges, err := g.Merges(g.ctx, p)
	if err != nil || len(merges) != 1 {
		t.Fatal(merges, err)
	}
	b.Post(page(first)+"/undo-joining", url.Values{"merge": {string(merges[0].ID)}}).LeadsTo(page(first))
	b.Get(page(first)).Says("They are two people again", "A record was separated again", "Likely the same person")
	b.Get(page(second)).Is(http.StatusOK)
	b.Post(page(first)+"/separate", url.Values{"record": {string(first.ID)}}).Is(http.StatusConflict)
	b.Post(page(first)+"/same", url.Values{}).Is(http.StatusUnprocessableEntity)
	b.Post(page(first)+"/same", url.Values{"other": {"nonsense"}}).Is(http.StatusUnprocessableEntity)
}

// Of somebody who was joined with two others, the page says of the earlier joining which is to
// be undone first, and leads there.
func TestWhichJoiningIsUndoneFirst(t *testing.T) {
	g := newRegister(t)
	first, second, last := g.add(amina()), g.add(amina()), amina()
	last.GivenNames = "Zainab"
	third := g.add(last)
	b := g.As(agent)
	for _, other := range []people.RecordID{second.ID, third.ID} {
		b.Post(page(first)+"/same", url.Values{"other": {string(other)}}).LeadsTo(page(first))
		g.clock.Advance(time.Hour)
	}
	shown := b.Get(page(first)).Is(http.StatusOK).Says("They were joined with others later. To undo this, first undo the joining with Zainab Khan")
	at := regexp.MustCompile(`id="(joining-[0-9a-f-]+)"`).FindAllStringSubmatch(shown.Body, -1)
	if len(at) != 2 {
		t.Fatalf("joinings stand at %v", at)
	}
	shown.Has(`href="#` + at[0][1] + `"`)
	if n := strings.Count(shown.Body, "/undo-joining"); n != 1 {
		t.Errorf("%d joinings can be undone at once", n)
	}
}

func TestALongStorySaysThatItIsCutShort(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	for range 60 {
		if err := g.db.Write(g.ctx, func(tx *db.Tx) error {
			return journal.Record(tx, journal.Entry{Verb: "tried", Topic: "tasks.tried", Subject: string(r.ID), Objects: []journal.Object{{Kind: "task", ID: "t1"}}, Data: map[string]any{"attempts": 3}})
		}); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.db.Write(g.ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{Verb: "opened a task", Topic: "tasks.opened", Subject: string(r.ID)})
	}); err != nil {
		t.Fatal(err)
	}
	g.As(agent).Get(page(r)).Is(http.StatusOK).Hides("opened a task").Says("The latest 50 events are shown", "Tried to reach them: no answer by the public form", "Attempt 3").Has(`href="/tasks/t1"`)
}
