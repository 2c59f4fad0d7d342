package needsweb_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsweb"
)

var now = time.Date(2020, 4, 2, 13, 20, 0, 0, time.UTC)

var (
	manager     = somebody(access.Manager, "")
	coordinator = somebody(access.Coordinator, "hapi")
	agent       = somebody(access.Agent, "")
)

func somebody(role access.Role, neighbourhood string) access.Principal {
	return access.Principal{
		Account: string(role) + "-" + neighbourhood, Name: "Sam " + string(role),
		Grants: []access.Grant{{Role: role, Neighbourhood: neighbourhood}},
	}
}

// borough is a borough with its pages of requests.
type borough struct {
	*webtest.Site
	t    *testing.T
	d    *db.DB
	at   *clock.Manual
	ctx  context.Context
	made int
	// unkept is set when the questions of earlier versions are gone.
	unkept bool
	tasks  []needsweb.TaskLink
	took   []journal.Entry // what was taken in files
	full   error           // why the journal takes nothing
}

func newBorough(t *testing.T) *borough {
	t.Helper()
	b := &borough{t: t, at: clock.NewManual(now), ctx: dbtest.Context(t)}
	b.d = dbtest.NewWith(t, db.Config{Clock: b.at}, journal.Migrations(), people.Static().Migrations, needs.Static().Migrations)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, b.at, nil)
	b.Mount(needsweb.Pages(needs.New(b.d), b))
	return b
}

