package cohortsweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/cohorts"
	"kith/internal/insight/cohorts/cohortsweb"
	"kith/internal/insight/roll"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	analyst    = access.Principal{Account: "nia", Name: "Nia Okafor", Grants: []access.Grant{{Role: access.Analyst}}}
	governance = access.Principal{Account: "lee", Name: "Lee", Grants: []access.Grant{{Role: access.Governance}}}
	finance    = access.Principal{Account: "money", Name: "Flo", Grants: []access.Grant{{Role: access.Finance}}}
)

// borough is Wigan with the pages of cohorts.
type borough struct {
	*webtest.Site
	t   *testing.T
	db  *db.DB
	ctx context.Context
	at  *clock.Manual
	now *blueprint.Blueprint
	saw []journal.Entry
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations,
		attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations, messages.Static().Migrations, needs.Static().Migrations,
		tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations, cohorts.Static().Migrations)
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), analyst), at: at, now: stepstest.Blueprint(t, "wigan", roll.DeprivationSection(), cohorts.Section())}
	b.now.Version = "1"
	gate := contacts.New(d, b, people.New(d, b))
	gate.AgreedBy(intake.AgreementOf)
	s := cohorts.New(d, b, roll.New(d, b), b, b)
	s.HandsTo(protocols.New(d, b), gate, messages.New(d, b, gate, nil, nil))
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(cohortsweb.Pages(s, b))
	return b
}

func (b *borough) Current(context.Context) (*blueprint.Blueprint, error)    { return b.now, nil }
func (b *borough) At(context.Context, string) (*blueprint.Blueprint, error) { return b.now, nil }
func (b *borough) Now() time.Time                                           { return b.at.Now() }
func (b *borough) AccountName(_ context.Context, id string) string          { return id }
func (b *borough) HoodName(_ context.Context, id string) string             { return strings.ToUpper(id) }

func (b *borough) Bands(context.Context) (func(*roll.Entry) string, string, error) {
	return func(*roll.Entry) string { return "" }, "", nil
}

func (b *borough) Lists(context.Context) ([]contacts.List, error) {
	return blueprint.Part[*contacts.Rules](b.now).Lists, nil
}

func (b *borough) Saw(_ context.Context, e journal.Entry) error {
	b.saw = append(b.saw, e)
	return nil
}

func (b *borough) SawFirst(ctx context.Context, e journal.Entry) error { return b.Saw(ctx, e) }

func (b *borough) person(name string, change func(*people.NewRecord)) (id people.RecordID) {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "list", List: "shielded"}
	n.GivenNames, n.FamilyName, n.BirthDate = name, "Test", day.New(1940, 1, 1)
	n.Phone, _ = phone.Parse("01632 960111")
	n.Address = places.Address{Line1: "=1 " + name + " Street", Town: "Ince", Postcode: "WN2 3EB"}
	if change != nil {
		change(&n)
	}
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, n, nil)
		id = r.ID
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return id
}

// shielded is the form of the shielded list, as it is filled in.
func shielded(change map[string]string) url.Values {
	values := url.Values{
		"group": {"shielded"}, "name": {"Shielded in April"}, "rule": {"'shielded' in lists"}, "way": {"calls"}, "list": {"shielded"}, "letter": {""}, "quiet": {"7"},
		"purpose": {"To ask how they are."}, "basis": {"Public task"}, "do": {"try"},
	}
	for field, value := range change {
		values[field] = []string{value}
	}
	return values
}

