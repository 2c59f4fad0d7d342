package situationweb_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
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
	t     *testing.T

	hubs     reports.Dashboard
	equality reports.Equality
	rings    map[string][]places.Ring
	copes    situationweb.Answer
}

func (o *office) Current(context.Context) (*blueprint.Blueprint, error) { return o.now, nil }
func (o *office) Now() time.Time                                        { return o.clock.Now() }
func (o *office) OwnArea(context.Context) (string, error)               { return "E1", nil }

func (o *office) Hubs(context.Context, string) (reports.Dashboard, error) { return o.hubs, nil }
func (o *office) Equality(context.Context) (reports.Equality, error)      { return o.equality, nil }
func (o *office) Rings(context.Context, []string) (map[string][]places.Ring, error) {
	return o.rings, nil
}

func newOffice(t *testing.T) *office {
	at := clock.NewManual(time.Date(2020, 11, 30, 7, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at},
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
