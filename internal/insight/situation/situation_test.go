package situation

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/algo/phase"
	"kith/algo/phase/counts"
	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/steps/stepstest"
)

var sets = []db.Migrations{journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, Static().Migrations}

var (
	ann    = access.Principal{Account: "ann", Grants: []access.Grant{{Role: access.Analyst}}}
	hapi   = access.Principal{Account: "hal", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	health = access.Principal{Account: "pat", Grants: []access.Grant{{Role: access.PublicHealth}}}
	driver = access.Principal{Account: "dee", Grants: []access.Grant{{Role: access.Driver}}}
)

// here is a blueprint that does not change.
type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// office is a borough whose situation is told.
type office struct {
	*Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
}

// each runs a test on both engines, on 30 November 2020.
func each(t *testing.T, test func(o *office)) {
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(name, func(t *testing.T) {
			at := clock.NewManual(time.Date(2020, 11, 30, 7, 0, 0, 0, time.UTC))
			d := open(t, db.Config{Clock: at}, sets...)
			test(&office{New(d, here{stepstest.Blueprint(t, "wigan", RegionSection())}, nil), t, d, dbtest.Context(t), at})
		})
	}
}

func (o *office) as(p access.Principal) context.Context {
	caller := db.CallerOf(o.ctx)
	caller.Actor = p.Account
	return access.With(db.As(o.ctx, caller), p)
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func text(name, content string) imports.File {
	return imports.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

func (o *office) take(asOf, content string) (Taken, error) {
	o.t.Helper()
	d, err := day.ParseDate(asOf)
	o.must(err)
	return o.TakeIn(o.as(ann), File{File: text("of "+asOf, content), AsOf: d}, false)
}

const head = "area,code,date,cases,population\n"

// published is a file of two areas as of a day; Leigh has an outbreak from day 80 on.
func publishedAsOf(first phase.Day, asOf phase.Day, correct int) string {
	var b strings.Builder
	b.WriteString(head)
	for i := range int(asOf-first) + 1 {
		d := first + phase.Day(i)
		leigh, atherton := 2+i*7%4+i*3%3, i*5%4
		if i > 80 {
			leigh += (i - 80) * 2
		}
		if age := int(asOf - d); age < 3 {
			leigh, atherton = leigh*age/3, atherton*age/3
		}
		if i == 50 {
			leigh += correct
		}
		fmt.Fprintf(&b, "Leigh,E1,%v,%d,100000\nAtherton,E2,%v,%d,90000\n", d, leigh, d, atherton)
	}
	return b.String()
}

func TestVintagesAreKept(t *testing.T) {
	each(t, func(o *office) {
		first := dayOf(day.New(2020, 8, 1))
		for i := range 30 {
			asOf := first + 85 + phase.Day(i)
			taken, err := o.take(dateOf(asOf).String(), publishedAsOf(first, asOf, i%2))
			o.must(err)
			if i > 0 && taken.Changed > 12 {
				o.t.Fatalf("%d counts of the vintage of %v are said to differ", taken.Changed, asOf)
			}
		}
		all, err := vintages(o.db.Read(o.ctx))
		o.must(err)
		pool, err := areas(o.db.Read(o.ctx))
		o.must(err)
		known, err := o.rebuilt(o.ctx, pool, all, first, -1<<30)
		o.must(err)
		for i, v := range known {
			want, err := counts.Read(strings.NewReader(publishedAsOf(first, v.AsOf, i%2)), counts.Options{})
			o.must(err)
			for _, s := range want.Vintages[0].Series {
				for j, o2 := range s.Obs {
					got, _ := find(v, s.Area)
					if got.Obs[j] != o2 {
						o.t.Fatalf("as of %v, %s, %v: %+v, published was %+v", v.AsOf, s.Area, s.From+phase.Day(j), got.Obs[j], o2)
					}
				}
			}
		}
		again, err := o.take(all[29].asOf.String(), publishedAsOf(first, first+85+29, 1))
		if err != nil || !again.Again {
			o.t.Errorf("the same file again: %+v, %v", again, err)
		}
		if _, err := o.take(all[29].asOf.String(), publishedAsOf(first, first+85+29, 0)); fault.KindOf(err) != fault.Conflict {
			o.t.Errorf("another file of a day that is in: %v", err)
		}
		if _, err := o.take("2020-09-01", publishedAsOf(first, first+31, 0)); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.MessageOf(err), "Take the oldest file in first") {
			o.t.Errorf("an older file: %v", err)
		}
	})
}

func find(v phase.Vintage, area string) (phase.Series, bool) {
	for _, s := range v.Series {
		if s.Area == area {
			return s, true
		}
	}
	return phase.Series{}, false
}

// TestFrozenIsWrittenOnce: what was known stays, what is known now is written over.
func TestFrozenIsWrittenOnce(t *testing.T) {
	each(t, func(o *office) {
		first := dayOf(day.New(2020, 8, 1))
		judge := func(asOf phase.Day, correct int) map[string]Standing {
			_, err := o.take(dateOf(asOf).String(), publishedAsOf(first, asOf, correct))
			o.must(err)
			o.must(o.Judge(o.as(ann)))
			all, err := o.Full(o.as(health), []string{"E1", "E2"})
			o.must(err)
			by := map[string]Standing{}
			for _, s := range all {
				by[s.Area.Name] = s
			}
			return by
		}
		judge(first+99, 0)
		early := judge(first+100, 0)
		late := judge(first+115, 30)
		if s := late["Leigh"]; !s.Likely() || !strings.HasPrefix(s.Sentence, "Leigh is very likely") || s.AsOf != dateOf(first+115) {
			o.t.Errorf("%s", s.Sentence)
		}
		if s := late["Atherton"]; s.Likely() {
			o.t.Errorf("%s", s.Sentence)
		}
		a, b := early["Leigh"].Days, late["Leigh"].Days
		kept := 0
		for i, p := range a.Frozen {
			if p >= 0 {
				kept++
				if b.Frozen[i] != p {
					o.t.Errorf("day %d was known as %d and is now %d", i, p, b.Frozen[i])
				}
			}
		}
		if n := len(b.Cases); kept != 2 || n != 116 || len(b.P) != n || len(b.Rt) != n || len(b.Used) != n || b.Used[n-1] != 0 || b.Frozen[n-1] < 0 {
			o.t.Errorf("%d days are kept as they were known; of %d days", kept, n)
		}
		before, err := judgedAsOf(o.db.Read(o.ctx))
		o.must(err)
		o.clock.Set(o.clock.Now().Add(time.Hour))
		o.must(o.Judge(o.as(ann)))
		if after, _ := judgedAsOf(o.db.Read(o.ctx)); fmt.Sprint(after) != fmt.Sprint(before) {
			o.t.Error("judged again without a new vintage")
		}
	})
}

func TestFilesThatAreNotTaken(t *testing.T) {
	each(t, func(o *office) {
		for name, c := range map[string]struct{ asOf, file, says string }{
			"no table":        {"2020-11-29", "", ""},
			"other columns":   {"2020-11-29", "name,age\nPat,4\n", "daily counts by area"},
			"no population":   {"2020-11-29", "area,date,cases\nLeigh,2020-11-01,4\n", "Row 2 of the file: Leigh has no population"},
			"nobody":          {"2020-11-29", head + "Leigh,E1,2020-11-01,4,0\n", "a population of 0"},
			"twice":           {"2020-11-29", head + "Leigh,E1,2020-11-01,4,9\nLeigh,E1,2020-11-01,5,9\n", "Row 3"},
			"after its as-of": {"2020-11-20", head + "Leigh,E1,2020-11-21,4,9\n", "cannot be known on 2020-11-20"},
			"the future":      {"2020-12-24", head + "Leigh,E1,2020-11-01,4,9\n", "still to come"},
			"long ago":        {"2020-11-29", head + "Leigh,E1,2020-10-01,4,9\n", "Say as of which day they are"},
			"a word":          {"2020-11-29", head + "Leigh,E1,2020-11-01,lots,9\n", `"lots" is not a count`},
		} {
			if _, err := o.take(c.asOf, c.file); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), c.says) {
				o.t.Errorf("%s: %v", name, err)
			}
		}
		if all, err := vintages(o.db.Read(o.ctx)); err != nil || len(all) != 0 {
			o.t.Errorf("%v were taken in, %v", all, err)
		}
		o.must(o.Judge(o.as(ann))) // there is nothing to judge
	})
}

