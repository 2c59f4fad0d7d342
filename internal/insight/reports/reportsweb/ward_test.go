package reportsweb_test

import (
	"testing"
	"time"

	"kith/internal/insight/reports"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
)

func TestTheMembersPage(t *testing.T) {
	b := reportstest.New(t)
	s := site(t, b)
	s.As(member).Get("/ward").Is(200).Says("Whole borough", "Four weeks to Sunday 29 March 2020", "Counted at 2:20pm", "The same as a week earlier. Since the beginning: 0.")
	b.Fill(200)
	b.Clock.Advance(24 * time.Hour)
	page := s.As(member).Get("/ward").Is(200)
	page.Says("Requests received", "People supported", "Since the beginning:", "Requests in each neighbourhood", "HAPI", "A * stands for too few to tell", "What each figure counts")
	page.Hides("/board", "/requests", "/people/", "/dashboard", "Pat S")
	s.As(member).Get("/ward?hub=hapi").Is(200).Says("HAPI").Has(`aria-current="page"`)
	s.As(member).Get("/ward?hub=atlantis").Is(404)
	s.As(member).Get("/dashboard").Is(403)
	for _, role := range reports.Staff() {
		s.As(reportstest.Somebody(role, "")).Get("/ward").Is(403)
	}
	s.As(reportstest.Somebody(access.Member, "leigh")).Get("/ward").Is(200).Says("Leigh – four weeks")
	s.Browser("").Get("/ward").Is(303)
}
