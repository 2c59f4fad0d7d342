package reportsweb_test

import (
	"testing"
	"time"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/insight/reports/reportsweb"
	"kith/internal/plat/access"
	"kith/internal/plat/web/webtest"
)

func TestTheBoroughsPage(t *testing.T) {
	b := reportstest.New(t)
	s := webtest.New(t, b.ID(), b.Clock, nil)
	s.Mount(reportsweb.Region(b.Reports, []string{b.ID(), "atlantis"}))
	b.Fill(200)
	b.Clock.Advance(24 * time.Hour)
	page := s.As(member).Get("/region").Is(200)
	page.Says("All boroughs", "Four weeks to Sunday 29 March 2020", "Wigan", "Requests received", "A * stands for too few to tell",
		"in all boroughs together", "What each figure counts")
	page.Hides("/board", "/requests", "/people/", "HAPI")
	s.As(manager).Get("/region").Is(200)
	s.As(reportstest.Somebody(access.Member, "leigh")).Get("/region").Is(403)
	s.As(coordinator).Get("/region").Is(403)
	s.Browser("").Get("/region").Is(303)
}

// TestNoBoroughHasBegun shows the page before there is anything to show.
func TestNoBoroughHasBegun(t *testing.T) {
	b := reportstest.New(t)
	s := webtest.New(t, b.ID(), b.Clock, nil)
	s.Mount(reportsweb.Region(b.Reports, nil))
	s.As(member).Get("/region").Is(200).Says("No borough has begun yet.")
}
