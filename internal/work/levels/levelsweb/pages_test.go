package levelsweb_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/work/levels"
	"kith/internal/work/levels/levelsweb"
	"kith/internal/work/steps"
	"kith/internal/work/steps/stepstest"
)

var (
	gold   = access.Principal{Account: "gold", Name: "Chris Gold", Grants: []access.Grant{{Role: access.Manager}}}
	hub    = access.Principal{Account: "hub", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	health = access.Principal{Account: "health", Name: "Dev Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// office is a borough at virtual, where Leigh is put forward for surge.
type office struct {
	*webtest.Site
	*levels.Service
	proposal string // that is open
}

func newOffice(t *testing.T) *office {
	at := clock.NewManual(time.Date(2020, 11, 30, 10, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), levels.Static().Migrations)
	ctx := dbtest.Context(t)
	o := &office{webtest.New(t, db.CallerOf(ctx).Borough, at, nil), levels.New(d, here{stepstest.Blueprint(t, "wigan", levels.Section())}), ""}
	o.Mount(levelsweb.Pages(o.Service, func(context.Context) (templ.Component, error) { return templ.Raw("<p>Tracked into recovery</p>"), nil }))
	lead := access.With(ctx, gold)
	if _, err := o.Decide(lead, levels.Wish{To: steps.Virtual, Reason: "It was calm"}); err != nil {
		t.Fatal(err)
	}
	if err := o.Look(lead, levels.Known{"leigh": {levels.ResourcesShort: 1}}, nil); err != nil {
		t.Fatal(err)
	}
	v, err := o.Overview(lead)
	if err != nil || len(v.Proposals) != 1 {
		t.Fatal(v.Proposals, err)
	}
	o.proposal = string(v.Proposals[0].ID)
	return o
}

func TestTheLevelsBeginWithHowTheyStand(t *testing.T) {
	o := newOffice(t)
	o.As(gold).Get("/levels").Is(http.StatusOK).Says("The borough is at virtual since 30 November 2020.", "1 change is put forward", "Leigh: Surge is put forward",
		"resources short next week: 1", "See what it changes, and decide", "It was calm", "What the levels mean")
	o.As(health).Get("/levels").Is(http.StatusOK).Says("It waits for the group that decides levels").Hides("See what it changes", "Change the level of Leigh")
	o.As(hub).Get("/levels/change?place=leigh&to=surge").Is(http.StatusForbidden)
}

func TestAChangeIsShownBeforeItIsDecided(t *testing.T) {
	o := newOffice(t)
	b := o.As(gold)
	b.Get("/levels/change?place=leigh").Is(http.StatusOK).Says("It is at virtual now. Choose a level", "Stood down")
	b.Get("/levels/change?place=leigh&to=stood-down").Is(http.StatusOK).Says("Monday to Friday, 9:00 to 17:00", "Until now: every day, bank holidays too, 8:00 to 20:00", "Leigh: Our emergency help is ending.", "Thank the volunteers")
	b.Get("/levels/change?place=leigh&to=red").Is(http.StatusUnprocessableEntity)
	b.Get("/levels/change?place=atlantis&to=surge").Is(http.StatusNotFound)
	decide := func(seen, reason string) webtest.Page {
		return b.Post("/levels/change", url.Values{"place": {"leigh"}, "to": {"surge"}, "seen": {seen}, "reason": {reason}})
	}
	decide("1", "").Is(http.StatusUnprocessableEntity).Says("Enter why")
	decide("0", "Food runs out").Is(http.StatusConflict).Says("Somebody else decided a level while you were writing", "Food runs out")
	decide("1", "Food runs out").LeadsTo("/levels/decisions/2")
	o.As(hub).Get("/levels/decisions/2").Is(http.StatusOK).Says("6 items of 6 left to do.", "by Chris Gold: Food runs out", "Open the bases")
	o.As(hub).Post("/levels/decisions/2/bases", url.Values{"do": {"tick"}}).LeadsTo("/levels/decisions/2")
	o.As(hub).Get("/levels/decisions/2").Says("5 items of 6 left to do.", "30 November, 10:00, Lee Hub", "Not done after all")
	o.As(hub).Post("/levels/decisions/2/bases", url.Values{"do": {"undo"}}).LeadsTo("/levels/decisions/2")
	b.Get("/levels/decisions/x").Is(http.StatusNotFound)
	b.Get("/levels/decisions/9").Is(http.StatusNotFound)
}

func TestAProposalIsDeclinedWithAReason(t *testing.T) {
	o := newOffice(t)
	b := o.As(gold)
	at := "/levels/proposals/" + o.proposal + "/decline"
	b.Post(at, url.Values{}).Is(http.StatusUnprocessableEntity).Says("Enter why the level stays as it is")
	b.Post(at, url.Values{"why-" + o.proposal: {"A lorry comes"}}).LeadsTo("/levels")
	b.Get("/levels").Says("No change is put forward.", "Declined: A lorry comes")
	b.Post(at, url.Values{"why-" + o.proposal: {"Again"}}).Is(http.StatusConflict)
}
