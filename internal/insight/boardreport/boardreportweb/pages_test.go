package boardreportweb_test

import (
	"net/http"
	"strings"
	"testing"

	"kith/internal/insight/boardreport"
	"kith/internal/insight/boardreport/boardreportweb"
	"kith/internal/insight/measures/measurestest"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
)

// The report empty, full, of weeks there are none of, and for each who may make it. One borough
// serves them all.
func TestThePagesOfTheReport(t *testing.T) {
	b := measurestest.On(t, db.SQLite, priorities.Static())
	tracked := priorities.New(b.DB, b.Measures)
	site := webtest.New(t, b.ID(), b.Clock, nil)
	site.Mount(boardreportweb.Pages(boardreport.New(b.Measures, tracked, b.Reports, b.Blueprints, b.Reads)))
	analyst := site.As(reportstest.Somebody(access.Analyst, ""))

	t.Run("empty", func(t *testing.T) {
		analyst.Get("/board-report").Is(http.StatusOK).Says("Nothing was counted of these weeks yet", "In short", "No equality priority is tracked into recovery.", "Who was helped, against who lives here", "It cannot be told by")
		if p := analyst.Get("/board-report/report.pdf").Is(http.StatusOK); !strings.HasPrefix(p.Body, "%PDF") {
			t.Error("no PDF of an empty report")
		}
	})
	t.Run("bad input", func(t *testing.T) {
		analyst.Get("/board-report?until=soon").Is(http.StatusNotFound).Says("That is no day. Open the report from the page of figures.")
		for _, path := range []string{"/board-report?until=2020-03-31", "/board-report?until=2030-01-07", "/board-report/report.pdf?until=1990-01-01", "/board-report/report.xlsx?until=soon"} {
			analyst.Get(path).Is(http.StatusNotFound)
		}
	})
	t.Run("full", func(t *testing.T) {
		b.Fill(90)
		b.Clock.Set(b.Clock.Now().AddDate(0, 0, 1))
		b.Count()
		w := priorities.Wish{Name: "Reach more men", Why: "Few were helped.", Owner: "Dana Lead", Measure: "figure/requests", Target: 10, Due: day.New(2020, 6, 1)}
		if _, err := tracked.Name(b.As(reportstest.Somebody(access.Manager, "")), "", 0, w); err != nil {
			t.Fatal(err)
		}
		analyst.Get("/board-report").Is(http.StatusOK).
			Says("Check and challenge", "By neighbourhood", "The one equality priority is met.", "Reach more men", "Dana Lead", "Download as PDF", "How to read this report").Hides("Nothing was counted of these weeks yet")
		analyst.Get("/board-report?until=2020-03-02").Is(http.StatusOK)
		for path, head := range map[string]string{"/board-report/report.pdf": "%PDF", "/board-report/report.xlsx": "PK"} {
			p := analyst.Get(path).Is(http.StatusOK)
			if !strings.HasPrefix(p.Body, head) || !strings.Contains(p.Header.Get("Content-Disposition"), "board-report-2020-03-30") {
				t.Errorf("%s: %.20q, %v", path, p.Body, p.Header)
			}
		}
	})
	t.Run("access", func(t *testing.T) {
		for _, who := range []access.Principal{reportstest.Somebody(access.Coordinator, "hapi"), reportstest.Somebody(access.Manager, "hapi"), reportstest.Somebody(access.Member, ""), reportstest.Somebody(access.Volunteer, "")} {
			for _, path := range []string{"/board-report", "/board-report/report.pdf", "/board-report/report.xlsx"} {
				if got := site.As(who).Get(path).Status; got != http.StatusForbidden {
					t.Errorf("%+v at %s: %d", who.Grants, path, got)
				}
			}
		}
	})
}
