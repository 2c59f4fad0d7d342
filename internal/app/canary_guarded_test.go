package app

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/live"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorsteptest"
	"kith/internal/work/answers"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// guarded are the words of somebody whom few may know of, and whose address is withheld.
var guarded = []string{"Fenwicka", "Thornquill", "Zellbrook", "Grindola"}

// TestAGuardedDeliveryOnARound puts what is for somebody few may know of on the round of one named
// driver, and looks at every page and answer of that round, before it is driven and once its
// outcome is to be settled, and at the log: none has a word of them. The named driver alone is
// told the address, when they ask.
func TestAGuardedDeliveryOnARound(t *testing.T) {
	a := hamlet(t)
	g := a.guardedRound(t)
	site := webtest.New(t, a.Borough, a.Clock, nil)
	site.Mount(a.pages(live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...), "")...)
	other := access.Principal{Account: "other-driver", Name: "Other Driver", Grants: []access.Grant{{Role: access.Driver}}}
	looks := []access.Principal{centre.principal(), director.principal(), van.principal(), ownHub.principal(), otherHub.principal(), atTheDoor, other}
	for _, who := range looks {
		g.look(t, site.As(who), who.Name)
		asked := site.As(who).Post("/rounds/stops/"+string(g.stop.ID), url.Values{"address": {"show"}})
		if told := strings.Contains(asked.Body, "Zellbrook"); told != (who.Account == atTheDoor.Account) {
			t.Errorf("%s asks for the address, and is told: %v (%d)", who.Name, told, asked.Status)
		}
	}
	a.quarrel(t, g)
	for _, who := range looks {
		g.look(t, site.As(who), who.Name)
	}
	if page := site.As(director.principal()).Get("/rounds/unsettled"); !strings.Contains(page.Body, "Set aside") {
		t.Error("nothing is to be settled: the page was not looked at with anything on it")
	}
	log := site.Log()
	if !strings.Contains(log, "/rounds/driven/") {
		t.Fatalf("no page of the round is in the log: %s", log)
	}
	for _, word := range guarded {
		if strings.Contains(log, word) {
			t.Errorf("the log says %q: %q", word, around(log, word))
		}
	}
}

// guardedRound is a round on which something goes to somebody few may know of.
type guardedRound struct {
	plan  rounds.Plan
	round rounds.Round
	stop  rounds.Stop
	item  int
}

func (a *App) guardedRound(t *testing.T) (g guardedRound) {
	t.Helper()
	point := access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())
	boss := access.With(a.As(t.Context(), "director", "a test"), director.principal())
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(a.placed(boss))
	today := day.Of(a.Clock.Now())
	asked := a.askFor(t, point, "guarded", answers.Answers{
		"first_name": {"Fenwicka"}, "last_name": {"Thornquill"}, "address": {"3 Zellbrook Mews"}, "needs": {"food"}, "food_reason": {"over-70"},
		"food_left": {"few-days"}, "food_pay": {"yes"}, "adults": {"1"},
	})
	a.packed(t, point, asked, "Fenwicka Thornquill", "3 Zellbrook Mews", "Knock for Grindola.")
	kept := a.readyFor(t, asked.Record)
	who := a.known(t, point, "Thornquill")
	must(a.People.Mark(point, who.ID, who.Labels(), []people.Label{people.Restricted, people.AddressWithheld}))
	_, err := a.Fleet.AddBulk(boss, fleet.NewBulk{
		What: "Masks", Depot: "logistics-centre", To: "Sunny Bank", Postcode: "WN2 3EB", Load: deliveries.Load{Boxes: 3, Grams: 9000}, Window: deliveries.Window{Day: today, Part: deliveries.AnyTime},
	})
	must(err)
	must(a.Rounds.NameDriver(point, kept, fleet.Driver{Account: atTheDoor.Account, Name: atTheDoor.Name, Staff: true}, "She cannot come."))
	hers := a.onARound(t, boss, asked.Record)
	if len(hers) != 1 {
		t.Fatalf("%d stops are for her, want 1", len(hers))
	}
	g.stop = hers[0]
	g.plan, err = a.Rounds.Plan(boss, g.stop.Plan)
	must(err)
	g.round, _, err = a.Rounds.Round(boss, g.stop.Round)
	must(err)
	v, err := a.Rounds.VersionOf(boss, g.plan, 0)
	must(err)
	g.item = v.Find(g.stop.Ref)
	return g
}