// ask opens a request of a new person with these needs, received now.
func (b *borough) ask(change func(*needs.NewRequest), decided ...needs.Result) (r needs.Request) {
	b.t.Helper()
	b.made++
	err := b.d.Write(b.ctx, func(tx *db.Tx) error {
		person, err := people.Add(tx, people.NewRecord{
			Described:     people.Described{GivenNames: "Amina", FamilyName: "Khan"},
			Neighbourhood: "hapi", Source: "test",
		}, nil)
		if err != nil {
			return err
		}
		n := needs.NewRequest{
			Channel: needs.Web, Record: person.ID, OwnWords: "I have run out of food", Blueprint: "v1",
			Neighbourhood: "hapi", RoutingRule: string(places.RuleWard), RoutingSource: "ONSPD November 2019",
			Priority: needs.Urgent, FirstContactHours: 4, Key: fmt.Sprint("key ", b.made), Code: "123456",
		}
		if change != nil {
			change(&n)
		}
		if r, err = needs.OpenRequest(tx, n); err != nil {
			return err
		}
		for _, d := range decided {
			if _, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: d.Need, Decision: d}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

var food = needs.Result{
	Need: "food", Priority: needs.Urgent, DueHours: 24, Route: "parcel", WhoMay: []needs.Doer{needs.Volunteer, needs.Organisation},
	Reasons: []needs.Reason{{Rule: "no-food", Because: "there is no food in the house today", Whose: "own"}, {Rule: "baby", Because: "there is a baby", Whose: "adopted from bury"}},
	SteerTo: []string{"shop"}, ReferTo: []string{"social-care"}, Extras: []string{"nappies"}, Flags: []string{"Leave it at the door"},
}

var abuse = needs.Result{
	Need: "domestic-abuse", Priority: needs.Emergency, DueHours: 1, StraightTo: "refuge", Labels: []needs.Label{needs.Restricted},
	Reasons: []needs.Reason{{Rule: "afraid", Because: "they are afraid of somebody at home", Whose: "own"}},
}

func (b *borough) Now() time.Time { return b.at.Now() }

func (b *borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram, Platt Bridge and Ince", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (b *borough) Questions(context.Context, string) (*answers.Questions, error) {
	if b.unkept {
		return nil, fault.New(fault.NotFound, "test.unkept", "It is not kept.")
	}
	return &answers.Questions{Pages: []answers.Page{
		{ID: "where", Part: answers.Where, Title: "Where do you live?", Questions: []answers.Question{{ID: "postcode", Kind: answers.Text}}},
		{ID: "needs", Part: answers.What, Title: "What do you need?", Questions: []answers.Question{{ID: "needs", Kind: answers.Checkboxes, Options: []answers.Option{{ID: "food", Label: "Food"}, {ID: "abuse", Label: "Somebody frightens me"}}}}},
		{ID: "medicine", Part: answers.What, Title: "What medicine is it?", Questions: []answers.Question{{ID: "medicine", Kind: answers.Text, Confidential: true}}},
		{ID: "agree", Part: answers.Consent, Title: "What may we do?", Questions: []answers.Question{{ID: "agree", Kind: answers.Text}}},
	}}, nil
}

func (b *borough) Record(ctx context.Context, id people.RecordID, _ journal.Object) (people.Record, error) {
	return people.RecordIn(b.d.Read(ctx), id)
}

// Arrival says of every request that a school referred it.
func (b *borough) Arrival(context.Context, needs.RequestID) (needsweb.Arrival, error) {
	return needsweb.Arrival{Place: "Hindley library", ReferredBy: "An organisation\nSt Mary’s School", Knows: "Yes, they know and want the help"}, nil
}

func (b *borough) Took(_ context.Context, e journal.Entry) error {
	b.took = append(b.took, e)
	return b.full
}

func (b *borough) Tasks(context.Context, needs.RequestID) ([]needsweb.TaskLink, error) {
	return b.tasks, nil
}

func (b *borough) CategoryName(_ context.Context, id string) string    { return "Category " + id }
func (b *borough) RouteName(_ context.Context, id string) string       { return "Route " + id }
func (b *borough) ExtraName(_ context.Context, id string) string       { return "Extra " + id }
func (b *borough) SignpostName(_ context.Context, id string) string    { return "Signpost " + id }
func (b *borough) DestinationName(_ context.Context, id string) string { return "Destination " + id }
func (b *borough) AccountName(_ context.Context, id string) string     { return "Account " + id }

func page(r needs.Request) string { return "/requests/" + string(r.ID) }

func TestAnEmptyList(t *testing.T) {
	b := newBorough(t)
	b.As(manager).Get("/requests").Is(http.StatusOK).Says("Requests appear here when somebody asks for help", "Whole borough", "Coordination queue")
	b.As(manager).Get("/requests?state=closed").Is(http.StatusOK).Says("No request fits these filters")
	b.As(coordinator).Get("/requests").Is(http.StatusOK).Says("All your hubs").Hides("Leigh", "Coordination queue")
}

func TestTheList(t *testing.T) {
	b := newBorough(t)
	r := b.ask(nil, food)
	b.As(agent).Get("/requests").Is(http.StatusOK).
		Says(string(r.Reference), "Amina K.", "HAPI", "Web form", "Not accepted yet", "Urgent", "just now", "in 4 hours").
		Has(`href="` + page(r) + `"`).Hides("Khan")
	b.at.Advance(5 * time.Hour)
	b.As(agent).Get("/requests").Is(http.StatusOK).Says("Not accepted in time", "Late", "1 hour late")
}

// What the figures of the dashboard lead to is narrowed as they were counted.
func TestFilters(t *testing.T) {
	b := newBorough(t)
	early := b.ask(nil, food)
	b.at.Advance(3 * time.Hour)
	late := b.ask(func(n *needs.NewRequest) { n.Channel, n.Neighbourhood = needs.Phone, "leigh" }, food)
	queued := b.ask(func(n *needs.NewRequest) { n.Neighbourhood = "" }, food)
	from := now.Add(time.Hour)
	for _, c := range []struct {
		scope feature.Scope
		rows  string
		want  []needs.Request
	}{
		{feature.Scope{}, "/requests", []needs.Request{early, late, queued}},
		{feature.Scope{Neighbourhood: "hapi"}, "/requests", []needs.Request{early}},
		{feature.Scope{Neighbourhood: feature.Queue}, "/requests?state=received", []needs.Request{queued}},
		{feature.Scope{Kind: "phone"}, "/requests", []needs.Request{late}},
		{feature.Scope{Period: feature.Period{From: from}}, "/requests", []needs.Request{late, queued}},
		{feature.Scope{Period: feature.Period{Until: from}}, "/requests", []needs.Request{early}},
		{feature.Scope{}, "/requests?overdue=yes", []needs.Request{early}},
		{feature.Scope{}, "/requests?refused=yes", nil},
		{feature.Scope{}, "/requests?from=2%2F4%2F2020&until=2%2F4%2F2020", []needs.Request{early, late, queued}},
		{feature.Scope{}, "/requests?from=3%2F4%2F2020", nil},
		{feature.Scope{}, "/requests?from=2%2F4%2F2020+15%3A20%3A00", []needs.Request{late, queued}},
	} {
		address := feature.Measure{Rows: c.rows, Kind: "channel", Dated: true}.Address(c.scope)
		p := b.As(manager).Get(address).Is(http.StatusOK)
		for _, r := range []needs.Request{early, late, queued} {
			wanted := false
			for _, w := range c.want {
				wanted = wanted || w.ID == r.ID
			}
			if has := bytes.Contains([]byte(p.Body), []byte(page(r))); has != wanted {
				t.Errorf("%s lists %s: %v", address, r.Reference, has)
			}
		}
	}
	b.As(manager).Get("/requests?hub=leigh").Says("1 request.")
	b.As(manager).Get("/requests").Says("3 requests, the newest first.")
	b.As(coordinator).Get("/requests").Says("1 request.")
	b.As(manager).Get("/requests?hub=leigh&channel=phone").Has(`href="/requests?channel=phone"`, `href="/requests?hub=leigh"`)
}

func TestFiltersThatCannotBeRead(t *testing.T) {
	b := newBorough(t)
	b.ask(nil, food)
	b.As(manager).Get("/requests?from=soon").Is(http.StatusUnprocessableEntity).
		Says("Enter a day, for example 27/3/2020", "Mend the filters").Hides("Amina")
	b.As(manager).Get("/requests?state=lost").Is(http.StatusUnprocessableEntity)
	b.As(coordinator).Get("/requests?hub=leigh").Is(http.StatusUnprocessableEntity).Hides("Amina")
	b.As(manager).Get("/requests?after=here").Is(http.StatusNotFound)
}

// Requests received at one moment are neither lost nor listed twice between two pages.
func TestOlderRequests(t *testing.T) {
	b := newBorough(t)
	for i := range 120 {
		if i%40 == 0 {
			b.at.Advance(time.Minute)
		}
		b.ask(nil)
	}
	seen := map[string]bool{}
	address := "/requests?hub=hapi"
	for address != "" {
		p := b.As(manager).Get(address).Is(http.StatusOK).Says("120 requests, the newest first")
		for _, at := range links(p.Body) {
			if seen[at] {
				t.Errorf("%s is listed twice", at)
			}
			seen[at] = true
		}
		address = older(p.Body)
	}
	if len(seen) != 120 {
		t.Errorf("%d requests are listed, not 120", len(seen))
	}
}

func TestARequest(t *testing.T) {
	b := newBorough(t)
	b.tasks = []needsweb.TaskLink{{Title: "Ring them", Href: "/tasks/1", State: "Open", Late: true}}
	r := b.ask(func(n *needs.NewRequest) {
		n.Asker = needs.Asker{Name: "Jo Khan", Relation: "daughter", Phone: "01632 960 200"}
		n.CheckByHand = true
		n.Answers = answers.Answers{"postcode": {"WN2 3EB"}, "needs": {"food"}, "medicine": {"insulin"}}
	}, food)
	p := b.As(coordinator).Get(page(r)).Is(http.StatusOK)
	p.Says(string(r.Reference), "Amina Khan", "HAPI has not accepted this request yet", "I have run out of food", "Jo Khan", "daughter",
		"Category food", "Open", "Route parcel", "A volunteer, an organisation", "Signpost shop", "Destination social-care", "Extra nappies",
		"Leave it at the door", "there is no food in the house today", "The borough's own rule", "A rule adopted from bury",
		"WN2 3EB", "What do you need? Food", "insulin", "What may we do? Not answered", "Check by hand", "The ward that the postcode directory gives",
		"ONSPD November 2019", "Due", "in 4 hours", "Ring them", "Open, late", "Accept the request", "Give it back")
	p.Has(`href="/people/`+string(r.Record)+`"`, `href="`+page(r)+`/hand-over"`, `action="`+page(r)+`/refuse"`, `href="/tasks/1"`)
	b.As(agent).Get(page(r)).Is(http.StatusOK).Says("Answered; confidential").Hides("insulin", "Accept the request", "hand-over")
	b.As(somebody(access.Coordinator, "leigh")).Get(page(r)).Is(http.StatusForbidden)
	b.As(somebody(access.Volunteer, "hapi")).Get(page(r)).Is(http.StatusForbidden)
	b.Browser("").Get(page(r)).Is(http.StatusSeeOther)
}

func TestARequestWithoutAHub(t *testing.T) {
	b := newBorough(t)
	r := b.ask(func(n *needs.NewRequest) { n.Neighbourhood, n.RoutingRule, n.OwnWords = "", "", "" })
	p := b.As(manager).Get(page(r)).Is(http.StatusOK)
	p.Says("No hub has this request", "Nothing was said", "No need was opened", "This request has no tasks", "No questions were answered", "Nothing could tell")
	p.Hides("Accept the request", "/refuse")
	b.unkept = true
	b.As(manager).Get(page(r)).Is(http.StatusOK).Says("are not kept here")
	b.As(manager).Post(page(r)+"/accept", url.Values{"version": {"1"}}).Is(http.StatusUnprocessableEntity).Says("Hand it to a hub first")
}

func TestWhatIsRestrictedIsNamedToFew(t *testing.T) {
	b := newBorough(t)
	r := b.ask(func(n *needs.NewRequest) {
		n.OwnWords = "He frightens me"
		n.Answers = answers.Answers{"postcode": {"WN2 3EB"}, "needs": {"abuse"}}
	}, food, abuse)
	secrets := []string{"domestic-abuse", "refuge", "afraid", "frightens"}
	b.As(agent).Get(page(r)).Is(http.StatusOK).Says("Category food", "Restricted", "Emergency").Hides(append(secrets, "WN2 3EB")...)
	b.As(coordinator).Get(page(r)).Is(http.StatusOK).Says("Restricted: ask the coordination point", "Accept the request").Hides(secrets...)
	b.As(manager).Get(page(r)).Is(http.StatusOK).Says("Category domestic-abuse", "Destination refuge", "He frightens me", "Somebody frightens me")
	for who, told := range map[string]bool{"agent": false, "manager": true} {
		fragment := b.panel(map[string]access.Principal{"agent": agent, "manager": manager}[who], r)
		if bytes.Contains(fragment, []byte("domestic-abuse")) != told {
			t.Errorf("the panel of the %s:\n%s", who, fragment)
		}
	}
}

// TestWhoReferredSomebodyIsSaidWhereItTellsNothing: where they came to and who referred them
// stand on the page, and not for whoever may not know what it is about.
func TestWhoReferredSomebodyIsSaidWhereItTellsNothing(t *testing.T) {
	b := newBorough(t)
	said := []string{"Hindley library", "St Mary’s School", "Yes, they know and want the help. They are helped in any case."}
	for _, who := range []access.Principal{agent, coordinator, manager} {
		b.As(who).Get(page(b.ask(nil, food))).Is(http.StatusOK).Says("Came to", "Referred by").Says(said...)
	}
	guarded := page(b.ask(nil, food, abuse))
	for _, who := range []access.Principal{agent, coordinator} {
		b.As(who).Get(guarded).Is(http.StatusOK).Says("Referred by").Hides(said...)
	}
	b.As(manager).Get(guarded).Is(http.StatusOK).Says(said...)
}

func TestAWithheldAddress(t *testing.T) {
	b := newBorough(t)
	hidden := food
	hidden.Labels = []needs.Label{needs.AddressWithheld}
	r := b.ask(func(n *needs.NewRequest) { n.Answers = answers.Answers{"postcode": {"WN2 3EB"}} }, hidden)
	b.As(agent).Get(page(r)).Is(http.StatusOK).Hides("WN2 3EB")
	b.As(coordinator).Get(page(r)).Is(http.StatusOK).Says("WN2 3EB")
}

func TestAccept(t *testing.T) {
	b := newBorough(t)
	r := b.ask(nil, food)
	b.As(agent).Post(page(r)+"/accept", url.Values{"version": {"1"}}).Is(http.StatusForbidden)
	browser := b.As(coordinator)
	browser.Post(page(r)+"/accept", url.Values{"version": {"1"}}).LeadsTo(page(r))
	browser.Get(page(r)).Is(http.StatusOK).Says("Your hub has accepted the request", "HAPI is to speak to the person: in 4 hours", "Accepted by").Hides("/accept")
	browser.Post(page(r)+"/accept", url.Values{"version": {"1"}}).Is(http.StatusConflict).
		Says("Somebody changed this request before you", "HAPI is to speak to the person", "What has changed since you opened it",
			"State Not accepted yet Accepted", "Accepted by Nobody")
	browser.Post(page(r)+"/accept", url.Values{"version": {"soon"}}).Is(http.StatusConflict)
}

func TestARequestGivenBackAndOneThatEnded(t *testing.T) {
	b := newBorough(t)
	back := b.ask(nil, food)
	ended := b.ask(nil, food)
	all, err := needs.AllNeeds(b.d.Read(b.ctx), ended.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.d.Write(b.ctx, func(tx *db.Tx) error {
		if err := needs.Refuse(tx, back, back.Version, "Our van is off the road"); err != nil {
			return err
		}
		if err := needs.NoteFirstContact(tx, ended.ID); err != nil {
			return err
		}
		return needs.Settle(tx, all[0].ID, needs.NeedMet, "done")
	}); err != nil {
		t.Fatal(err)
	}
	b.As(manager).Get(page(back)).Is(http.StatusOK).Says("Our van is off the road", "Given back").Hides("Give it back")
	b.As(manager).Get("/requests?refused=yes").Is(http.StatusOK).Says(string(back.Reference)).Hides(string(ended.Reference))
	b.As(manager).Get(page(ended)).Is(http.StatusOK).Says("every need has ended", "Met", "Closed").Hides("/hand-over", "/accept")
}

func TestAHiddenVisitIsNotOnThePersonsPage(t *testing.T) {
	b := newBorough(t)
	hidden := needs.Result{Need: "visit", Priority: needs.Soon, DueHours: 24, WhoMay: []needs.Doer{needs.Staff}, Labels: []needs.Label{needs.Hidden}}
	alone, beside := b.ask(nil, hidden), b.ask(nil, food, hidden)
	shown := func(who access.Principal, r needs.Request) string {
		ctx := access.With(b.ctx, who)
		part, err := needsweb.Panel(needs.New(b.d), b).Show(ctx, people.Person{Records: []people.Record{{ID: r.Record}}})
		var out bytes.Buffer
		if err != nil || part.Render(ctx, &out) != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	for _, who := range []access.Principal{agent, coordinator} {
		if got := shown(who, alone); strings.Contains(got, string(alone.Reference)) || strings.Contains(got, needs.Unnamed) {
			t.Errorf("%s is told of a hidden visit: %s", who.Account, got)
		}
		if got := shown(who, beside); !strings.Contains(got, "Category food") || strings.Contains(got, "visit") || strings.Contains(got, needs.Unnamed) {
			t.Errorf("%s is told of a hidden visit beside another need: %s", who.Account, got)
		}
	}
	if got := shown(manager, alone); !strings.Contains(got, "Category visit") {
		t.Errorf("the coordination point is not told: %s", got)
	}
	told, err := journal.About(b.d.Read(b.ctx), []string{string(alone.Record)}, 10)
	if err != nil || len(told) != 2 { // the person and the request; not the visit
		t.Errorf("the timeline tells %d entries, %v", len(told), err)
	}
	b.As(agent).Get(page(beside)).Says(needs.Unnamed).Hides("Category visit")
}

func TestThePanel(t *testing.T) {
	b := newBorough(t)
	r := b.ask(nil, food)
	fragment := b.panel(manager, r)
	if !bytes.Contains(fragment, []byte(page(r))) || !bytes.Contains(fragment, []byte("Category food")) {
		t.Errorf("the panel is\n%s", fragment)
	}
	if other := b.panel(somebody(access.Coordinator, "leigh"), r); bytes.Contains(other, []byte(page(r))) {
		t.Errorf("another hub is shown\n%s", other)
	}
}

func (b *borough) panel(who access.Principal, r needs.Request) []byte {
	b.t.Helper()
	ctx := access.With(b.ctx, who)
	part, err := needsweb.Panel(needs.New(b.d), b).Show(ctx, people.Person{Records: []people.Record{{ID: r.Record}}})
	if err != nil {
		b.t.Fatal(err)
	}
	var out bytes.Buffer
	if err := part.Render(ctx, &out); err != nil {
		b.t.Fatal(err)
	}
	pagecheck.CheckFragment(b.t, out.String())
	return out.Bytes()
}
