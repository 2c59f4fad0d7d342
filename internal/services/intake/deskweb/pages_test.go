package deskweb_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
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
	"kith/internal/services/intake"
	"kith/internal/services/intake/deskweb"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	noon = time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)
	jo   = access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}
	hapi = access.Principal{Account: "h", Name: "Hal", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	far  = access.Principal{Account: "l", Name: "Lea", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
)

// desk is the pages over a database, for Wigan at noon.
type desk struct {
	*webtest.Site
	t      *testing.T
	ctx    context.Context
	db     *db.DB
	b      *blueprint.Blueprint
	intake *intake.Service
	took   []journal.Entry

	approached []intake.Registration
}

func (d *desk) Saw(context.Context, journal.Entry) error { return nil }

func (d *desk) MayApproach(ctx context.Context, hood string) bool {
	return access.From(ctx).HasFor(hood, access.Coordinator)
}

func (d *desk) Approach(_ context.Context, g intake.Registration) (joined bool, err error) {
	d.approached = append(d.approached, g)
	return len(d.approached) > 1, nil
}

func (d *desk) Took(_ context.Context, e journal.Entry) error {
	d.took = append(d.took, e)
	return nil
}

func (d *desk) Now() time.Time { return noon.Add(time.Hour) }

func (d *desk) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return blueprint.Part[*places.Areas](d.b).Neighbourhoods, nil
}

func (d *desk) Current(context.Context) (*blueprint.Blueprint, error) { return d.b, nil }

func (d *desk) At(context.Context, string) (*blueprint.Blueprint, error) { return d.b, nil }

func newDesk(t *testing.T) *desk {
	b := stepstest.Blueprint(t, "wigan", answers.EqualitySection(), intake.ScriptSection())
	b.Version = "1"
	now := clock.NewManual(noon)
	d := &desk{t: t, ctx: dbtest.Context(t), b: b}
	d.db = dbtest.NewWith(t, db.Config{Clock: now}, journal.Migrations(), imports.Migrations(), places.Static().Migrations,
		people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, intake.Static().Migrations)
	areas := func(context.Context) (*places.Areas, string, error) {
		return blueprint.Part[*places.Areas](b), "1", nil
	}
	d.intake = intake.New(d.db, d, places.New(d.db, areas), people.New(d.db, d), []byte("a secret of tests, 32 bytes long"))
	d.Site = webtest.New(t, db.CallerOf(d.ctx).Borough, now, nil)
	d.Mount(deskweb.Pages(d.intake, d))
	return d
}

func (d *desk) register(first, key string, agrees bool) {
	d.t.Helper()
	if _, err := d.intake.Register(d.ctx, intake.Registering{Channel: needs.Web, Agrees: agrees, Key: key, Answers: answers.Answers{
		answers.AskFirstName: {first}, answers.AskLastName: {"Khan"}, answers.AskPostcode: {"WN2 3EB"}, answers.AskPhone: {"07700 900123"},
	}}); err != nil {
		d.t.Fatal(err)
	}
}

var keyOf = regexp.MustCompile(`name="key" value="([^"]+)"`)

// TestAnEnquiryInTwoPresses: the page, then the subject; pressed twice it counts once.
func TestAnEnquiryInTwoPresses(t *testing.T) {
	d := newDesk(t)
	page := d.As(jo).Get("/enquiries").Is(http.StatusOK).Says("Count an enquiry", "Food", "Volunteering or giving", "You have counted none today.").
		Hides("afraid of someone")
	pagecheck.Check(t, page.Body)
	form := url.Values{"key": {keyOf.FindStringSubmatch(page.Body)[1]}, "place": {"Clifton Street (SWAN)"}, "channel": {"walk-in"}, "subject": {"food"}}
	for range 2 {
		d.As(jo).Post("/enquiries", form).Is(http.StatusSeeOther)
	}
	d.As(jo).Get("/enquiries").Says("You have counted 1 today.", "Take the last one back").Has(`value="Clifton Street (SWAN)" selected`)
	form.Set("subject", "")
	pagecheck.Check(t, d.As(jo).Post("/enquiries", form).Is(http.StatusUnprocessableEntity).Says("Select what the enquiry was about.").Body)
	d.As(jo).Post("/enquiries/back", nil).Is(http.StatusSeeOther)
	d.As(jo).Get("/enquiries").Says("You have counted none today.")
	d.As(access.Principal{Account: "m", Grants: []access.Grant{{Role: access.Member}}}).Get("/enquiries").Is(http.StatusForbidden)
}

