package capacityweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/insight/capacity"
	"kith/internal/insight/capacity/capacityweb"
	"kith/internal/insight/situation"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/rounds"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
	"kith/internal/work/steps/stepstest"
)

var (
	director = access.Principal{Account: "chris", Name: "Chris Director", Grants: []access.Grant{{Role: access.Manager}}}
	leigh    = access.Principal{Account: "lee", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	health   = access.Principal{Account: "dev", Name: "Dev Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// office is a borough with the pages; Leigh is asked for seven parcels of food a day.
type office struct {
	*webtest.Site
	*capacity.Service
	ctx context.Context
}

func newOffice(t *testing.T) *office {
	sets := append(boardtest.Sets(), staff.Static().Migrations, deployment.Static().Migrations, intake.Static().Migrations, matching.Static().Migrations,
		deliveries.Static().Migrations, fleet.Static().Migrations, rounds.Static().Migrations, situation.Static().Migrations, capacity.Static().Migrations)
	at := clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, sets...)
	o := &office{ctx: dbtest.Context(t)}
	o.Site = webtest.New(t, db.CallerOf(o.ctx).Borough, at, nil)
	opened := func(_ db.Reader, _ feature.Period) (feature.Tally, error) {
		return feature.Sum([]feature.Row{{Neighbourhood: "leigh", Kind: "food", Value: 7}, {Neighbourhood: "hapi", Kind: "food", Value: 3}}), nil
	}
	o.Service = capacity.New(d, here{stepstest.Blueprint(t, "wigan", capacity.Section())}, []feature.Measure{{Name: "needs.opened", Count: opened}})
	o.Mount(capacityweb.Pages(o.Service))
	return o
}

func TestTheAnswerBeforeAnythingIsWorkedOut(t *testing.T) {
	o := newOffice(t)
	o.As(director).Get("/capacity").Is(http.StatusOK).Says("Nothing is worked out yet.")
	o.As(director).Get("/capacity/leigh").Is(http.StatusNotFound)
	o.As(director).Get("/capacity/share/food").Is(http.StatusNotFound)
	o.As(director).Get("/capacity/export.csv").Is(http.StatusOK).Has("Place,What,Unit")
}

func TestCanWeCope(t *testing.T) {
	o := newOffice(t)
	b := o.As(director)
	if err := o.Keep(access.With(o.ctx, director)); err != nil {
		t.Fatal(err)
	}
	count := func(place, parcels string) webtest.Page {
		return b.Post("/capacity/count", url.Values{"place": {place}, "parcels": {parcels}})
	}
	b.Get("/capacity/count").Is(http.StatusOK).Says("The borough's own store", "Leigh")
	count("", "4").Is(http.StatusUnprocessableEntity).Says("Select where you counted")
	count("leigh", "many").Is(http.StatusUnprocessableEntity)
	count("leigh", "-1").Is(http.StatusUnprocessableEntity)
	count("leigh", "10").LeadsTo("/capacity")
	count("hapi", "300").LeadsTo("/capacity")
	b.Get("/capacity").Is(http.StatusOK).Says("Leigh is short of", "What would help most", "Not covered from", "Share food by need",
		"On the last 8 weeks it was off by", "the simple rule “same as last week” by", "Four times of five")
	b.Get("/capacity/leigh").Is(http.StatusOK).Says("No. ", "10 parcels were counted on 30 November 2020.")
	file := b.Get("/capacity/export.csv").Is(http.StatusOK)
	file.Has("Leigh,Food,parcels,74,", ",10,Short,")
	o.As(health).Get("/capacity").Is(http.StatusOK).Hides("Last seven days", "Say what is on the shelves")
	o.As(leigh).Get("/capacity/count").Is(http.StatusOK).Says("Leigh").Hides("HAPI", "own store")
	o.As(leigh).Get("/capacity/share/food").Is(http.StatusForbidden)
}

func TestSharingByNeed(t *testing.T) {
	o := newOffice(t)
	ctx := access.With(o.ctx, director)
	for place, n := range map[string]int64{"leigh": 0, "hapi": 50} {
		if err := o.Count(ctx, place, n, ""); err != nil {
			t.Fatal(err)
		}
	}
	b := o.As(director)
	page := b.Get("/capacity/share/food").Is(http.StatusOK).Says("All neighbourhoods together have 50 parcels.", "35 parcels from HAPI to Leigh")
	_, after, _ := strings.Cut(page.Body, `name="seen" value="`)
	seen, _, _ := strings.Cut(after, `"`)
	b.Post("/capacity/share/food", url.Values{"seen": {seen}}).Is(http.StatusUnprocessableEntity).Says("Enter why it is shared like this")
	b.Post("/capacity/share/food", url.Values{"seen": {"1"}, "reason": {"Late lorry"}}).Is(http.StatusConflict).Says("worked out anew while you were looking", "Late lorry")
	b.Post("/capacity/share/food", url.Values{"seen": {seen}, "reason": {"Late lorry"}}).LeadsTo("/capacity")
	b.Get("/capacity").Says("How what was short has been shared", "35 parcels from HAPI to Leigh", "Late lorry")
}
