package listsweb_test

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/lists"
	"kith/internal/insight/lists/listsweb"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	ann = access.Principal{Account: "ann", Name: "Ann Analyst", Grants: []access.Grant{{Role: access.Analyst}}}
	hub = access.Principal{Account: "hub", Name: "Hal Hub", Grants: []access.Grant{{Role: access.Coordinator}}}
)

// borough is Wigan with the pages of lists.
type borough struct {
	*webtest.Site
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	lists *lists.Service
	took  int
	hood  string
	reg   *assets.Service
}

func start(t *testing.T) *borough { return startIn(t, "wigan") }

func startIn(t *testing.T, name string) *borough {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), imports.Migrations(), people.Static().Migrations, assets.Static().Migrations,
		attributes.Static().Migrations, contacts.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations, lists.Static().Migrations)
	b := &borough{hood: map[string]string{"wigan": "hapi", "bury": "bury-east"}[name], t: t, db: d, ctx: access.With(dbtest.Context(t), ann), clock: at, now: stepstest.Blueprint(t, name, assets.Section(), lists.RulesSection())}
	b.now.Version = "1"
	b.reg = assets.New(d, b)
	led := protocols.New(d, b)
	b.lists = lists.New(d, b, b.reg, b, led)
	work := tasks.New(d)
	work.KeptBy(led)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, at, nil)
	b.Mount(listsweb.Pages(b.lists, b), listsweb.TeamPages(b.lists, work, b))
	return b
}

func (b *borough) Current(context.Context) (*blueprint.Blueprint, error)    { return b.now, nil }
func (b *borough) At(context.Context, string) (*blueprint.Blueprint, error) { return b.now, nil }
func (b *borough) Now() time.Time                                           { return b.clock.Now() }
func (b *borough) AccountName(_ context.Context, id string) string          { return "Name of " + id }
func (b *borough) Saw(context.Context, journal.Entry) error                 { return nil }
func (b *borough) Took(context.Context, journal.Entry) error                { b.took++; return nil }
func (b *borough) Assets(ctx context.Context) ([]assets.Asset, error)       { return b.reg.All(ctx) }

func (b *borough) Route(_ context.Context, given string) (places.Routing, error) {
	return places.Routing{Given: given, Standing: places.Inside, Neighbourhood: b.hood, Rule: places.RuleWard}, nil
}

// work does what is due.
func (b *borough) work() {
	b.t.Helper()
	if err := b.lists.GoOn(b.ctx); err != nil {
		b.t.Fatal(err)
	}
}

const file = "Traced_NHSNUMBER,PatientFirstName,PatientSurname,DateOfBirth,PatientAddress_Line1,PatientAddress_PostCode,mobile,category\n" +
	"9990000018,Amina,Khan,19390307,1 Market Street,WN2 3EB,7700900123,Added by the practice\n" +
	"9990000026,Brian,Stone,19460606,2 Market Street,WN2 3EB,,Added by the practice\n" +
	"0000000000,nan,,31/13/1950,,BS4,,\n"

// setUp is the form of the first step as it is shown.
func setUp(number string) url.Values {
	v := url.Values{"number": {number}, "asset": {"shielded-patients"}, "kind": {"whole"}}
	for i, f := range []string{"nhs", "given", "family", "born", "line", "postcode", "phone", "fact"} {
		v.Set(fmt.Sprintf("column-%d", i), f)
	}
	return v
}

