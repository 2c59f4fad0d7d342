package census_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/insight/census"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/steps/stepstest"
)

var analyst = access.Principal{Account: "ana", Name: "Ana List", Grants: []access.Grant{{Role: access.Analyst}}}

type world struct {
	*census.Service
	now *blueprint.Blueprint
	db  *db.DB
	ctx context.Context
}

func (w *world) Current(context.Context) (*blueprint.Blueprint, error) { return w.now, nil }

func newWorld(t *testing.T, engine db.Dialect) *world {
	open := dbtest.NewWith
	if engine == db.Postgres {
		open = dbtest.PostgresWith
	}
	d := open(t, db.Config{Clock: clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))}, journal.Migrations(), census.Static().Migrations)
	w := &world{db: d, ctx: access.With(dbtest.Context(t), analyst), now: stepstest.Blueprint(t, "wigan", answers.EqualitySection(), places.AreasSection())}
	w.Service = census.New(d, w)
	return w
}

func each(t *testing.T, test func(t *testing.T, w *world)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) { test(t, newWorld(t, engine)) })
	}
}

func (w *world) file(text string) imports.File {
	return imports.File{Name: "table.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func about(question string) census.About {
	return census.About{Question: question, Source: "Census, table TS021", AsAt: day.New(2011, 3, 27)}
}

func choices(t census.Table) (all []string) {
	for _, c := range t.Categories {
		all = append(all, c.Choice)
	}
	return all
}

// A table as ONS exports it: each category finds its group by its words, is put into use, and
// another takes its place as a whole.
func TestATableOfWhoLivesHereIsTakenInAndUsed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		table, err := w.TakeIn(w.ctx, about("ethnic_group"), w.file(ons))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(choices(table), " "); got != " asian black mixed white other" || table.Others != 1 {
			t.Errorf("placed %q, %d others", got, table.Others)
		}
		if _, found, _ := census.Current(w.db.Read(w.ctx), w.now, "ethnic_group"); found {
			t.Error("a draft is used")
		}
		for range 2 { // the second takes the place of the first
			if _, err := w.Use(w.ctx, table.ID, choices(table)); err != nil {
				t.Fatal(err)
			}
			lives, found, err := census.Current(w.db.Read(w.ctx), w.now, "ethnic_group")
			if err != nil || !found || lives.People != 10_000 || len(lives.Groups) != 5 || lives.Groups[0].People != 300 || lives.Source != "Census, table TS021" {
				t.Fatalf("%+v %v", lives, err)
			}
			if table, err = w.TakeIn(w.ctx, about("ethnic_group"), w.file(ons)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Discard(w.ctx, table.ID); err != nil {
			t.Fatal(err)
		}
		all, err := w.All(w.ctx)
		if err != nil || len(all) != 6 || !all[2].Known || len(all[2].Drafts) != 0 {
			t.Errorf("%+v %v", all, err)
		}
	})
}

const ons = `Lower tier local authorities Code,Lower tier local authorities,Ethnic group (6 categories) Code,Ethnic group (6 categories),Observation
E08000010,Wigan,0,Total,"10,000"
E08000010,Wigan,1,"Asian, Asian British or Asian Welsh",300
E08000010,Wigan,2,"Black, Black British, Black Welsh, Caribbean or African",200
E08000010,Wigan,3,Mixed or Multiple ethnic groups,100
E08000010,Wigan,4,White,9300
E08000010,Wigan,5,Other ethnic group,100
E08000001,Bolton,5,Other ethnic group,999
`

// Nomis has a column for each category, or names by _NAME; small ages fall within ours.
func TestTablesAsNomisExportsThem(t *testing.T) {
	w := newWorld(t, db.SQLite)
	table, err := w.TakeIn(w.ctx, about("sex"), w.file("date,geography,geography code,Sex: All persons; measures: Value,Sex: Female; measures: Value,Sex: Male; measures: Value\n2021,Wigan,E08000010,100,51,49\n"))
	if err != nil || strings.Join(choices(table), " ") != " female male" {
		t.Fatal(choices(table), err)
	}
	var b strings.Builder
	b.WriteString("GEOGRAPHY_CODE,GEOGRAPHY_NAME,C2021_AGE_92_NAME,C2021_AGE_92_SORTORDER,MEASURES_NAME,OBS_VALUE\n")
	for _, c := range []string{"Total: All usual residents", "Aged under 1 year", "Aged 17 years", "Aged 18 years", "Aged 65 to 74 years", "Aged 90 years and over"} {
		fmt.Fprintf(&b, "E08000010,Wigan,%s,1,Value,10\nE08000010,Wigan,%s,1,Percent,1.5\n", c, c)
	}
	table, err = w.TakeIn(w.ctx, about("age_band"), w.file(b.String()))
	if err != nil || strings.Join(choices(table), " ") != " under-18 under-18 18-24 65-74 85-over" {
		t.Fatal(choices(table), err)
	}
}

