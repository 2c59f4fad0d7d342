package reportsweb_test

import (
	"encoding/csv"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
)

// table reads a downloaded file: what stands above its columns, its rows and how many it
// says there are.
func table(t *testing.T, body string) (about map[string]string, rows [][]string, said int) {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	r.FieldsPerRecord = -1
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	about = map[string]string{}
	for i, line := range all {
		if len(line) == 2 && i < 8 {
			about[line[0]] = line[1]
			continue
		}
		all = all[i+1:] // behind the columns
		break
	}
	end := all[len(all)-1]
	said, err = strconv.Atoi(strings.TrimPrefix(end[len(end)-1], "Rows: "))
	if end[0] != "End of the list" || err != nil {
		t.Fatalf("the file ends with %q", end)
	}
	return about, all[:len(all)-1], said
}

var fileLink = regexp.MustCompile(`<a class="govuk-link" href="([^"]+)" download`)

// Every list behind a figure can be had as a file with the same rows, and the journal
// says who took it and of whom before it is sent.
func TestListsAsFiles(t *testing.T) {
	reportstest.Each(t, func(t *testing.T, b *reportstest.Borough) {
		b.Fill(700)
		browser := site(t, b).As(manager)
		for _, path := range []string{
			"/dashboard/needs", "/dashboard/needs?category=food&hub=hapi", "/dashboard/first-contacts", "/dashboard/tasks-done",
			"/dashboard/tasks-not-done", "/dashboard/help-given", "/dashboard/people-supported", "/dashboard/given", "/dashboard/reserve-called",
		} {
			link := fileLink.FindStringSubmatch(browser.Get(path).Body)
			if link == nil {
				t.Fatalf("%s cannot be downloaded", path)
			}
			b.Reads.Entries = nil
			file := browser.Get(html.UnescapeString(link[1])).Is(200)
			about, rows, said := table(t, file.Body)
			if len(rows) == 0 || len(rows) != said || about["What it counts"] == "" || about["As at"] == "" || about["Taken by"] != manager.Name {
				t.Errorf("%s: %d rows, says %d, about %v", path, len(rows), said, about)
			}
			ids := 0
			for _, e := range b.Reads.Entries {
				if e.Topic != "reports.exported" {
					t.Errorf("%s is told to the journal as %s", path, e.Topic)
				}
				ids += len(e.Objects)
			}
			if len(b.Reads.Entries) != (len(rows)+499)/500 || ids != len(rows) && path != "/dashboard/given" {
				t.Errorf("%s: %d entries of %d ids for %d rows", path, len(b.Reads.Entries), ids, len(rows))
			}
		}
	})
}

func TestAFileVeilsWhatThePageVeils(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(90)
	file := site(t, b).As(reportstest.Somebody(access.Agent, "")).Get("/dashboard/needs/export.csv").Is(200)
	file.Says("Restricted,Restricted,Restricted").Hides("Domestic", "opiate")
	site(t, b).As(manager).Get("/dashboard/needs/export.csv").Is(200).Says("Domestic abuse")
}

func TestNothingIsTakenUnrecorded(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(30)
	b.Reads.First = fault.New(fault.Unavailable, "test.full", "The journal is full.")
	browser := site(t, b).As(manager)
	browser.Get("/dashboard/needs/export.csv").Is(503).Hides("Pat S.")
	browser.Get("/dashboard/export.csv").Is(503)
}

func TestTheDashboardAsAFile(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(90)
	s := site(t, b)
	s.As(manager).Get("/dashboard?hub=hapi").Has(`href="/dashboard/export.csv?hub=hapi"`)
	file := s.As(manager).Get("/dashboard/export.csv").Is(200)
	about, rows, said := table(t, file.Body)
	if about["As at"] != "2:20pm on Thursday 2 April 2020" || about["Small figures"] != "" || len(rows) != said || len(rows) < 40 {
		t.Errorf("%d rows, says %d, about %v", len(rows), said, about)
	}
	file.Says("Needs by category,Food,,", "Requests by channel,Walk-in,,", "Hub: HAPI,", "Every time somebody asked for help")
	if e := b.Reads.Entries; len(e) != 1 || e[0].Data["exact"] != true {
		t.Errorf("the journal was told %+v", e)
	}
	// Somebody who is told of figures alone takes them suppressed, and no rows.
	file = s.As(health).Get("/dashboard/export.csv").Is(200)
	about, rows, _ = table(t, file.Body)
	if about["Small figures"] == "" {
		t.Errorf("about %v", about)
	}
	for _, row := range rows {
		for _, cell := range row[2:6] {
			if n, err := strconv.Atoi(cell); err == nil && row[6] == "number" && n%5 != 0 {
				t.Errorf("public health takes %q", row)
			}
		}
	}
	s.As(health).Get("/dashboard/needs/export.csv").Is(403)
	s.As(member).Get("/dashboard/export.csv").Is(403)
	s.As(coordinator).Get("/dashboard/export.csv?hub=leigh").Is(403)
	s.As(coordinator).Get("/dashboard/tasks-done/export.csv?hub=leigh").Is(403)
	s.Browser("").Get("/dashboard/export.csv").Is(303)
}
