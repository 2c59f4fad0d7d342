package measures_test

import (
	"io"
	"strings"
	"testing"

	"kith/internal/feature"
	"kith/internal/insight/census"
	"kith/internal/insight/measures"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/roll"
	"kith/internal/kernel/day"
	"kith/internal/kernel/disclosure"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/imports"
	"kith/internal/registers/people"
)

// supported are the different people who were supported until the end of March.
func supported(t *testing.T, b *measurestest.Borough) (all []people.PersonID) {
	rows, err := b.Measure("tasks.people-supported").People(b.DB.Read(b.Ctx), feature.Period{Until: day.New(2020, 3, 30).Start().UTC()})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, row := range rows {
		if !known[row.Who] {
			known[row.Who] = true
			all = append(all, people.PersonID(row.Who))
		}
	}
	return all
}

func ask(t *testing.T, r measures.Reach, id string) measures.ReachOf {
	for _, a := range r.Asks {
		if a.ID == id {
			return a
		}
	}
	t.Fatalf("nothing is told by %s", id)
	return measures.ReachOf{}
}

// Who was supported is told by age and deprivation, protected, against who lives here; who is
// not on the roll is in no group.
func TestWhoWasReachedAgainstWhoLivesHere(t *testing.T) {
	measurestest.Each(t, func(t *testing.T, b *measurestest.Borough) {
		b.Fill(200)
		helped := supported(t, b)
		for i, who := range helped {
			e := roll.Entry{Person: who, Born: day.New(1940, 5, 1), Fifth: 1 + i%2, Ward: "Ince"}
			if i%4 == 0 {
				e.Born, e.Ward = day.New(1990, 5, 1), ""
			}
			b.Roll.All.Entries = append(b.Roll.All.Entries, e)
		}
		b.Count()
		reach, err := b.Measures.Reach(b.As(reportstest.Somebody(access.PublicHealth, "")))
		if err != nil || len(reach.Asks) < 4 || reach.CountedAt.IsZero() {
			t.Fatal(len(reach.Asks), err)
		}
		old := ask(t, reach, "age").Groups[2]
		want := len(helped) - (len(helped)+3)/4
		if n := old.Helped.People; n.Hidden || n.Value%disclosure.RoundTo != 0 || n.Value < int64(want-2) || n.Value > int64(want+2) || !old.Lives.Known || !old.Helped.Ratio.Known || !old.Helped.More {
			t.Errorf("of 60 or over %+v are told, and %d were helped", old, want)
		}
		for _, a := range reach.Asks {
			if a.Helped.Known && a.Helped.Says == "" || a.Name == "" {
				t.Errorf("%s says nothing", a.ID)
			}
		}
		if _, err := b.Measures.Reach(b.As(reportstest.Somebody(access.Coordinator, "hapi"))); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a coordinator: %v", err)
		}
	})
}

// handIn puts a table into use as its categories were guessed.
func handIn(t *testing.T, b *measurestest.Borough, question, rows string) {
	ctx, s := b.As(reportstest.Somebody(access.Analyst, "")), census.New(b.DB, b.Blueprints)
	table, err := s.TakeIn(ctx, census.About{Question: question, Source: "The census", AsAt: day.New(2011, 3, 27)}, imports.File{
		Name: "table.csv", Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader("area code,category,count\n" + rows)), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	var choices []string
	for _, c := range table.Categories {
		choices = append(choices, c.Choice)
	}
	if _, err := s.Use(ctx, table.ID, choices); err != nil {
		t.Fatal(err)
	}
}

// People of a group are helped less often than their number here would suggest: the page says
// so in a sentence, from a census table and what lists say of them, and small counts are hidden.
func TestAGroupThatIsHelpedLessThanItsNumberSuggests(t *testing.T) {
	b := measurestest.New(t)
	b.Fill(200)
	handIn(t, b, "ethnic_group", "E08000010,Total,1500\nE08000010,\"Asian, Asian British or Asian Welsh\",600\nE08000010,White,350\nE08000010,Other ethnic group,50\nE08000010,Not answered,500\n")
	helped := supported(t, b)
	for i, who := range helped {
		said := "White"
		switch {
		case i < 10:
			said = "asian"
		case i < 13:
			said = "Other ethnic group"
		case i < 17:
			said = "mixed"
		}
		b.Roll.All.Entries = append(b.Roll.All.Entries, roll.Entry{Person: who, Attributes: []roll.Attribute{{Code: "ethnic-group", Value: said}}})
	}
	b.Count()
	reach, err := b.Measures.Reach(b.As(reportstest.Somebody(access.Analyst, "")))
	if err != nil {
		t.Fatal(err)
	}
	a := ask(t, reach, "ethnic_group")
	if !strings.Contains(a.Helped.Says, "People in the group “Asian or Asian British” are helped less often than their number here would suggest") || !strings.Contains(a.Helped.Says, "60% of who lives here") {
		t.Error(a.Helped.Says)
	}
	if !a.Groups[0].Helped.Less || a.Groups[0].Helped.People.Value != 10 || a.Source != "The census, as at 27 March 2011" || a.Invented {
		t.Errorf("%+v", a.Groups[0])
	}
	for _, g := range a.Groups {
		if (g.ID == "other" || g.ID == "mixed") && (!g.Helped.People.Hidden || g.Helped.Share.Known || g.Helped.Ratio.Known) {
			t.Errorf("few are told: %+v", g)
		}
	}
}

// Without a table nothing is compared and nothing is made up; with one that is of ages, those of
// the blueprint are not told beside it.
func TestWhereNobodyKnowsWhoLivesHere(t *testing.T) {
	b := measurestest.New(t)
	b.Fill(60)
	b.Count()
	analyst := b.As(reportstest.Somebody(access.Analyst, ""))
	reach, err := b.Measures.Reach(analyst)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range ask(t, reach, "sex").Groups {
		if g.Lives.Known || g.Helped.Ratio.Known {
			t.Errorf("%+v", g)
		}
	}
	handIn(t, b, "age_band", "E08000010,Aged 0 to 17 years,200\nE08000010,Aged 18 to 24 years,100\nE08000010,Aged 75 to 84 years,100\n")
	b.Clock.Set(b.Clock.Now().AddDate(0, 0, 1))
	b.Count()
	if reach, err = b.Measures.Reach(analyst); err != nil {
		t.Fatal(err)
	}
	if a := ask(t, reach, "age_band"); a.Source == "" || !a.Helped.Known {
		t.Errorf("%+v", a)
	}
	for _, a := range reach.Asks {
		if a.ID == "age" {
			t.Error("ages are told twice, in bands that differ")
		}
	}
}
