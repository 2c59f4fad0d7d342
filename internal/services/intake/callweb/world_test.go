package callweb_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/calls"
	"kith/internal/services/intake"
	"kith/internal/services/intake/callweb"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var noon = time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)

var (
	jo  = access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}
	sam = access.Principal{Account: "sam", Name: "Sam", Grants: []access.Grant{{Role: access.Agent}}}
	bo  = access.Principal{Account: "bo", Name: "Bo", Grants: []access.Grant{{Role: access.Manager}}}
)

// pinned is a borough that has only ever had one blueprint.
type pinned struct{ *blueprint.Blueprint }

func (p pinned) Current(context.Context) (*blueprint.Blueprint, error) { return p.Blueprint, nil }

func (p pinned) At(context.Context, string) (*blueprint.Blueprint, error) { return p.Blueprint, nil }

func (p pinned) areas(context.Context) (*places.Areas, string, error) {
	return blueprint.Part[*places.Areas](p.Blueprint), p.Version, nil
}

// centre is a contact centre with its pages, for Wigan at noon.
type centre struct {
	*webtest.Site
	t     *testing.T
	ctx   context.Context
	db    *db.DB
	clock *clock.Manual
	b     pinned
	asked map[string][]people.Hit // by reference
	calls *intake.Service
}

func (c *centre) Saw(context.Context, journal.Entry) error { return nil }

func (c *centre) Now() time.Time { return c.clock.Now() }

func (c *centre) AskedAs(_ context.Context, text string) ([]people.Hit, error) {
	return c.asked[text], nil
}

func (c *centre) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return blueprint.Part[*places.Areas](c.b.Blueprint).Neighbourhoods, nil
}

func (c *centre) ToRing(ctx context.Context, p people.Person) ([]tasks.Task, error) {
	return tasks.New(c.db).ToRing(ctx, p)
}

func (c *centre) RungOn(ctx context.Context, numbers []phone.Number, not people.PersonID) ([]tasks.Rung, bool, error) {
	return tasks.New(c.db).RungOn(ctx, numbers, not)
}

func (c *centre) RangBack(ctx context.Context, choice tasks.Choice) error {
	return tasks.New(c.db).RangBack(ctx, choice)
}

func (c *centre) SettingsThatAsk(ctx context.Context) ([]organisations.Organisation, error) {
	return organisations.New(c.db).List(ctx, "")
}

func newCentre(t *testing.T) *centre {
	b := stepstest.Blueprint(t, "wigan", answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection())
	b.Version = "1"
	c := &centre{t: t, ctx: access.With(dbtest.Context(t), jo), clock: clock.NewManual(noon), b: pinned{b}}
	c.db = dbtest.NewWith(t, db.Config{Clock: c.clock}, journal.Migrations(), imports.Migrations(), places.Static().Migrations,
		people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations)
	who := people.New(c.db, c)
	calls := intake.New(c.db, c.b, places.New(c.db, c.b.areas), who, []byte("a secret of tests, 32 bytes long"))
	c.calls = calls
	c.Site = webtest.New(t, db.CallerOf(c.ctx).Borough, c.clock, nil)
	c.Mount(callweb.Pages(calls, who, c))
	if err := c.db.Write(c.ctx, func(tx *db.Tx) error {
		n := people.NewRecord{Neighbourhood: "hapi", Source: "public form", Language: "Urdu", Interpreter: true}
		n.GivenNames, n.FamilyName, n.Phone = "Amina", "Khan", "+447700900123"
		n.Address = places.Address{Line1: "2 High Street", Postcode: "WN2 3EB"}
		_, err := people.Add(tx, n, nil)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

// desk is an agent's browser on one call.
type desk struct {
	*webtest.Browser
	t    *testing.T
	at   string
	page webtest.Page
}

func (c *centre) desk(who access.Principal) *desk { return &desk{Browser: c.As(who), t: c.t} }

// ring starts a call.
func (d *desk) ring() *desk {
	d.t.Helper()
	d.at = d.Post("/calls", nil).Is(303).Location
	return d.open()
}

func (d *desk) open() *desk {
	d.t.Helper()
	return d.judge(d.Get(d.at).Is(200))
}

func (d *desk) judge(p webtest.Page) *desk {
	d.t.Helper()
	pagecheck.Check(d.t, p.Body)
	d.page = p
	return d
}

var (
	hidden  = regexp.MustCompile(`<input type="hidden"[^>]*name="([^"]+)" value="([^"]*)"`)
	ticked  = regexp.MustCompile(`<input[^>]*name="([^"]+)"[^>]*type="(?:radio|checkbox)"[^>]*value="([^"]+)" checked`)
	written = regexp.MustCompile(`<input[^>]*id="[^"]+" name="([^"]+)" type="(?:text|tel|email|search)"[^>]*value="([^"]*)"`)
)

// filled is the form of the page as a browser would send it, with words of "name=value"
// over it.
func (d *desk) filled(words string) url.Values {
	form := url.Values{}
	for _, all := range []*regexp.Regexp{hidden, ticked, written} {
		for _, found := range all.FindAllStringSubmatch(d.page.Body, -1) {
			if found[1] != "_csrf" {
				form.Add(found[1], found[2])
			}
		}
	}
	over := url.Values{}
	for _, word := range strings.Fields(words) {
		name, value, _ := strings.Cut(word, "=")
		over.Add(name, strings.ReplaceAll(value, "_", " "))
	}
	for name, values := range over {
		form[name] = values
	}
	return form
}

// write fills the form in and presses a button, and follows where it leads.
func (d *desk) write(words string) *desk {
	d.t.Helper()
	p := d.Post(d.at, d.filled(words))
	if p.Status == 303 {
		return d.open()
	}
	return d.judge(p)
}