func TestFromAGroupToTheQueueOfCalls(t *testing.T) {
	b := start(t)
	for _, name := range []string{"Ann", "Bea", "Cat", "Dot", "Eve", "Fay", "Gil", "Hal"} {
		b.person(name, nil)
	}
	b.person("Led", func(n *people.NewRecord) { n.Details.LedBy = "Adult social care" })
	v := b.As(analyst)
	v.Get("/cohorts").Is(http.StatusOK).Says("Shielded list", "Outbound calls", "No cohort has been frozen yet", "Domestic abuse service").
		Has(`href="/cohorts/new?group=shielded"`).Hides("/cohorts/new?group=domestic-abuse")
	v.Get("/cohorts/new?group=shielded").Is(http.StatusOK).Says("days_since_contact", "Contact centre, for the shielding programme leads")
	v.Get("/cohorts/new").Is(http.StatusOK).Says("A rule of your own")
	v.Get("/cohorts/new?group=domestic-abuse").Is(http.StatusNotFound)

	v.Post("/cohorts/new", shielded(nil)).Is(http.StatusOK).Says("The rule chooses", "10", "A service leads on them", "*").Hides("Ann")
	v.Post("/cohorts/new", shielded(map[string]string{"rule": "'shielded' in lists && !led"})).Is(http.StatusOK).Says("nearly the same people")

	at := v.Post("/cohorts/new", shielded(map[string]string{"do": "freeze"})).Is(http.StatusSeeOther).Location
	v.Get(at).Is(http.StatusOK).Says("Nobody is approached yet", "8 people: to be approached", "1 person: left out", "Ann Test", "Put them on the queue of calls", "by nia")
	v.Get(at + "?who=out").Is(http.StatusOK).Says("Adult social care leads on them.")
	if last := b.saw[len(b.saw)-1]; last.Topic != "people.read" || len(last.Objects) != 2 {
		t.Errorf("noted as seen is %+v", last)
	}
	b.As(governance).Get(at).Is(http.StatusOK).Says("Ann Test").Hides("Put them on the queue of calls")
	v.Get(at).Says("Which team reaches them?", "Contact centre").Hides("Inspiring Healthy Lifestyles")
	v.Post(at+"/hand", nil).Is(http.StatusUnprocessableEntity).Says("Select which team reaches them")
	v.Post(at+"/hand", url.Values{"team": {"driver"}}).Is(http.StatusUnprocessableEntity)
	v.Post(at+"/hand", url.Values{"team": {"contact-centre-agent"}}).LeadsTo(at)
	v.Get(at).Says("The cohort is handed on", "8 people: handed on", "On the queue of calls since 20 April 2020")
	v.Post(at+"/hand", nil).LeadsTo(at)
	v.Get(at).Says("This cohort was handed on already")
	v.Get("/cohorts").Says("Shielded in April", "Handed on")
}

func TestWhatIsWrongStandsBesideItsField(t *testing.T) {
	b := start(t)
	v := b.As(analyst)
	for field, one := range map[string]struct{ value, says string }{
		"rule":    {"agee > 70 && foo", "Character 1: agee is not something a rule here can ask about; did you mean age?"},
		"name":    {"", "Enter a name"},
		"purpose": {" ", "Enter what it is for"},
		"basis":   {"", "Enter the legal basis"},
		"way":     {"", "Select how they are to be reached"},
		"quiet":   {"many", "Leave out"},
		"list":    {"", "Select whose list they stand on"},
	} {
		p := v.Post("/cohorts/new", shielded(map[string]string{field: one.value, "do": "freeze"})).Is(http.StatusUnprocessableEntity).Says(one.says, "There is a problem")
		if field != "purpose" {
			p.Has("To ask how they are.")
		}
	}
	v.Post("/cohorts/new", shielded(map[string]string{"way": "letters", "do": "freeze"})).Is(http.StatusUnprocessableEntity).Says("Select what is written to them")
	v.Post("/cohorts/new", shielded(map[string]string{"rule": "agee > 70 && foo"})).Says("All that is wrong with the rule", "Character 14")
	v.Post("/cohorts/new", shielded(map[string]string{"group": "gone"})).Is(http.StatusNotFound)
	for range 60 {
		v.Post("/cohorts/new", shielded(nil))
	}
	v.Post("/cohorts/new", shielded(nil)).Is(http.StatusTooManyRequests).Says("You have tried 60 rules within an hour", "To ask how they are.")
}

// The list has what is needed and no more, no cell of it runs in a spreadsheet, and who took
// it stands in it.
func TestTheListOfACohort(t *testing.T) {
	b := start(t)
	b.person("Ann", nil)
	v := b.As(analyst)
	at := v.Post("/cohorts/new", shielded(map[string]string{"way": "cards", "do": "freeze"})).Is(http.StatusSeeOther).Location
	v.Get(at).Says("Take the list", "Withheld addresses are never on it")
	v.Post(at+"/hand", nil).LeadsTo(at)
	v.Get(at).Says("This cohort leaves as a list")
	v.Post(at+"/list", nil).Is(http.StatusOK).Says("Address,Postcode,Neighbourhood", "WN2 3EB", "Nia Okafor", "To ask how they are.").Hides("Ann Test", ",=1", "\n=1")
	if last := b.saw[len(b.saw)-1]; last.Topic != "cohorts.taken" || last.Data["purpose"] != "To ask how they are." {
		t.Errorf("noted is %+v", last)
	}
	b.As(governance).Post(at+"/list", nil).Is(http.StatusForbidden)
}

func TestWhoSeesCohorts(t *testing.T) {
	b := start(t)
	for _, path := range []string{"/cohorts", "/cohorts/new", "/cohorts/01a22bfc-951a-7cc4-9731-cd2c62072c84"} {
		b.As(finance).Get(path).Is(http.StatusForbidden)
	}
	b.As(governance).Get("/cohorts").Is(http.StatusOK).Hides("Write a rule of your own")
	b.As(governance).Get("/cohorts/new").Is(http.StatusForbidden)
	b.As(analyst).Get("/cohorts/01a22bfc-951a-7cc4-9731-cd2c62072c84").Is(http.StatusNotFound)
	b.As(analyst).Get("/cohorts/nothing").Is(http.StatusUnprocessableEntity)
}
