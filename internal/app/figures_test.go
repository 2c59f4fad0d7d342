package app

import (
	"context"
	"html"
	"net/http"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/plat/live"
	"kith/internal/plat/web/webtest"
)

var (
	figure   = regexp.MustCompile(`<a class="govuk-link[^"]*" href="([^"]+)">\s*(?:[A-Z][^<]*<span class="govuk-visually-hidden">: )?([0-9,]+)<`)
	tableRow = regexp.MustCompile(`<tr class="govuk-table__row">`)
	onwards  = regexp.MustCompile(`<a [^>]*rel="next"[^>]*>`)
	target   = regexp.MustCompile(`href="([^"]+)"`)
)

// Every number of the dashboard is how many rows the page has that it leads to, read to
// its end as a visitor would, in a demo borough with all features put together.
func TestEveryFigureOpensItsRows(t *testing.T) {
	now := time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC)
	at := clock.NewManual(now)
	a, err := Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error",
	}, at, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.WithoutCancel(t.Context())) })
	if err := a.MakeDemo(t.Context(), at, now, DemoSize{Seed: 5, People: 300, Requests: 120}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	site := webtest.New(t, a.Borough, a.Clock, nil)
	site.Mount(a.pages(live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...), "")...)
	manager := site.As(access.Principal{Account: "manager", Name: "Sam Manager", Grants: []access.Grant{{Role: access.Manager}}})
	leigh := site.As(access.Principal{Account: "leigh", Name: "Jo Leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}})
	lists := map[string]int{}
	for _, c := range []struct {
		browser *webtest.Browser
		address string
	}{{manager, "/dashboard"}, {manager, "/dashboard?hub=hapi"}, {manager, "/dashboard?hub=" + feature.Queue}, {leigh, "/dashboard"}} {
		for _, found := range figure.FindAllStringSubmatch(c.browser.Get(c.address).Is(http.StatusOK).Body, -1) {
			address := html.UnescapeString(found[1])
			want, err := strconv.Atoi(strings.ReplaceAll(found[2], ",", ""))
			path, _, _ := strings.Cut(address, "?")
			if err != nil || path == "/dashboard/given" { // a sum, not a number of rows
				continue
			}
			lists[path]++
			if got := rowsOf(c.browser, address); got != want {
				t.Errorf("%s says %d, and %s has %d rows", c.address, want, address, got)
			}
		}
	}
	if lists["/board"] < 12 { // those of the hubs, and the tiles
		t.Errorf("only %d figures lead to the board", lists["/board"])
	}
	for _, path := range []string{"/requests", "/dashboard/needs", "/dashboard/tasks-done", "/dashboard/people-supported"} {
		if lists[path] == 0 {
			t.Errorf("no figure leads to %s", path)
		}
	}
}

// rowsOf reads a list to its end through its own links.
func rowsOf(b *webtest.Browser, address string) (n int) {
	for address != "" {
		page := b.Get(address).Is(http.StatusOK).Body
		if rows := len(tableRow.FindAllString(page, -1)); rows > 0 {
			n += rows - 1 // the head is a row too
		}
		address = ""
		if link := target.FindStringSubmatch(onwards.FindString(page)); link != nil {
			address = html.UnescapeString(link[1])
		}
	}
	return n
}
