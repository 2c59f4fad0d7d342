package priorities_test

import (
	"io"
	"strings"
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/census"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
	"kith/internal/registers/people"
)

// men are helped less than their number here would suggest, in a borough at work.
func men(t *testing.T, b *measurestest.Borough) {
	b.Fill(120)
	ctx, s := b.As(reportstest.Somebody(access.Analyst, "")), census.New(b.DB, b.Blueprints)
	table, err := s.TakeIn(ctx, census.About{Question: "sex", Source: "The census", AsAt: day.New(2011, 3, 27)}, imports.File{
		Name: "sex.csv", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("area code,category,count\nE08000010,Female,500\nE08000010,Male,500\n")), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Use(ctx, table.ID, []string{"female", "male"}); err != nil {
		t.Fatal(err)
	}
	rows, err := b.Measure("tasks.people-supported").People(b.DB.Read(b.Ctx), feature.Period{Until: day.New(2020, 3, 30).Start().UTC()})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, row := range rows {
		if !known[row.Who] {
			known[row.Who] = true
			said := "Female"
			if len(known)%3 == 0 {
				said = "Male"
			}
			b.Roll.All.Entries = append(b.Roll.All.Entries, roll.Entry{Person: people.PersonID(row.Who), Attributes: []roll.Attribute{{Code: "sex", Value: said}}})
		}
	}
	b.Count()
}

func wish(measure string, target int64) priorities.Wish {
	return priorities.Wish{Name: "Reach more men", Why: "A third of those helped are men.", Owner: "Dana Lead, Deal for Communities", Measure: measure, Target: target, Due: day.New(2020, 6, 1)}
}

// A priority says how it stands now: a group against its number here, or a figure of the
// catalogue; and nothing of what is too small to tell or was never counted.
func TestAPriorityStandsAgainstItsTarget(t *testing.T) {
	each(t, func(t *testing.T, b *measurestest.Borough) {
		men(t, b)
		s, ctx := priorities.New(b.DB, b.Measures), b.As(reportstest.Somebody(access.Manager, ""))
		for _, c := range []struct {
			measure string
			target  int64
			most    bool
			want    priorities.Standing
		}{
			{"reach/sex/male", 90, false, priorities.NotMet},
			{"reach/sex/male", 50, false, priorities.Met},
			{"reach/sex/male", 80, true, priorities.Met},
			{"figure/requests", 1, false, priorities.Met},
			{"figure/grants", 1, false, priorities.Untold},
			{"reach/deprivation/1", 80, false, priorities.Untold},
		} {
			w := wish(c.measure, c.target)
			w.Most = c.most
			id, err := s.Name(ctx, "", 0, w)
			if err != nil {
				t.Fatal(err)
			}
			p, err := s.One(ctx, id)
			if err != nil || p.Now.Standing != c.want || p.Now.Of == "" || p.Now.Value == "" {
				t.Errorf("%s against %d: %+v, want %s (%v)", c.measure, c.target, p.Now, c.want, err)
			}
		}
		list, err := s.List(b.As(reportstest.Somebody(access.Coordinator, "hapi")))
		if err != nil || len(list) != 6 || priorities.Lead(list) != "Of 6 equality priorities, 3 are met. Of 2 it cannot be told how it stands." {
			t.Error(priorities.Lead(list), err)
		}
	})
}

// Two who change a priority at once: the second is told who answers for it now. Notes and the
// end are kept; an ended one is changed no more.
func TestAPriorityIsTrackedUntilItEnds(t *testing.T) {
	b := measurestest.On(t, db.SQLite, priorities.Static())
	s, ctx := priorities.New(b.DB, b.Measures), b.As(reportstest.Somebody(access.Manager, ""))
	id, err := s.Name(ctx, "", 0, wish("figure/people", 10))
	if err != nil {
		t.Fatal(err)
	}
	again := wish("figure/people", 20)
	again.Owner = "Ed New"
	if _, err := s.Name(ctx, id, 1, again); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Name(ctx, id, 1, wish("figure/people", 30)); fault.KindOf(err) != fault.Stale || !strings.Contains(fault.MessageOf(err), "Ed New answers for it") {
		t.Error(err)
	}
	for _, text := range []string{"First", "Second"} {
		if err := s.Note(ctx, id, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Note(ctx, id, " "); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if err := s.End(ctx, id, ""); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if err := s.End(ctx, id, "Reached"); err != nil {
		t.Fatal(err)
	}
	p, err := s.One(ctx, id)
	if err != nil || p.Open() || p.EndWhy != "Reached" || len(p.Notes) != 2 || p.Notes[0].Text != "Second" || p.Target != 20 {
		t.Errorf("%+v %v", p, err)
	}
	for _, err := range []error{s.Note(ctx, id, "Late"), s.End(ctx, id, "Again")} {
		if fault.KindOf(err) != fault.Conflict {
			t.Error(err)
		}
	}
	if _, err := s.Name(ctx, id, 3, again); fault.KindOf(err) != fault.Conflict {
		t.Error(err)
	}
	if err := s.Note(ctx, "no-such", "Hm"); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	for name, w := range map[string]priorities.Wish{"no name": {Owner: "x", Why: "y"}, "no owner": {Name: "x", Why: "y"}, "no reason": {Name: "x", Owner: "y"}, "no measure": {Name: "x", Owner: "y", Why: "z", Measure: "figure/nope"}} {
		if _, err := s.Name(ctx, "", 0, w); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, who := range []access.Principal{reportstest.Somebody(access.Coordinator, "hapi"), reportstest.Somebody(access.Manager, "hapi"), reportstest.Somebody(access.PublicHealth, "")} {
		if _, err := s.Name(b.As(who), "", 0, wish("figure/people", 1)); fault.KindOf(err) != fault.Forbidden {
			t.Error(err)
		}
	}
	if _, err := s.List(b.As(reportstest.Somebody(access.Volunteer, ""))); fault.KindOf(err) != fault.Forbidden {
		t.Error(err)
	}
}

// each runs a test on both engines.
func each(t *testing.T, test func(t *testing.T, b *measurestest.Borough)) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		t.Run(engine.Name(), func(t *testing.T) { test(t, measurestest.On(t, engine, priorities.Static())) })
	}
}
