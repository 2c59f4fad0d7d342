package riskweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/risk"
	"kith/internal/insight/risk/riskweb"
	"kith/internal/insight/roll"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/steps/stepstest"
)

var (
	analyst    = access.Principal{Account: "nia", Name: "Nia", Grants: []access.Grant{{Role: access.Analyst}}}
	director   = access.Principal{Account: "chris", Name: "Chris", Grants: []access.Grant{{Role: access.Manager}}}
	governance = access.Principal{Account: "lee", Name: "Lee", Grants: []access.Grant{{Role: access.Governance}}}
	agent      = access.Principal{Account: "robin", Name: "Robin", Grants: []access.Grant{{Role: access.Agent}}}
)

// borough is Wigan with the pages of priority.
type borough struct {
	*webtest.Site
	t    *testing.T
	db   *db.DB
	ctx  context.Context
	at   *clock.Manual
	now  *blueprint.Blueprint
	risk *risk.Service
	saw  []journal.Entry
}

func start(t *testing.T) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), places.Static().Migrations, people.Static().Migrations, assets.Static().Migrations,
		attributes.Static().Migrations, households.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations, intake.Static().Migrations, risk.Static().Migrations)
	d.SignWith([]byte(strings.Repeat("k", 32)))
	b := &borough{t: t, db: d, ctx: access.With(dbtest.Context(t), analyst), at: at, now: stepstest.Blueprint(t, "wigan", roll.DeprivationSection(), risk.PointsSection())}
	b.now.Version = "1"
	b.risk = risk.New(d, b, roll.New(d, b), b)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(riskweb.Pages(b.risk, b))
	return b
}

func (b *borough) Current(context.Context) (*blueprint.Blueprint, error) { return b.now, nil }
func (b *borough) Now() time.Time                                        { return b.at.Now() }
func (b *borough) AccountName(_ context.Context, id string) string       { return id }
func (b *borough) HoodName(_ context.Context, id string) string          { return strings.ToUpper(id) }

func (b *borough) Saw(_ context.Context, e journal.Entry) error {
	b.saw = append(b.saw, e)
	return nil
}

func (b *borough) person(name string, restricted bool) (id people.RecordID) {
	b.t.Helper()
	n := people.NewRecord{Neighbourhood: "hapi", Source: "list", List: "shielded"}
	n.GivenNames, n.FamilyName, n.BirthDate = name, "Test", day.New(1930, 1, 1)
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		r, err := people.Add(tx, n, nil)
		id = r.ID
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	if restricted {
		cleared := access.With(b.ctx, access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Coordinator}}})
		if err := people.New(b.db, b).Mark(cleared, people.PersonID(id), nil, []people.Label{people.Restricted}); err != nil {
			b.t.Fatal(err)
		}
	}
	return id
}

