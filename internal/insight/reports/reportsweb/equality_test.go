package reportsweb_test

import (
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
	"kith/internal/work/answers"
)

func TestTheEqualityPage(t *testing.T) {
	b := reportstest.New(t)
	s := site(t, b)
	analyst, manager := reportstest.Somebody(access.Analyst, ""), reportstest.Somebody(access.Manager, "leigh")
	s.As(analyst).Get("/dashboard").Is(200).Has(`href="/dashboard/equality"`)
	s.As(analyst).Get("/dashboard/equality").Is(200).Says("No quarter with answers is over yet", "Those of April to June 2020 are shown from 1 July 2020").Hides("Download")
	s.As(analyst).Get("/dashboard/equality/export.csv").Is(404)
	found, err := reportstest.Wigan(t).Current(b.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 43 {
		given := answers.Answers{"sex": {[]string{"female", "male"}[min(i/20, 1)]}, "religion": {"none"}}
		if i < 3 {
			given = answers.Answers{"sex": {"prefer-not"}}
		}
		if _, err := answers.New(b.DB).CountEquality(b.Ctx, answers.NewEqualityToken(), blueprint.Part[*answers.Equality](found), answers.Reached{Answers: given}); err != nil {
			t.Fatal(err)
		}
	}
	b.Clock.Set(time.Date(2020, 7, 6, 9, 0, 0, 0, time.UTC))
	page := s.As(analyst).Get("/dashboard/equality").Is(200).Says("Who we reach", "April to June 2020", "Religion", "No religion", "All who answered", "too few to tell")
	page.Has(`href="/dashboard/equality/export.csv?quarter=2020-2"`)
	b.Reads.Entries = nil
	file := s.As(analyst).Get("/dashboard/equality/export.csv?quarter=2020-2").Is(200)
	file.Has("Sex,Female,15", "Sex,Prefer not to say,*", "Religion,No religion,40", "Whole borough")
	if len(b.Reads.Entries) != 1 {
		t.Errorf("the journal has %v", b.Reads.Entries)
	}
	s.As(analyst).Get("/dashboard/equality?quarter=2019-1").Is(404)
	s.As(manager).Get("/dashboard/equality").Is(403)
	s.As(manager).Get("/dashboard").Is(200).Hides("/dashboard/equality")
	s.As(reportstest.Somebody(access.Agent, "")).Get("/dashboard/equality").Is(403)
	s.Browser("").Get("/dashboard/equality").Is(303)
}