// TestFilesAsAgenciesSendThem: other names of columns, British dates, semicolons, hidden counts,
// and an area that is known from before.
func TestFilesAsAgenciesSendThem(t *testing.T) {
	each(t, func(o *office) {
		_, err := o.take("2020-11-28", "areaName;areaCode;date;newCasesBySpecimenDate;population\nLeigh;E1;20/11/2020;*;100000\nLeigh;E1;21/11/2020;7;100000\n")
		o.must(err)
		taken, err := o.take("2020-11-29", "area,code,date,cases\nLeigh,E1,2020-11-20,<5\nLeigh,E1,2020-11-21,-2\n")
		o.must(err)
		if taken.Changed != 1 || len(taken.Notes) != 2 {
			o.t.Errorf("%+v", taken)
		}
		dry, err := o.TakeIn(o.as(ann), File{File: text("dry", "area,code,date,cases\nLeigh,E1,2020-11-20,4\n")}, true)
		o.must(err)
		if all, _ := vintages(o.db.Read(o.ctx)); len(all) != 2 || dry.Changed != 1 || dry.Vintages[0] != day.New(2020, 11, 30) {
			o.t.Errorf("a dry run: %+v, %d vintages", dry, len(all))
		}
		misspelt, err := o.TakeIn(o.as(ann), File{File: text("misspelt", "area,code,date,cases,population\nLeihg,E7,2020-11-20,4,100000\n")}, true)
		o.must(err)
		if !slices.Contains(misspelt.Notes, "Leihg was in no file before, and is taken for an area of its own.") || len(dry.Notes) != 0 {
			o.t.Errorf("a name that nobody knows: %q, one that is known: %q", misspelt.Notes, dry.Notes)
		}
	})
}