// A list goes its four steps on pages.
func TestFourSteps(t *testing.T) {
	b := start(t)
	as := b.As(ann)
	as.Get("/lists").Is(200).Says("No list has been handed in yet.")
	at := as.Upload("/lists", url.Values{}, "file", "shielded.csv", file).Is(303).Location
	as.Get(at).Is(200).Says("What is this file", "To do", "Cannot start yet").Hides("Switch the list on")
	as.Get(at+"/columns").Is(200).Says("shielded.csv looks like: NHS shielded patient list.", "9990000018 · 9990000026", "Whose data is it?", "Patients their GP thinks vulnerable")
	wrong := setUp("1")
	wrong.Set("column-0", "given")
	as.Post(at+"/columns", wrong).Is(422).Says("are both taken for First name")
	as.Post(at+"/columns", setUp("2")).Is(303)
	as.Get(at).Is(200).Says("The list is being checked: 0% done", "the work goes on", "Give this list up")
	as.Get(at + "/progress").Is(200).Says("being checked")
	b.work()
	as.Get(at+"/progress").Is(200).Says("It is done.", "Show how the list stands")
	as.Get(at).Is(200).Says("Nothing is written yet.", "Switch the list on")
	as.Get(at+"/changes?of=rejected").Is(200).Says("This is the first file of this list.", "There is neither an NHS number nor a name", "NHS numbers of zeros were left empty", "Parts of a postcode were kept as the district")
	as.Get(at+"/changes?of=new").Is(200).Says("Amina Khan, born 7 March 1939", "1 Market Street, WN2 3EB", "mobile: It lost its first zero.")
	if page := as.Get(at + "/rejected.csv").Is(200).Words(); !strings.Contains(page, "shielded.csv,4,") || b.took != 1 {
		t.Errorf("sent back is %q, noted %d times", page, b.took)
	}
	as.Get(at+"/who?of=nobody").Is(200).Says("Nobody we know: a record is made", "Brian Stone")
	as.Post(at+"/on", url.Values{"number": {"1"}}).Is(303)
	as.Get(at).Is(200).Says("Somebody else has gone on with this list")
	as.Post(at+"/on", url.Values{"number": {"5"}}).Is(303)
	b.work()
	as.Get(at).Is(200).Says("What follows", "To do").Hides("Switch the list on", "Give this list up")
	as.Get(at+"/follows?of=no-phone").Is(200).Says("2 people are on the list. Of those to be reached 0% are in touch with somebody, and 2 are in touch with nobody.", "Brian Stone", "Which team reaches them first?")
	as.Post(at+"/hand-over", url.Values{}).Is(422).Says("Select which team reaches them")
	as.Post(at+"/hand-over", url.Values{"team": {"contact-centre-agent"}}).Is(303)
	b.work()
	as.Get(at+"/follows?of=handed").Is(200).Says("and 0 are in touch with nobody.", "Amina Khan", "Counted", "just now")
	b.clock.Set(b.clock.Now().Add(3 * time.Minute))
	as.Get(at + "/follows").Is(200).Says("3 minutes ago")
	as.Post(at+"/again", url.Values{}).Is(303)
	as.Get(at+"/follows").Is(200).Says("It is counted anew", "just now")
	as.Get("/lists").Is(200).Says("shielded.csv", "Shielded patients", "In use")
	if again := as.Upload("/lists", url.Values{}, "file", "copy.csv", file).Is(303).Location; again != at {
		t.Errorf("the same file again is %s", again)
	}
}

func TestWhatIsRefused(t *testing.T) {
	b := start(t)
	as := b.As(ann)
	as.Upload("/lists", url.Values{}, "file", "a.csv", "").Is(422).Says("The file is empty. Choose another")
	as.Upload("/lists", url.Values{}, "file", "a.csv", "Nothing\n").Is(422).Says("There is no table in this file.")
	as.Upload("/lists", url.Values{}, "file", "a.pdf", "%PDF-1.4").Is(422).Says("This is a PDF.")
	as.Upload("/lists", url.Values{}, "other", "a.csv", file).Is(422).Says("Choose the file of the list")
	b.As(hub).Get("/lists").Is(403)
	at := as.Upload("/lists", url.Values{}, "file", "shielded.csv", file).Is(303).Location
	ended := setUp("2")
	ended.Set("asset", "gp-vulnerable")
	b.clock.Set(time.Date(2022, 7, 1, 9, 0, 0, 0, time.UTC))
	as.Get(at + "/columns").Is(200).Says("(legal basis has ended)")
	as.Post(at+"/columns", ended).Is(422).Says("ended on 30 June 2022")
	as.Post(at+"/cancel", url.Values{"number": {"2"}}).Is(303)
	as.Get(at).Is(200).Says("The list is given up.").Hides("Give this list up")
	as.Get("/lists/" + strings.Repeat("0", 8) + "-0000-7000-8000-000000000000").Is(404)
}