// readyFor is the only delivery that is ready for somebody.
func (a *App) readyFor(t *testing.T, record people.RecordID) deliveries.ID {
	t.Helper()
	all, err := deliveries.StopsIn(a.DB.Read(a.As(t.Context(), "director", "a test")), deliveries.Filter{States: []deliveries.State{deliveries.Ready}})
	if err != nil {
		t.Fatal(err)
	}
	all = slices.DeleteFunc(all, func(s deliveries.Stop) bool { return s.Record != record })
	if len(all) != 1 {
		t.Fatalf("%d deliveries are ready for them, want 1", len(all))
	}
	return all[0].ID
}

// look opens everything there is of the round.
func (g guardedRound) look(t *testing.T, b *webtest.Browser, who string) {
	t.Helper()
	plan, round, item := "/rounds/plans/"+string(g.plan.ID), "/rounds/driven/"+string(g.round.ID), "/items/"+strconv.Itoa(g.item)
	opened := 0
	for _, address := range []string{
		"/rounds", plan, plan + "/map", plan + "/progress", plan + "/what-if", plan + item, plan + "?v=1", round, round + "/print", round + "/picking",
		"/rounds/stops/" + string(g.stop.ID), "/rounds/doorstep", "/rounds/doorstep/me", "/rounds/unsettled", "/rounds/withheld", "/rounds/loads", "/deliveries", "/deliveries/print", "/food/orders",
	} {
		page := b.Get(address)
		if page.Status == 200 {
			opened++
		}
		g.clean(t, page, address, who)
	}
	taken := b.Post("/rounds/doorstep/take", url.Values{})
	g.clean(t, taken, "what a phone takes along", who)
	if opened < 3 {
		t.Errorf("%s could open %d pages: nothing was looked at", who, opened)
	}
}

func (g guardedRound) clean(t *testing.T, p webtest.Page, what, who string) {
	t.Helper()
	if p.Status >= 500 {
		t.Errorf("%s is %d for %s: %s", what, p.Status, who, p.Body)
	}
	for _, word := range guarded {
		if strings.Contains(p.Body, word) {
			t.Errorf("%s shows %q to %s: %q", what, word, who, around(p.Body, word))
		}
	}
}

// quarrel has the hub record the stop, and then the phone of its driver send something else.
func (a *App) quarrel(t *testing.T, g guardedRound) {
	t.Helper()
	boss := access.With(a.As(t.Context(), "director", "a test"), director.principal())
	driver := access.With(a.As(t.Context(), atTheDoor.Account, "a test"), atTheDoor)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := a.Doorstep.Take(driver)
	must(err)
	must(a.Rounds.Leave(driver, g.round.ID, g.round.Version))
	_, stops, err := a.Rounds.Round(boss, g.round.ID)
	must(err)
	now := stops[slices.IndexFunc(stops, func(s rounds.Stop) bool { return s.ID == g.stop.ID })]
	must(a.Doorstep.Record(boss, doorstep.Said{Stop: now.ID, Version: now.Version, Outcome: rounds.NoReply, Key: "hub"}))
	got, err := a.Doorstep.Receive(driver, doorsteptest.Seal(t, a.Doorstep, atTheDoor.Account, "outcome", "phone", doorstep.Written{Stop: now.ID, Outcome: rounds.Handed, At: a.Clock.Now()}))
	if err != nil || got != doorstep.ToSettle {
		t.Fatalf("%q %v", got, err)
	}
}