// The counts of all wards make up the borough; some of them do not.
func TestWardsMakeUpTheBorough(t *testing.T) {
	w := newWorld(t, db.SQLite)
	var all, some strings.Builder
	n := 0
	for _, to := range []*strings.Builder{&all, &some} {
		to.WriteString("ward,category,count\n")
	}
	for _, h := range blueprint.Part[*places.Areas](w.now).Neighbourhoods {
		for _, ward := range h.Wards {
			if !ward.To.IsZero() {
				continue
			}
			fmt.Fprintf(&all, "%q,Female,10\n%q,Male,10\n", ward.Name, ward.Name)
			if n++; n > 1 {
				fmt.Fprintf(&some, "%q,Female,10\n", ward.Name)
			}
		}
	}
	table, err := w.TakeIn(w.ctx, about("sex"), w.file(all.String()))
	if err != nil || table.Categories[0].People != int64(10*n) || table.Of != fmt.Sprintf("its %d wards", n) {
		t.Fatal(table.Of, err)
	}
	if _, err = w.TakeIn(w.ctx, about("sex"), w.file(some.String())); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), "of its wards it lacks") {
		t.Error(err)
	}
}

func TestTablesThatAreWrong(t *testing.T) {
	w := newWorld(t, db.SQLite)
	head := "area code,category,count\n"
	for want, text := range map[string]string{
		"none of them is the code or the name of an area": "x,y\n1,2\n",
		"no column of categories":                         "area code,count\nE08000010,2\n",
		"could be split by “sex” or by “age”":             "area code,sex,age,count\nE08000010,Male,1,2\n",
		"knows neither the borough (E08000010)":           head + "E08000001,Male,5\n",
		"no counts below its first row":                   head,
		"Rows 2 and 3 of the file both count “Male”":      head + "E08000010,Male,5\nE08000010,Male,6\n",
		"counts -5 people":                                head + "E08000010,Male,-5\n",
		"hides a count":                                   head + "E08000010,Male,*\n",
		"not a whole number of people":                    head + "E08000010,Male,49.5\n",
		"nobody lives in the borough":                     head + "E08000010,Male,0\nE08000010,Female,0\n",
		"has no category":                                 head + "E08000010,,5\n",
		"has no code of an area":                          head + ",Male,5\n",
	} {
		if _, err := w.TakeIn(w.ctx, about("sex"), w.file(text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	late := about("sex")
	late.AsAt = day.New(2021, 3, 21)
	if _, err := w.TakeIn(w.ctx, late, w.file(head+"E08000010,Male,5\n")); !strings.Contains(fault.MessageOf(err), "still to come") {
		t.Error(err)
	}
	if _, err := w.TakeIn(w.ctx, about("shoe-size"), w.file(head+"E08000010,Male,5\n")); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// A category that stands within another is found by the line of everybody.
func TestNobodyIsCountedTwice(t *testing.T) {
	w := newWorld(t, db.SQLite)
	table, err := w.TakeIn(w.ctx, about("ethnic_group"), w.file("area code,category,count\nE08000010,Total,100\nE08000010,White,90\nE08000010,White: Irish,20\nE08000010,Asian or Asian British,10\n"))
	if err != nil || strings.Join(choices(table), ",") != ",white,,asian" {
		t.Fatal(choices(table), err)
	}
	if _, err := w.Use(w.ctx, table.ID, []string{"", "white", "white", "asian"}); !strings.Contains(fault.MessageOf(err), "come to 120 people, and 100 live here") {
		t.Error(err)
	}
	if _, err := w.Use(w.ctx, table.ID, []string{"", "white", "", ""}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if _, err := w.Use(w.ctx, table.ID, []string{"", "purple", "", "asian"}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if _, err := w.Use(w.ctx, table.ID, []string{"white"}); fault.KindOf(err) != fault.Stale {
		t.Error(err)
	}
}

func TestWhoHandsTablesIn(t *testing.T) {
	w := newWorld(t, db.SQLite)
	for _, g := range []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}, {Role: access.Manager, Neighbourhood: "hapi"}, {Role: access.PublicHealth}} {
		ctx := access.With(w.ctx, access.Principal{Account: "a", Grants: []access.Grant{g}})
		if _, err := w.TakeIn(ctx, about("sex"), w.file(ons)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("%v: %v", g, err)
		}
	}
}

func TestAgesAreRead(t *testing.T) {
	for text, want := range map[string][2]int{
		"Aged 10 to 14 years": {10, 14}, "Under 18": {0, 17}, "85 or over": {85, 130}, "Aged 4 years and under": {0, 4}, "Aged under 1 year": {0, 0}, "7": {7, 7}, "90+": {90, 130}, "35-49": {35, 49},
	} {
		if from, to, ok := census.Ages(text); !ok || [2]int{from, to} != want {
			t.Errorf("%s is %d to %d", text, from, to)
		}
	}
	for _, text := range []string{"", "Prefer not to say", "14 to 10", "1 2 3"} {
		if _, _, ok := census.Ages(text); ok {
			t.Errorf("%q is read as ages", text)
		}
	}
}

func blueprintWithNothing(t *testing.T) *blueprint.Blueprint {
	return blueprinttest.Load(t, map[string]string{}, answers.EqualitySection())
}

// A borough that asks nothing has nothing to hold against who lives here.
func TestABoroughThatAsksNothing(t *testing.T) {
	w := newWorld(t, db.SQLite)
	w.now = blueprintWithNothing(t)
	if all, err := w.All(w.ctx); err != nil || len(all) != 0 {
		t.Error(all, err)
	}
}