// A file of volunteers or organisations belongs on another page: nothing of it is kept, whoever
// handed it in is told who takes it in, and led there if that is them.
func TestAFileThatBelongsElsewhere(t *testing.T) {
	b := start(t)
	both := access.Principal{Account: "bo", Name: "Bo Both", Grants: []access.Grant{{Role: access.Analyst}, {Role: access.Coordinator, Neighbourhood: "hapi"}}}
	for said, file := range map[string]struct{ text, opens string }{
		"This looks like a list of volunteers. Nothing of it was kept. Hub coordinators and managers take it in": {"Volunteer Name,Phone\nA,07700900123\n", "/volunteer-files"},
		"This looks like a list of organisations. Nothing of it was kept.":                                       {"Organisation Name,Phone\nA,07700900123\n", "/organisations"},
	} {
		page := b.As(ann).Upload("/lists", url.Values{}, "file", "f.csv", file.text).Is(422).Says(said)
		if strings.Contains(page.Body, file.opens) {
			t.Errorf("somebody who may not open it is led to %s", file.opens)
		}
		b.As(both).Upload("/lists", url.Values{}, "file", "f.csv", file.text).Is(422).Says(said).Has(`href="` + file.opens + `"`)
	}
	b.As(ann).Get("/lists").Is(200).Says("No list has been handed in yet.")
}

// In Bury the team of health and care finds on its own page whom it is to reach, and says
// there what came of it.
func TestFirstContactsOfATeam(t *testing.T) {
	b := startIn(t, "bury")
	as := b.As(ann)
	at := as.Upload("/lists", url.Values{}, "file", "shielded.csv", file).Is(303).Location
	as.Post(at+"/columns", setUp("2")).Is(303)
	b.work()
	as.Post(at+"/on", url.Values{"number": {"5"}}).Is(303)
	b.work()
	as.Get(at + "/follows").Is(200).Says("Integrated neighbourhood team (on its own page, on no hub's board)")
	as.Post(at+"/hand-over", url.Values{"team": {"int-lead"}}).Is(303)
	b.work()
	team := b.As(access.Principal{Account: "int", Name: "Ida Int", Grants: []access.Grant{{Role: access.LinkWorker, Neighbourhood: "bury-east"}}})
	b.As(hub).Get("/first-contacts").Is(403)
	b.As(access.Principal{Account: "far", Name: "Far", Grants: []access.Grant{{Role: access.LinkWorker, Neighbourhood: "prestwich"}}}).Get("/first-contacts").Is(200).Says("Nobody is to be reached by your team now.")
	page := team.Get("/first-contacts").Is(200).Says("2 people are to be reached by your team.", "Amina Khan")
	one := regexp.MustCompile(`/first-contacts/[0-9a-f-]{36}`).FindString(page.Body)
	team.Get(one).Is(200).Says("Ring somebody for the first time", "Leave no voicemail.", "What came of it?")
	team.Post(one, url.Values{"version": {"1"}}).Is(422).Says("Select what came of it")
	team.Post(one, url.Values{"version": {"1"}, "outcome": {"has-service"}}).Is(422)
	team.Post(one, url.Values{"version": {"7"}, "outcome": {"spoken"}}).Is(409).Says("Somebody else has changed this task")
	team.Post(one, url.Values{"version": {"1"}, "outcome": {"spoken"}}).Is(303)
	team.Get("/first-contacts").Is(200).Says("1 person is to be reached by your team.")
	team.Get(one).Is(404)
}
