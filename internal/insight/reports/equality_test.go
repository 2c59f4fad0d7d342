package reports_test

import (
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/answers"
)

// answered counts sheets that choose the same.
func answered(t *testing.T, b *reportstest.Borough, times int, given answers.Answers) {
	t.Helper()
	found, err := reportstest.Wigan(t).Current(b.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	for range times {
		sent := answers.Reached{Neighbourhood: "leigh", Channel: "web", Answers: given}
		if ok, err := answers.New(b.DB).CountEquality(b.Ctx, answers.NewEqualityToken(), blueprint.Part[*answers.Equality](found), sent); err != nil || !ok {
			t.Fatalf("not counted: %v", err)
		}
	}
}

// TestEqualityFiguresTellOfNobody: nothing of a quarter that runs; small figures are kept
// back, and so is the one from which a small one could be reckoned.
func TestEqualityFiguresTellOfNobody(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		analyst := b.As(reportstest.Somebody(access.Analyst, ""))
		if e, err := b.Reports.Equality(analyst, ""); err != nil || len(e.Quarters) != 0 || e.Running.String() != "April to June 2020" {
			t.Fatalf("of nothing: %+v %v", e, err)
		}
		answered(t, b, 21, answers.Answers{"sex": {"female"}, "disability": {"a-lot"}})
		answered(t, b, 12, answers.Answers{"sex": {"male"}})
		answered(t, b, 3, answers.Answers{"sex": {"prefer-not"}})
		if e, err := b.Reports.Equality(analyst, ""); err != nil || len(e.Questions) != 0 {
			t.Fatalf("a quarter that runs is told: %+v %v", e.Questions, err)
		}
		b.Clock.Set(time.Date(2020, 6, 30, 23, 30, 0, 0, time.UTC)) // the first of July, by the clocks of London
		answered(t, b, 9, answers.Answers{"sex": {"female"}})
		e, err := b.Reports.Equality(analyst, "")
		if err != nil || e.Quarter != (reports.Quarter{Year: 2020, Number: 2}) || len(e.Questions) != 6 {
			t.Fatalf("%+v %v", e, err)
		}
		sex := e.Questions[1]
		for i, want := range []string{"20", "10", "*"} {
			if got := sex.Choices[i].Times.Short(); got != want {
				t.Errorf("%s is told as %s, want %s", sex.Choices[i].Label, got, want)
			}
		}
		for _, q := range e.Questions {
			for _, c := range q.Choices {
				if c.Times.Rows != "" || c.Times.Value%5 != 0 {
					t.Errorf("%s %s is told as %+v", q.ID, c.ID, c.Times)
				}
			}
		}
		b.Clock.Set(time.Date(2020, 10, 2, 9, 0, 0, 0, time.UTC))
		if e, err = b.Reports.Equality(analyst, ""); err != nil || e.Quarter.Number != 3 || len(e.Quarters) != 2 || e.Questions[1].Choices[0].Times.Value != 10 {
			t.Errorf("the third quarter: %+v %v", e, err)
		}
		if e, err = b.Reports.Equality(analyst, "2020-2"); err != nil || e.Questions[1].Choices[0].Times.Value != 20 {
			t.Errorf("the second: %+v %v", e, err)
		}
		if _, err = b.Reports.Equality(analyst, "2019-4"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("one that nobody answered in: %v", err)
		}
	})
}

func TestWhoReadsEqualityFigures(t *testing.T) {
	b := reportstest.New(t)
	may := map[access.Role]bool{access.Analyst: true, access.Manager: true, access.Governance: true, access.PublicHealth: true}
	for _, role := range access.Roles() {
		if _, err := b.Reports.Equality(b.As(reportstest.Somebody(role, "")), ""); (err == nil) != may[role] {
			t.Errorf("%s: %v", role, err)
		}
	}
	if _, err := b.Reports.Equality(b.As(reportstest.Somebody(access.Manager, "leigh")), ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a manager of one hub: %v", err)
	}
}