func TestAHubSeesWhomItMayApproach(t *testing.T) {
	d := newDesk(t)
	pagecheck.Check(t, d.As(hapi).Get("/registered").Is(http.StatusOK).Says("People appear here who register").Body)
	d.register("Amina", "a", true)
	d.register("Bela", "b", false)
	pagecheck.Check(t, d.As(hapi).Get("/registered").Is(http.StatusOK).Says("Amina K.", "Bela K.", "May be approached", "Not to be approached").Body)
	d.As(hapi).Get("/registered?standing=agreed").Says("Amina K.").Hides("Bela K.")
	d.As(hapi).Get("/registered?standing=ended").Says("Nobody fits these filters.")
	d.As(far).Get("/registered").Is(http.StatusOK).Hides("Amina")
	d.As(far).Get("/registered?hub=hapi").Hides("Amina")
	d.As(hapi).Get("/registered?after=yesterday").Is(http.StatusNotFound)
}

func TestTheListOfRegisteredIsTakenAsAFile(t *testing.T) {
	d := newDesk(t)
	d.register("=Amina", "a", true)
	file := d.As(hapi).Get("/registered/export.csv?standing=agreed").Is(http.StatusOK).Body
	if !strings.Contains(file, "Amina K.") || !strings.Contains(file, "May be approached") || strings.Contains(file, "\n=") {
		t.Errorf("the file is\n%s", file)
	}
	if len(d.took) != 1 || len(d.took[0].Objects) != 1 {
		t.Errorf("noted %+v", d.took)
	}
}

func TestStaffWriteDownAChangeOfMind(t *testing.T) {
	d := newDesk(t)
	d.register("Amina", "a", true)
	all, err := d.intake.Registrations(access.With(d.ctx, hapi), intake.RegistrationFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	d.As(far).Post("/registered/"+string(all[0].ID), url.Values{"do": {"withdraw"}}).Is(http.StatusForbidden)
	d.As(hapi).Post("/registered/"+string(all[0].ID), url.Values{"do": {"withdraw"}}).Is(http.StatusSeeOther)
	d.As(hapi).Get("/registered").Says("Not to be approached", "the person, to staff")
	d.As(hapi).Post("/registered/"+string(all[0].ID), url.Values{"do": {"dance"}}).Is(http.StatusUnprocessableEntity)
}

// Whoever agreed is approached by the team that may, and whoever said no is not.
func TestAFirstContactIsBegunWithWhoeverAgreed(t *testing.T) {
	d := newDesk(t)
	d.register("Amina", "a", true)
	as := access.With(d.ctx, hapi)
	all, err := d.intake.Registrations(as, intake.RegistrationFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	person, err := people.New(d.db, d).Person(as, people.PersonID(all[0].Record))
	if err != nil {
		t.Fatal(err)
	}
	shown := func(who access.Principal) string {
		t.Helper()
		var out strings.Builder
		ctx := access.With(d.ctx, who)
		body, err := deskweb.Panel(d.intake, d).Show(ctx, person)
		if err == nil {
			err = body.Render(ctx, &out)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	const words = "Begin a first contact"
	if !strings.Contains(shown(hapi), words) || strings.Contains(shown(jo), words) || strings.Contains(shown(far), words) {
		t.Error("it is offered to others than the team that may")
	}
	at := "/registered/" + string(all[0].ID)
	browser := d.As(hapi)
	d.As(far).Post(at+"/approach", nil).Is(http.StatusForbidden)
	browser.Post(at+"/approach", nil).LeadsTo("/people/" + string(all[0].Record))
	browser.Get("/registered").Says("A first contact is begun")
	browser.Post(at+"/approach", nil).LeadsTo("/people/" + string(all[0].Record))
	browser.Get("/registered").Says("was begun already")
	browser.Post(at, url.Values{"do": {"withdraw"}}).Is(http.StatusSeeOther)
	if strings.Contains(shown(hapi), words) {
		t.Error("it is offered although they said no")
	}
	browser.Post(at+"/approach", nil).LeadsTo("/people/" + string(all[0].Record))
	browser.Get("/registered").Says("They said on 2 April 2020 that they do not want to be approached. Nothing was begun.")
	if len(d.approached) != 2 {
		t.Errorf("%d approaches were begun", len(d.approached))
	}
	if err := d.db.Write(d.ctx, func(tx *db.Tx) error {
		a, err := intake.AgreementOf(tx, person.RecordIDs())
		if a.Given || a.At.IsZero() {
			t.Errorf("the gate is told %+v", a)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
