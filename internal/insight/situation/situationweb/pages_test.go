package situationweb_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/insight/situation/situationweb"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board"
	"kith/internal/work/needs"
	"kith/internal/work/steps/stepstest"
)

var (
	analyst = access.Principal{Account: "ana", Name: "Ana List", Grants: []access.Grant{{Role: access.Analyst}}}
	hub     = access.Principal{Account: "hal", Name: "Hal Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	health  = access.Principal{Account: "pat", Name: "Pat Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
)

// office is a borough with the pages of its situation, on the morning of 30 November 2020.
type office struct {
	*webtest.Site
	*situation.Service
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	now   *blueprint.Blueprint
	t     testing.TB

	hubs     reports.Dashboard
	equality reports.Equality
	rings    map[string][]places.Ring
	copes    situationweb.Answer
	board    tasksOfTheDay
}

func (o *office) Current(context.Context) (*blueprint.Blueprint, error) { return o.now, nil }
func (o *office) Now() time.Time                                        { return o.clock.Now() }
func (o *office) OwnArea(context.Context) (string, error)               { return "E1", nil }

func (o *office) Hubs(context.Context, string) (reports.Dashboard, error) { return o.hubs, nil }
func (o *office) TaskBoard() situation.Board                              { return o.board }
func (o *office) Equality(context.Context) (reports.Equality, error)      { return o.equality, nil }
func (o *office) Rings(context.Context, []string) (map[string][]places.Ring, error) {
	return o.rings, nil
}

func newOffice(t testing.TB) *office { return officeOn(t, db.SQLite) }

// officeOn is one on an engine; without a PostgreSQL server the test is skipped.
func officeOn(t testing.TB, engine db.Dialect) *office {
	at := clock.NewManual(time.Date(2020, 11, 30, 7, 0, 0, 0, time.UTC))
	open := dbtest.NewWith
	if engine == db.Postgres {
		open = dbtest.PostgresWith
	}
	d := open(t, db.Config{Clock: at},
		journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, situation.Static().Migrations)
	o := &office{db: d, ctx: dbtest.Context(t), clock: at, now: stepstest.Blueprint(t, "wigan", situation.RegionSection()), t: t}
	o.Service = situation.New(d, o, nil)
	o.Site = webtest.New(t, db.CallerOf(o.ctx).Borough, at, nil)
	o.Mount(situationweb.Pages(o.Service, o, func(context.Context) (situationweb.Answer, error) { return o.copes, nil }))
	return o
}

// counts are a hundred days of two areas; Leigh has an outbreak in the last of them.
func counts() string {
	var b strings.Builder
	b.WriteString("area,code,pool,date,cases,population\n")
	for i := range 100 {
		d := day.New(2020, 8, 21).AddDays(i)
		fmt.Fprintf(&b, "Leigh,E1,west,%s,%d,100000\nAtherton,E2,east,%s,%d,90000\n", d, 2+i*7%4+max(0, i-80)*2, d, i*5%4)
	}
	return b.String()
}

// fill takes the counts in and judges them.
func (o *office) fill() {
	ctx := access.With(o.ctx, analyst)
	f := imports.File{Name: "counts.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(counts())), nil }}
	if _, err := o.TakeIn(ctx, situation.File{File: f, AsOf: day.New(2020, 11, 28)}, false); err != nil {
		o.t.Fatal(err)
	}
	if err := o.Judge(ctx); err != nil {
		o.t.Fatal(err)
	}
	if err := o.db.Write(ctx, o.called); err != nil {
		o.t.Fatal(err)
	}
	if err := o.CountDays(ctx); err != nil {
		o.t.Fatal(err)
	}
}

// called is a resident of HAPI who was rung five weeks ago, and twenty times yesterday.
func (o *office) called(tx *db.Tx) error {
	r, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Pat", FamilyName: "Sample"}, Neighbourhood: "hapi", Source: "test"}, nil)
	if err != nil {
		return err
	}
	for i := range 21 {
		e := contacts.Event{Record: r.ID, Direction: contacts.Out, Method: contacts.Phone, Outcome: contacts.Spoken, At: o.clock.Now().AddDate(0, 0, -1)}
		if i == 0 {
			e.At = o.clock.Now().AddDate(0, 0, -36)
		}
		if err := contacts.Note(tx, e); err != nil {
			return err
		}
	}
	return nil
}

func TestTheSituationBeforeAnyCounts(t *testing.T) {
	o := newOffice(t)
	p := o.As(analyst).Get("/situation").Is(http.StatusOK)
	p.Says("No daily counts of cases were taken in yet", "Take daily counts in", "What is asked of us", "The first days appear here tomorrow")
	o.As(health).Get("/situation").Is(http.StatusOK).Hides("Take daily counts in", "What is asked of us")
	o.As(health).Get("/situation/picture.svg").Is(http.StatusOK)
}

func TestTheSituation(t *testing.T) {
	o := newOffice(t)
	o.fill()
	p := o.As(analyst).Get("/situation").Is(http.StatusOK)
	p.Says("Of 2 areas 1 is likely in an epidemic phase. The figures are as of 28 November 2020.", "Leigh is very likely", "Atherton is unlikely", "What the words mean",
		"Calls to residents, the borough", "Calls to residents in HAPI: above what chance explains on 29 November 2020, with 20 where at most")
	p.Has("/situation/picture.svg?pool=west", `href="/situation?pool=east"`, "1 area")
	o.As(analyst).Get("/situation?pool=east").Is(http.StatusOK).Has("/situation/picture.svg?pool=east")
	o.As(analyst).Get("/situation?pool=nowhere").Is(http.StatusOK).Has("/situation/picture.svg?pool=west")
	o.As(hub).Get("/situation").Is(http.StatusOK).Says("Calls to residents, H").Hides("Calls to residents, the borough", "Take daily counts in")
	o.As(health).Get("/situation").Is(http.StatusOK).Hides("Calls to residents")
	o.clock.Set(o.clock.Now().AddDate(0, 0, 10))
	o.As(health).Get("/situation").Is(http.StatusOK).Says("The newest figures are 12 days old")
}

func TestThePictureAndTheFile(t *testing.T) {
	o := newOffice(t)
	o.fill()
	picture := o.As(health).Get("/situation/picture.svg?pool=west").Is(http.StatusOK)
	picture.Has("<svg", ">Leigh</text>", "As known on 28 November 2020.").Hides("Atherton")
	file := o.As(health).Get("/situation/export.csv").Is(http.StatusOK)
	file.Has("Area,Code,Date,Cases", "Leigh,E1,2020-08-21,2,100,", "Atherton,E2,2020-11-28")
}

func TestHandingCountsIn(t *testing.T) {
	o := newOffice(t)
	b := o.As(analyst)
	b.Get("/situation/counts").Is(http.StatusOK).Says("Take daily counts in", "The day the figures are as of")
	handIn := func(content, do string, date [3]string) webtest.Page {
		return b.Upload("/situation/counts", url.Values{"do": {do}, "as_of-day": {date[0]}, "as_of-month": {date[1]}, "as_of-year": {date[2]}}, "file", "counts.csv", content)
	}
	of := [3]string{"28", "11", "2020"}
	handIn("", "check", of).Is(http.StatusUnprocessableEntity)
	handIn("area,date,cases\nLeigh,2020-11-27,3\n", "check", of).Is(http.StatusUnprocessableEntity).Says("Row 2 of the file: Leigh has no population")
	handIn(counts(), "check", [3]string{"31", "2", "2020"}).Is(http.StatusUnprocessableEntity).Has(`value="31"`)
	handIn(counts(), "check", of).Is(http.StatusOK).Says("counts.csv was checked. Nothing was changed.", "It has 2 areas and 200 counts")
	handIn(counts(), "take-in", of).Is(http.StatusOK).Says("counts.csv was taken in: 2 areas and 200 counts")
	handIn(counts(), "take-in", of).Is(http.StatusOK).Says("was taken in before")
	handIn(counts(), "take-in", [3]string{"27", "11", "2020"}).Is(http.StatusUnprocessableEntity)
	o.As(hub).Get("/situation/counts").Is(http.StatusForbidden)
}

var (
	member   = access.Principal{Account: "mem", Name: "Mo Ward", Grants: []access.Grant{{Role: access.Member}}}
	director = access.Principal{Account: "dir", Name: "Di Lead", Grants: []access.Grant{{Role: access.Manager}}}
)

// TestTheQuestionsOfTheMorning are answered in one table: spread, whether the borough copes,
// what was done, what is late.
func TestTheQuestionsOfTheMorning(t *testing.T) {
	o := newOffice(t)
	o.fill()
	o.copes = situationweb.Answer{Text: "Yes, but for vans on Thursday.", Href: "/capacity", Label: "Capacity"}
	o.hubs = reports.Dashboard{Places: []reports.Place{
		{Hub: reports.Hub{ID: "leigh", Name: "Leigh"}, Overdue: reports.Number{Value: 2, Known: true, Rows: "/board?hub=leigh"}},
		{Hub: reports.Hub{ID: "hapi", Name: "HAPI"}, Overdue: reports.Number{Value: 5, Known: true}},
		{Hub: reports.Hub{ID: "swan", Name: "SWAN"}},
	}}
	p := o.As(director).Get("/situation").Is(http.StatusOK)
	p.Says("Is it spreading here? Leigh is very likely", "Can we cope? Yes, but for vans on Thursday. Capacity", "What is late? 7 tasks are past their time: HAPI 5, Leigh 2.",
		"Yesterday, and the last seven days against the seven before", "Calls to residents 20 20 0 20 more")
	p.Has(`href="/board?hub=leigh"`, `href="/capacity"`, `srcset="/situation/picture.svg?narrow=&amp;pool=west"`)
	p.Hides("SWAN 0")
	o.hubs, o.copes = reports.Dashboard{}, situationweb.Answer{}
	o.As(director).Get("/situation").Is(http.StatusOK).Says("No hub has work past its time").Hides("Can we cope?")
}

// TestAnElectedMembersSituation: how areas stand and what was done, and nothing of what is asked.
func TestAnElectedMembersSituation(t *testing.T) {
	o := newOffice(t)
	o.fill()
	b := o.As(member)
	b.Get("/situation").Is(http.StatusOK).Says("Leigh is very likely", "What was done here").
		Hides("Calls to residents", "What is late?", "Take daily counts in", "Note what was done", "Who asks")
	b.Get("/situation/picture.svg?pool=west").Is(http.StatusOK).Has(">Leigh</text>")
	b.Get("/situation/export.csv").Is(http.StatusOK).Has("Leigh,E1,2020-08-21,,100,")
	b.Get("/situation/done/new").Is(http.StatusForbidden)
	b.Get("/situation/counts").Is(http.StatusForbidden)
}

// TestTheMapOfToday: by boundaries where those of all areas were imported, else by tiles where
// all have one, else none; old figures are hatched.
func TestTheMapOfToday(t *testing.T) {
	o := newOffice(t)
	o.fill()
	b := o.As(analyst)
	b.Get("/situation").Is(http.StatusOK).Hides("Today on a map")
	b.Get("/situation/map.svg").Is(http.StatusNotFound)
	square := [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}}
	o.rings = map[string][]places.Ring{"E1": {square}}
	b.Get("/situation").Is(http.StatusOK).Says("Today on a map").Has(`src="/situation/map.svg?pool=west"`)
	b.Get("/situation/map.svg?pool=west").Is(http.StatusOK).Has(">very likely</text>", "As known on 28 November 2020.").Hides(`fill="url(#old)" stroke`)
	b.Get("/situation?pool=east").Is(http.StatusOK).Hides("Today on a map")
	o.clock.Set(o.clock.Now().AddDate(0, 0, 3))
	b.Get("/situation/map.svg?pool=west").Is(http.StatusOK).Has(`fill="url(#old)" stroke`)
}

// TestTilesWhereNoBoundaryIs: the map of tiles that the blueprint lays out.
func TestTilesWhereNoBoundaryIs(t *testing.T) {
	o := newOffice(t)
	var b strings.Builder
	b.WriteString("area,code,date,cases,population\n")
	for i := range 70 {
		fmt.Fprintf(&b, "Wigan,E08000010,%s,%d,300000\n", day.New(2020, 9, 20).AddDays(i), i%9)
	}
	f := imports.File{Name: "counts.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(b.String())), nil }}
	ctx := access.With(o.ctx, analyst)
	if _, err := o.TakeIn(ctx, situation.File{File: f, AsOf: day.New(2020, 11, 28)}, false); err != nil {
		t.Fatal(err)
	}
	if err := o.Judge(ctx); err != nil {
		t.Fatal(err)
	}
	o.As(analyst).Get("/situation/map.svg").Is(http.StatusOK).Has(">Wigan</text>")
}

// TestTheLogOfWhatWasDone is written, shown under the days of the picture, changed and taken out;
// what is wrong is said beside its field and nothing typed is lost.
func TestTheLogOfWhatWasDone(t *testing.T) {
	o := newOffice(t)
	o.fill()
	b := o.As(analyst)
	b.Get("/situation/done").Is(http.StatusOK).Says("Nothing was noted yet")
	b.Get("/situation/done/new").Is(http.StatusOK).Says("Note what was done", "Contact tracing")
	form := url.Values{
		"place": {"E1"}, "kind": {"testing"}, "began-day": {"16"}, "began-month": {"11"}, "began-year": {"2020"},
		"what": {"A bus, 900 tests."}, "led_by": {"Public health"},
	}
	wrong := url.Values{"place": {"E1"}, "what": {"A bus"}}
	b.Post("/situation/done/new", wrong).Is(http.StatusUnprocessableEntity).Says("Choose what kind of thing it was", "Enter the first day", "Enter who led it", "A bus")
	late := url.Values{"ended-day": {"1"}, "ended-month": {"11"}, "ended-year": {"2020"}}
	for k, v := range form {
		late[k] = v
	}
	b.Post("/situation/done/new", late).Is(http.StatusUnprocessableEntity).Says("The last day must be the first day or later.", "A bus, 900 tests.")
	b.Post("/situation/done/new", form).Is(http.StatusSeeOther)
	b.Get("/situation").Is(http.StatusOK).Says("Testing: A bus, 900 tests.", "16 November 2020")
	b.Get("/situation/picture.svg?pool=west").Is(http.StatusOK).Has(`rx="3"`)
	all, err := o.Actions(access.With(o.ctx, analyst))
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	address := "/situation/done/" + string(all[0].ID)
	b.Get(address).Is(http.StatusOK).Says("Testing, Leigh", "Change it")
	o.As(health).Get(address).Is(http.StatusOK).Hides("Change it")
	form.Set("version", "1")
	form.Set("what", "A bus, 1,100 tests.")
	b.Post(address, form).Is(http.StatusSeeOther)
	form.Set("what", "Mine.")
	b.Post(address, form).Is(http.StatusConflict).Says("Somebody else has changed this entry", "A bus, 1,100 tests.", "Mine.")
	form.Set("version", "2")
	form.Set("do", "take-out")
	b.Post(address, form).Is(http.StatusSeeOther)
	b.Get(address).Is(http.StatusOK).Says("This was taken out of the log", "All that was written")
	o.As(hub).Post("/situation/done/new", form).Is(http.StatusUnprocessableEntity).Says("That choice is no longer in the list")
}

// tasksOfTheDay is a board that does not change.
type tasksOfTheDay map[board.View][]board.Row

func (d tasksOfTheDay) Query(_ context.Context, f board.Filter) (board.Page, error) {
	return board.Page{Rows: slices.Clone(d[f.View]), Now: time.Date(2020, 11, 30, 7, 0, 0, 0, time.UTC)}, nil
}

// TestTheWallNamesNobody: six numbers, two lists of kinds and rough areas, nothing that is
// labelled or of a sensitive kind, and no name even of what may be told on the board.
func TestTheWallNamesNobody(t *testing.T) {
	o := newOffice(t)
	at := o.clock.Now()
	row := func(category, who string, due time.Duration, labels ...needs.Label) board.Row {
		return board.Row{Record: "r", Who: who, What: "Ring " + who + " about the parcel", Area: "WN2 3", Hub: "hapi", Category: category, Labels: labels, DueAt: at.Add(due)}
	}
	o.hubs = reports.Dashboard{
		AsAt: at, Hub: reports.Hub{ID: "hapi", Name: "HAPI"}, Hubs: []reports.Hub{{Name: "Whole borough"}, {ID: "hapi", Name: "HAPI"}},
		Lines: []reports.Line{{Name: "tasks.overdue", Now: reports.Number{Value: 12, Known: true}}, {Name: "tasks.done", Figures: reports.Figures{Today: reports.Number{Value: 31, Known: true}}}},
	}
	o.board = tasksOfTheDay{
		board.Overdue:  {row("food", "Amina K.", -3*time.Hour), row("food", "Olga P.", -time.Hour, needs.Safeguarding), row("domestic-abuse", "Nel S.", -time.Hour), row("no-such", "Ben A.", -time.Hour)},
		board.DueToday: {row("food", "Amina K.", -3*time.Hour), row("pets", "Joe B.", 2*time.Hour)},
	}
	p := o.As(hub).Get("/wall?hub=hapi").Is(http.StatusOK)
	p.Says("HAPI", "as at 07:00", "Past their time 12", "Done today 31", "WN2 3 3 h", "09:00", "left out of the lists")
	p.Hides("Amina", "Olga", "Nel S", "Joe B", "Ben A", "about the parcel", "omestic")
	p.Has(`http-equiv="refresh" content="60"`, `data-lost`, `href="/wall"`)
	o.board, o.hubs = nil, reports.Dashboard{AsAt: at}
	o.As(director).Get("/wall").Is(http.StatusOK).Says("Whole borough", "Nothing is past its time", "Nothing more is due today").Hides("left out")
	o.As(member).Get("/wall").Is(http.StatusForbidden)
}
