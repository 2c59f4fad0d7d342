package answers_test

import (
	"sync"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/work/answers"
)

const soundEquality = `questions:
  - id: sex
    kind: radios
    title: Sex
    options:
      - {id: female, label: Female}
      - {id: male, label: Male}
      - {id: prefer-not, label: Prefer not to say}
  - id: age_band
    kind: radios
    title: Age group
    options:
      - {id: young, label: Under 50}
      - {id: old, label: 50 or over}
      - {id: prefer-not, label: Prefer not to say}
`

func soundly(t *testing.T) *answers.Equality {
	t.Helper()
	return blueprint.Part[*answers.Equality](blueprinttest.Load(t, map[string]string{"equality.yaml": soundEquality}, answers.EqualitySection()))
}

// TestEqualityQuestionsAreHeldToTheirRules: every one can be left out or not said.
func TestEqualityQuestionsAreHeldToTheirRules(t *testing.T) {
	const f = "equality.yaml"
	blueprinttest.Each(t, map[string]string{f: soundEquality}, []blueprint.Section{answers.EqualitySection()}, []blueprinttest.Break{
		{"one that must be answered", f, "title: Sex", "title: Sex\n    required: true\n    missing: Say it", "equality.yaml:2:5: nobody has to answer sex"},
		{"no way not to say", f, "      - {id: male, label: Male}\n      - {id: prefer-not, label: Prefer not to say}\n", "      - {id: male, label: Male}\n", "equality.yaml:5:5: sex cannot be answered by not saying"},
		{"several at once", f, "kind: radios\n    title: Sex", "kind: checkboxes\n    title: Sex", "equality.yaml:2:5: sex is counted by what is chosen"},
		{"a question twice", f, "id: age_band", "id: sex", `equality.yaml:9:9: question "sex" is already at`},
	})
}

// TestAnEqualitySheetIsCountedOnce: by place, month and way, once for a token, also when it
// is sent many times at once, and never for another borough.
func TestAnEqualitySheetIsCountedOnce(t *testing.T) {
	dbtest.Each(t, migrations, func(t *testing.T, d *db.DB) {
		ctx, s, asked := dbtest.Context(t), answers.New(d), soundly(t)
		sent := answers.Reached{Neighbourhood: "leigh", Channel: "web", Answers: answers.Answers{"sex": {"female"}, "age_band": {"prefer-not"}, "made_up": {"x"}}}
		token := answers.NewEqualityToken()
		var wait sync.WaitGroup
		for range 5 {
			wait.Go(func() {
				if _, err := s.CountEquality(ctx, token, asked, sent); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		if again, err := s.CountEquality(ctx, token, asked, sent); again || err != nil {
			t.Errorf("the same sheet is counted again: %v %v", again, err)
		}
		if known, err := s.EqualityCounted(ctx, token); !known || err != nil {
			t.Errorf("it is not known to be counted: %v", err)
		}
		if first, err := s.CountEquality(ctx, answers.NewEqualityToken(), asked, sent); !first || err != nil {
			t.Errorf("another sheet is not counted: %v", err)
		}
		if first, _ := s.CountEquality(ctx, answers.NewEqualityToken(), asked, answers.Reached{Answers: answers.Answers{"sex": {"nonsense"}}}); first {
			t.Error("a sheet that says nothing is counted")
		}
		all, err := answers.EqualityCounts(d.Read(ctx), "0000-01", "9999-12")
		must(t, err)
		if len(all) != 2 || all[0].Times != 2 || all[0].Choice != "prefer-not" || all[1].Times != 2 || all[1].Choice != "female" || all[1].Neighbourhood != "leigh" {
			t.Errorf("counted %+v", all)
		}
		if other, _ := answers.EqualityCounts(d.Read(dbtest.Context(t)), "0000-01", "9999-12"); len(other) > 0 {
			t.Errorf("another borough has %v", other)
		}
	})
}

// TestNothingKeptOfAnEqualitySheetTellsWhoItWas: the rows after the second sheet are the
// rows of the first, whatever was chosen; nothing but a month says when; the token is kept
// as a hash, apart, and goes.
func TestNothingKeptOfAnEqualitySheetTellsWhoItWas(t *testing.T) {
	now := clock.NewManual(time.Date(2020, 4, 30, 23, 30, 0, 0, time.UTC)) // in May, by the clocks of London
	d := dbtest.NewWith(t, db.Config{Clock: now}, migrations...)
	ctx, s, asked := dbtest.Context(t), answers.New(d), soundly(t)
	rows := func() (keys string) {
		r := d.Read(ctx)
		found, err := r.Query(`SELECT question, choice, month FROM answers_equality WHERE borough_id = ? AND rowid > 0 ORDER BY rowid`, r.Borough())
		all, err := db.Collect(found, err, func(rows *db.Rows) (key string, err error) {
			var q, c, m string
			err = rows.Scan(&q, &c, &m)
			return q + " " + c + " " + m + "\n", err
		})
		must(t, err)
		for _, one := range all {
			keys += one
		}
		return keys
	}
	first := answers.NewEqualityToken()
	_, err := s.CountEquality(ctx, first, asked, answers.Reached{Channel: "web", Answers: answers.Answers{"sex": {"male"}}})
	must(t, err)
	before := rows()
	_, err = s.CountEquality(ctx, answers.NewEqualityToken(), asked, answers.Reached{Channel: "web", Answers: answers.Answers{"age_band": {"old"}, "sex": {"female"}}})
	must(t, err)
	if after := rows(); after != before {
		t.Errorf("the second sheet left rows of its own:\n%s\nafter\n%s", after, before)
	}
	if all, _ := answers.EqualityCounts(d.Read(ctx), "2020-05", "2020-05"); len(all) != 3 {
		t.Errorf("of May, %v", all)
	}
	r := d.Read(ctx)
	var bare int
	must(t, r.QueryRow(`SELECT COUNT(*) FROM answers_equality_form WHERE borough_id = ? AND token_hash = ?`, r.Borough(), first).Scan(&bare))
	if bare != 0 {
		t.Error("the token itself is kept")
	}
	now.Advance(100 * 24 * time.Hour)
	_, err = s.CountEquality(ctx, answers.NewEqualityToken(), asked, answers.Reached{Channel: "web", Answers: answers.Answers{"sex": {"male"}}})
	must(t, err)
	if known, _ := s.EqualityCounted(ctx, first); known {
		t.Error("the hash of a token is kept for ever")
	}
}
