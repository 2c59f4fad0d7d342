package needsweb_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

func TestTheListAsAFile(t *testing.T) {
	b := newBorough(t)
	b.ask(nil, food)
	b.ask(func(n *needs.NewRequest) { n.Neighbourhood, n.Channel = "leigh", needs.Phone }, food)
	b.at.Advance(time.Minute)
	page := b.As(manager).Get("/requests?channel=phone").Is(200).Has(`href="/requests/export.csv?channel=phone"`)
	page.Says("Download (CSV)")

	file := b.As(manager).Get("/requests/export.csv?channel=phone").Is(200)
	if got := file.Header.Get("Content-Type"); got != "text/csv; charset=utf-8" {
		t.Errorf("it is a %s", got)
	}
	file.Says("What,\"Requests, newest first\"", "Only,Phone", "As at,", "Taken by,Sam manager", "Amina K.", "Leigh", "End of the list,Rows: 1").Hides("HAPI")
	if len(b.took) != 1 || len(b.took[0].Objects) != 1 || b.took[0].Data["channel"] != "phone" {
		t.Errorf("the journal was told %+v", b.took)
	}
	if own := b.As(coordinator).Get("/requests/export.csv").Is(200).Body; strings.Contains(own, "Leigh") || !strings.Contains(own, "HAPI") {
		t.Errorf("a hub takes %s", own)
	}
	b.As(manager).Get("/requests/export.csv?from=soon").Is(404)
	b.As(somebody(access.Member, "")).Get("/requests/export.csv").Is(403)

	b.full = fault.New(fault.Unavailable, "test.full", "The journal is full.")
	b.As(manager).Get("/requests/export.csv").Is(503).Hides("Amina")
}