func TestWhoTakesInAndWhoSees(t *testing.T) {
	each(t, func(o *office) {
		for name, c := range map[string]struct {
			who               access.Principal
			take, see, demand bool
		}{
			"an analyst": {ann, true, true, true}, "a hub's coordinator": {hapi, false, true, true},
			"public health": {health, false, true, false}, "a driver": {driver, false, false, false}, "nobody": {access.Principal{}, false, false, false},
		} {
			ctx := o.as(c.who)
			_, err := o.TakeIn(ctx, File{File: text("x", head+"Leigh,E1,2020-11-25,4,9\n")}, true)
			if (err == nil) != c.take {
				o.t.Errorf("%s takes in: %v", name, err)
			}
			if _, err := o.Areas(ctx); (err == nil) != c.see {
				o.t.Errorf("%s sees areas: %v", name, err)
			}
			if _, err := o.Full(ctx, []string{"E1"}); (err == nil) != c.see {
				o.t.Errorf("%s sees areas day by day: %v", name, err)
			}
			if _, err := o.Demand(ctx); (err == nil) != c.demand {
				o.t.Errorf("%s sees demand: %v", name, err)
			}
		}
	})
}

// TestDemandAboveChance counts three months of calls, in the last days of which Hindley hears
// more than chance explains.
func TestDemandAboveChance(t *testing.T) {
	each(t, func(o *office) {
		from := day.New(2020, 11, 30).AddDays(-counted)
		o.series = append(o.series, Series{Name: "food", Label: "Demand for food", kind: "food", count: func(_ db.Reader, during feature.Period) (feature.Tally, error) {
			i := day.Of(during.From).DaysSince(from)
			n := int64(3 + i*7%5)
			if i == counted-2 {
				n = 30
			}
			return feature.Sum([]feature.Row{{Neighbourhood: "hapi", Kind: "food", Value: n, Of: n}, {Neighbourhood: "leigh", Kind: "food", Value: 2, Of: 2}, {Neighbourhood: "leigh", Kind: "pets", Value: 50, Of: 50}}), nil
		}})
		o.must(o.CountDays(o.as(ann)))
		o.must(o.CountDays(o.as(ann)))
		all, err := o.Demand(o.as(ann))
		o.must(err)
		said := map[string]string{}
		for _, d := range all {
			said[d.Series.Name+" "+d.Place] = d.Sentence
			if d.Series.Name == "food" && len(d.Days) != counted {
				o.t.Errorf("%s: %d days", d.Place, len(d.Days))
			}
		}
		for of, want := range map[string]string{
			"food hapi":  "above what chance explains on 28 November 2020, with 30 where at most",
			"food leigh": "Demand for food in Leigh: nothing above what chance explains in the last 7 days.",
			"food ":      "Demand for food in the borough: above what chance explains",
			"calls hapi": "Calls to residents in HAPI: too few days are counted",
		} {
			if !strings.Contains(said[of], want) {
				o.t.Errorf("%s: %q", of, said[of])
			}
		}
		own, err := o.Demand(o.as(hapi))
		o.must(err)
		for _, d := range own {
			if d.Place != "hapi" {
				o.t.Errorf("a hub's coordinator is told of %q", d.Place)
			}
		}
	})
}