func TestFromTheFileToPeopleInBands(t *testing.T) {
	b := start(t)
	ann := b.person("Ann", false)
	b.person("Zara", true)
	v, boss := b.As(analyst), b.As(director)
	v.Get("/risk").Is(http.StatusOK).Says("No points are in use.", "These are not in use.", "Check these points", "No points have been checked yet")
	v.Get("/risk/first").Is(http.StatusOK).Says("Nobody is to be reached first")
	v.Get("/risk/record").Is(http.StatusOK).Says("Algorithmic transparency record", "They are on the list of shielded patients.", "UK GDPR", "Anybody who asks for help gets it", "Appeal")

	at := v.Post("/risk/check", nil).Is(http.StatusSeeOther).Location
	v.Get(at).Is(http.StatusOK).Says("Nothing is in use by it", "It could be tried on few calls", "80 and over", "Of nobody is it recorded: sex, ethnic group", "You checked these points. Somebody else").Hides("Put it into use")
	v.Post(at, url.Values{"read": {"yes"}}).Is(http.StatusForbidden)
	boss.Get(at).Says("Put it into use", "I have read what was found")
	boss.Post(at, nil).Is(http.StatusUnprocessableEntity).Says("Confirm that you have read what was found")
	boss.Post(at, url.Values{"read": {"yes"}}).LeadsTo("/risk")
	boss.Get("/risk").Says("The points are in use", "In use: First points", "Put into use by chris").Hides("Check these points")

	v.Get("/risk/first").Is(http.StatusOK).Says("Ann Test", "They are on the list of shielded patients.", "HAPI").Has(`href="/people/` + string(ann) + `"`).Hides("Zara")
	if last := b.saw[len(b.saw)-1]; len(last.Objects) != 1 {
		t.Errorf("noted as seen is %+v", last)
	}
	boss.Get("/risk/first").Says("Ann Test", "Health and care services said something that counts.").Hides("shielded")
	v.Post("/risk", url.Values{"calls": {"0"}}).Is(http.StatusUnprocessableEntity).Says("There is a problem")
	v.Post("/risk", url.Values{"calls": {"25"}}).LeadsTo("/risk")
	v.Get("/risk").Has(`value="25"`)
	v.Post("/risk/retire", nil).LeadsTo("/risk")
	v.Get("/risk").Says("No points are in use.")
	v.Post("/risk", url.Values{"calls": {"25"}}).Is(http.StatusNotFound)
	b.As(governance).Get(at).Says("Out of use")
}

func TestPointsThatWereChangedAreNotUsed(t *testing.T) {
	b := start(t)
	at := b.As(analyst).Post("/risk/check", nil).Location
	b.As(director).Post(at, url.Values{"read": {"yes"}}).LeadsTo("/risk")
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE risk_version SET activated_by = 'nobody' WHERE borough_id = ?`, tx.Borough())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	b.As(analyst).Get("/risk").Is(http.StatusOK).Says("do not carry the seal", "Nothing is scored", "Take the points out of use")
	b.As(analyst).Post("/risk/retire", nil).LeadsTo("/risk")
	b.As(analyst).Get("/risk").Says("No points are in use.")
}

// The panel of a person says why, and what would change it; where no points are in use there
// is none.
func TestThePanelOfAPerson(t *testing.T) {
	b := start(t)
	ann := b.person("Ann", false)
	show := func(who access.Principal) string {
		p, err := people.PersonIn(b.db.Read(b.ctx), ann)
		if err != nil {
			t.Fatal(err)
		}
		c, err := riskweb.Panel(b.risk).Show(access.With(b.ctx, who), p)
		if err != nil {
			t.Fatal(err)
		}
		if c == nil {
			return ""
		}
		var text strings.Builder
		if err := c.Render(b.ctx, &text); err != nil {
			t.Fatal(err)
		}
		return text.String()
	}
	if got := show(analyst); got != "" {
		t.Errorf("with no points there is a panel: %s", got)
	}
	at := b.As(analyst).Post("/risk/check", nil).Location
	b.As(director).Post(at, url.Values{"read": {"yes"}})
	if got := show(analyst); !strings.Contains(got, "They are on the list of shielded patients.") || !strings.Contains(got, "Reach first") || !strings.Contains(got, "nobody is refused anything") {
		t.Errorf("an analyst is shown %s", got)
	}
	if got := show(agent); strings.Contains(got, "shielded") || !strings.Contains(got, "Health and care services said something") {
		t.Errorf("an agent is shown %s", got)
	}
}

func TestWhoSeesPriorities(t *testing.T) {
	b := start(t)
	for _, path := range []string{"/risk", "/risk/first", "/risk/record", "/risk/versions/01a22bfc-951a-7cc4-9731-cd2c62072c84"} {
		b.As(agent).Get(path).Is(http.StatusForbidden)
	}
	b.As(analyst).Get("/risk/versions/01a22bfc-951a-7cc4-9731-cd2c62072c84").Is(http.StatusNotFound)
	b.As(analyst).Get("/risk/versions/x").Is(http.StatusUnprocessableEntity)
	b.As(agent).Post("/risk/check", nil).Is(http.StatusForbidden)
}