// TestCallsAreCounted by the day they were made and by where whom they were to lives.
func TestCallsAreCounted(t *testing.T) {
	each(t, func(o *office) {
		ctx := o.as(ann)
		yesterday := o.clock.Now().AddDate(0, 0, -1)
		o.must(o.db.Write(ctx, func(tx *db.Tx) error {
			r, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Pat", FamilyName: "Sample"}, Neighbourhood: "hapi", Source: "test"}, nil)
			if err != nil {
				return err
			}
			for i, outcome := range []contacts.Outcome{contacts.Spoken, contacts.NoAnswer, contacts.Voicemail, contacts.Spoken} {
				e := contacts.Event{Record: r.ID, Direction: contacts.Out, Method: contacts.Phone, Outcome: outcome, At: yesterday.Add(time.Duration(i) * time.Minute)}
				if i == 3 {
					e.Direction = contacts.In
				}
				if err := contacts.Note(tx, e); err != nil {
					return err
				}
			}
			return nil
		}))
		o.must(o.CountDays(ctx))
		kept, err := everyAsked(o.db.Read(ctx))
		o.must(err)
		for series, want := range map[string]int64{"calls": 3, "no-answers": 2} {
			for _, place := range []string{"", "hapi"} {
				days := kept[series][place]
				if n := len(days); n != counted || days[n-1].n != want || days[n-2].n != 0 {
					o.t.Errorf("%s in %q: %d days, yesterday %+v", series, place, n, days[max(0, n-1)])
				}
			}
		}
	})
}

// TestNothingCountedForLong: an area that is counted no more stands at nothing, and the others
// go on.
func TestNothingCountedForLong(t *testing.T) {
	each(t, func(o *office) {
		_, err := o.take("2020-01-10", "area,pool,date,cases,population\nLeigh,a,2020-01-09,4,100000\nBury,b,2020-01-09,4,100000\n")
		o.must(err)
		_, err = o.take("2020-11-29", "area,pool,date,cases\nBury,b,2020-11-26,4\n")
		o.must(err)
		o.must(o.Judge(o.as(ann)))
		all, err := o.Areas(o.as(ann))
		o.must(err)
		for _, s := range all {
			if strings.HasPrefix(s.Sentence, "Nothing can be said of Leigh") != (s.Area.Name == "Leigh") {
				o.t.Errorf("%s: %q", s.Area.Name, s.Sentence)
			}
		}
	})
}

func TestPoolsAreEven(t *testing.T) {
	var all []Area
	for i := range 45 {
		all = append(all, Area{Code: fmt.Sprint(i), Pool: []string{"a", "b"}[min(1, i/43)]})
	}
	var sizes []int
	for _, p := range pools(all) {
		sizes = append(sizes, len(p))
	}
	if fmt.Sprint(sizes) != "[15 14 14 2]" {
		t.Errorf("%v", sizes)
	}
}

// TestRealVintages takes the published files of ten boroughs in, and judges them.
func TestRealVintages(t *testing.T) {
	const folder = "../../../../shared/data/epi"
	at := func(name string) func() (io.ReadCloser, error) {
		return func() (io.ReadCloser, error) { return os.Open(filepath.Join(folder, name)) }
	}
	in, err := at("gm_ltla_daily_cases_2020.csv")()
	if err != nil {
		t.Skipf("the real counts are not here: %v", err)
	}
	defer in.Close()
	people, err := counts.Populations(in)
	if err != nil {
		t.Fatal(err)
	}
	clock := clock.NewManual(time.Date(2020, 11, 30, 7, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: clock}, sets...)
	o := &office{New(d, here{stepstest.Blueprint(t, "wigan", RegionSection())}, nil), t, d, dbtest.Context(t), clock}
	began := time.Now()
	taken, err := o.TakeIn(o.as(ann), File{File: imports.File{Name: "vintages", Open: at("gm_ltla_vintages_2020-08_to_2020-11.csv")}, Populations: people}, false)
	o.must(err)
	t.Logf("%d vintages, %d counts of 99,510 kept, %.1f s", len(taken.Vintages), taken.Changed, time.Since(began).Seconds())
	began = time.Now()
	o.must(o.Judge(o.as(ann)))
	t.Logf("judged in %.1f s", time.Since(began).Seconds())
	areas, err := o.Areas(o.as(ann))
	o.must(err)
	var codes []string
	for _, s := range areas {
		codes = append(codes, s.Area.Code)
	}
	all, err := o.Full(o.as(ann), codes)
	o.must(err)
	if len(taken.Vintages) != 84 || len(all) != 10 || all[9].Area.Name != "Wigan" {
		t.Errorf("%d vintages, %d areas", len(taken.Vintages), len(all))
	}
	for _, s := range all {
		if !s.Likely() || s.Days.Frozen[len(s.Days.Frozen)-1] < 750 {
			t.Errorf("%s", s.Sentence)
		}
	}
}
