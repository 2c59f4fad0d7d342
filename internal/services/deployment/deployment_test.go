package deployment_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/registers/staff"
	"kith/internal/services/deployment"
)

var (
	sets = []db.Migrations{
		journal.Migrations(), organisations.Static().Migrations, accounts.Static().Migrations, staff.Static().Migrations, deployment.Static().Migrations,
	}
	central = access.Principal{Account: "central", Name: "Central", Grants: []access.Grant{{Role: access.Manager}}}
	inHapi  = access.Principal{Account: "hapi", Name: "Hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Leigh", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	monday  = day.New(2020, 4, 6)
	next    = day.New(2020, 4, 13)
)

type inForce struct{ *blueprint.Blueprint }

func (f inForce) Current(context.Context) (*blueprint.Blueprint, error) { return f.Blueprint, nil }

type nowhere struct{}

func (nowhere) Route(context.Context, string) (places.Routing, error) {
	return places.Routing{At: &grid.Point{Lat: 53.5, Lon: -2.6}}, nil
}

// response is a borough with posts to fill.
type response struct {
	*deployment.Service
	staff *staff.Service
	t     *testing.T
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	n     int
}

func each(t *testing.T, test func(t *testing.T, g *response)) {
	b := blueprinttest.LoadShipped(t, "wigan", places.AreasSection(), accounts.RolesSection(), staff.RulesSection(), deployment.EstablishmentSection())
	for engine, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith} {
		t.Run(engine, func(t *testing.T) {
			at := clock.NewManual(monday.At(7, 0))
			d := open(t, db.Config{Clock: at}, sets...)
			people := staff.New(d, inForce{b}, nowhere{})
			s := deployment.New(d, inForce{b}, nowhere{}, people, func() string { return "https://help.example.org" })
			people.WatchedBy(s)
			test(t, &response{s, people, t, d, dbtest.Context(t), at, 0})
		})
	}
}

func (g *response) by(p access.Principal) context.Context {
	caller := db.CallerOf(g.ctx)
	caller.Actor = p.Account
	return access.With(db.As(g.ctx, caller), p)
}

func (g *response) ok(err error) {
	g.t.Helper()
	if err != nil {
		g.t.Fatal(err)
	}
}

func (g *response) is(err error, kind fault.Kind, words string) {
	g.t.Helper()
	if err == nil || fault.KindOf(err) != kind || !strings.Contains(fault.MessageOf(err), words) {
		g.t.Errorf("the error is %v (%s), want %s with %q", err, fault.MessageOf(err), kind, words)
	}
}

// lent puts somebody on the list who is through their induction.
func (g *response) lent(hub string, skills ...string) staff.Worker {
	g.t.Helper()
	g.n++
	w, err := g.staff.Add(g.by(central), staff.Details{
		Name: fmt.Sprint("Jo Number", g.n), Employer: "Wigan Council", Home: "Libraries", Email: fmt.Sprintf("jo%d@example.org", g.n), Neighbourhood: hub,
		Gives: staff.Gives{Skills: skills, Free: staff.WholeWeek},
	})
	g.ok(err)
	g.ok(g.staff.Move(g.by(central), staff.Choice{ID: w.ID, Version: 1}, staff.Inducting, ""))
	rules, err := g.Rules(g.ctx)
	g.ok(err)
	var items []string
	for _, i := range rules.InductionOf(w.Gives) {
		items = append(items, i.ID)
	}
	if ready, err := g.staff.Induct(g.by(central), staff.Choice{ID: w.ID, Version: 2}, items); err != nil || !ready {
		g.t.Fatalf("inducted: %v, %v", ready, err)
	}
	return g.now(w.ID)
}

func (g *response) now(id staff.ID) staff.Worker {
	g.t.Helper()
	w, err := g.staff.Get(g.by(central), id)
	g.ok(err)
	return w
}

func seat(hub, post, shift string, on day.Date) deployment.Seat {
	return deployment.Seat{Hub: hub, Post: post, Shift: shift, Day: on, Number: 1}
}

func (g *response) give(s deployment.Seat, w staff.Worker) error {
	return g.Give(g.by(central), deployment.Pick{Seat: s, Worker: w.ID})
}

func TestAWeekIsPlannedAndApplied(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		driver, caller := g.lent("hapi", "driving"), g.lent("hapi", "listening", "phones")
		g.lent("leigh", "driving")
		p, err := g.Propose(g.by(inHapi), next, "")
		g.ok(err)
		f := p.Figures()
		if len(p.Week.Hubs) != 1 || f.Open != 28 || f.Filled != 10 || f.Most != 5 || len(p.Ready) != 2 {
			t.Fatalf("the plan fills %+v of hubs %v", f, p.Week.Hubs)
		}
		var picks []deployment.Pick
		for _, c := range p.Answer.Choices {
			if c.Worker == "" {
				if !strings.HasPrefix(c.Why, "Nobody: ") {
					t.Errorf("why nobody: %q", c.Why)
				}
				continue
			}
			if want := map[bool]staff.ID{true: driver.ID, false: caller.ID}[c.Post == "van"]; c.Worker != want {
				t.Errorf("%s is for %s", c.Post, c.Who)
			}
			picks = append(picks, deployment.Pick{Seat: c.Seat, Worker: c.Worker})
		}
		if len(p.Answer.Help) == 0 || p.Answer.Help[0].Fills != 5 {
			t.Errorf("what would help: %+v", p.Answer.Help)
		}
		a, err := g.Apply(g.by(inHapi), picks)
		if err != nil || a.Given != 10 || len(a.Passed) != 0 {
			t.Fatalf("applied: %+v, %v", a, err)
		}
		if w := g.now(driver.ID); w.Standing != staff.Deployed {
			t.Errorf("then the driver is %s", w.Standing)
		}
		// Applied again it gives nothing twice, and says why.
		if a, err = g.Apply(g.by(inHapi), picks); err != nil || a.Given != 0 || len(a.Passed) != 10 {
			t.Errorf("applied again: %+v, %v", a, err)
		}
		w, err := g.Week(g.by(inHapi), next, "")
		if n := w.Of(func(deployment.Cover) bool { return true }); err != nil || n != (deployment.Counts{Needed: 28, Filled: 10, Open: 18}) {
			t.Errorf("the week: %+v, %v", n, err)
		}
		// The next week those who did it go on with it.
		p, err = g.Propose(g.by(inHapi), next.AddDays(7), "")
		if f := p.Figures(); err != nil || f.Same != 10 {
			t.Errorf("continuity: %+v, %v", f, err)
		}
		_, err = g.Apply(g.by(inLeigh), picks[:1])
		g.is(err, fault.Forbidden, "")
		_, err = g.Propose(g.by(agent), next, "")
		g.is(err, fault.Forbidden, "")
	})
}

func TestTheStoreHoldsTheHardRules(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		caller := g.lent("", "phones", "listening")
		g.is(g.give(seat("hapi", "van", "day", next), caller), fault.Conflict, "They lack a skill: Driving a van.")
		g.ok(g.give(seat("", "night-line", "night", next), caller))
		g.is(g.give(seat("hapi", "hub-phones", "am", next.AddDays(1)), caller), fault.Conflict, "between two they rest 11 hours")
		g.ok(g.give(seat("hapi", "hub-phones", "pm", next.AddDays(1)), caller))
		g.is(g.give(seat("leigh", "hub-phones", "am", next.AddDays(1)), caller), fault.Conflict, "another shift")
		g.is(g.give(seat("hapi", "hub-phones", "pm", next.AddDays(1)), g.lent("hapi", "phones")), fault.Conflict, "Somebody has Hub phones")
		g.is(g.give(seat("hapi", "hub-phones", "am", monday.AddDays(-1)), caller), fault.NotFound, "")
		g.is(g.give(seat("hapi", "hub-phones", "am", monday.AddDays(-3)), caller), fault.Conflict, "has begun already")
		for n := range 3 {
			g.ok(g.give(seat("hapi", "hub-phones", "pm", next.AddDays(2+n)), caller))
		}
		g.is(g.give(seat("", "helpline", "late", next.AddDays(5)), caller), fault.Conflict, "They work 5 shifts that week already")
		// Not before their induction, and not while they rest.
		w, err := g.staff.Add(g.by(central), staff.Details{Name: "New", Employer: "Trust", Email: "new@example.org", Gives: staff.Gives{Skills: []string{"phones"}, Free: staff.WholeWeek}})
		g.ok(err)
		g.is(g.give(seat("hapi", "hub-phones", "am", next), w), fault.Conflict, "They are not ready for shifts")
		// An instruction is kept, though nobody reads why.
		d := g.lent("hapi", "driving")
		keeps := d.Details
		keeps.Keeps = []string{"no-lifting"}
		g.ok(g.staff.Save(g.by(central), d.ID, d.Version, keeps, ""))
		g.is(g.give(seat("hapi", "van", "day", next), d), fault.Conflict, "It goes against their instruction: No lifting.")
		g.is(g.Lock(g.by(inHapi), seat("hapi", "van", "day", next), d.ID, false), fault.Conflict, "No lifting")
	})
}

func TestTwoPlannersGiveNobodyTwoShiftsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		w := g.lent("", "phones")
		hubs := []string{"hapi", "leigh", "swan", "wigan-central"}
		errs := make(chan error, len(hubs))
		for _, hub := range hubs {
			go func() {
				_, err := g.Apply(g.by(central), []deployment.Pick{{Seat: seat(hub, "hub-phones", "am", next), Worker: w.ID}})
				errs <- err
			}()
		}
		for range hubs {
			g.ok(<-errs)
		}
		st, err := g.Story(g.by(central), w.ID)
		if err != nil || len(st.Ahead) != 1 {
			t.Errorf("they have %+v, %v", st.Ahead, err)
		}
	})
}

func TestLocksByHand(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		near, far := g.lent("hapi", "driving"), g.lent("hapi", "driving")
		s := seat("hapi", "van", "day", next)
		chosen := func() string {
			p, err := g.Propose(g.by(inHapi), next, "hapi")
			g.ok(err)
			for _, c := range p.Answer.Choices {
				if c.Seat == s {
					return fmt.Sprint(c.Who, " ", c.Locked)
				}
			}
			return ""
		}
		for _, w := range []staff.Worker{near, far} {
			g.ok(g.Lock(g.by(inHapi), s, w.ID, false))
			if got := chosen(); got != w.Name+" true" {
				t.Errorf("locked to %s the plan has %s", w.Name, got)
			}
		}
		g.ok(g.Lock(g.by(inHapi), s, far.ID, true))
		if got := chosen(); got != near.Name+" false" {
			t.Errorf("with the other ruled out it has %s", got)
		}
		g.ok(g.Lock(g.by(inHapi), s, near.ID, true))
		if got := chosen(); got != " false" {
			t.Errorf("with both ruled out it has %q", got)
		}
		g.ok(g.Unlock(g.by(inHapi), s))
		if got := chosen(); got == " false" {
			t.Error("unlocked nobody has it")
		}
		g.is(g.Lock(g.by(inLeigh), s, near.ID, false), fault.Forbidden, "")
		g.is(g.Lock(g.by(inHapi), seat("hapi", "none", "day", next), near.ID, false), fault.NotFound, "")
	})
}

func TestWhoRestsHasNoShiftsAhead(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		w := g.lent("hapi", "driving")
		g.ok(g.give(seat("hapi", "van", "day", monday), w))
		g.ok(g.give(seat("hapi", "van", "day", next), w))
		g.clock.Set(monday.At(10, 0))
		g.ok(g.staff.Move(g.by(inHapi), staff.Choice{ID: w.ID, Version: g.now(w.ID).Version}, staff.Resting, "a week off"))
		st, err := g.Story(g.by(inHapi), w.ID)
		if err != nil || len(st.Ahead) != 2 || !st.Ahead[0].EndedAt.IsZero() || st.Ahead[1].EndedWhy != "Resting" {
			t.Errorf("their shifts are %+v, %v", st.Ahead, err)
		}
		// Who is needed elsewhere keeps the seat and stands at risk.
		other := g.lent("hapi", "driving")
		g.ok(g.give(seat("hapi", "van", "day", next), other))
		other = g.now(other.ID)
		d := other.Details
		d.To = day.New(2020, 4, 10)
		g.ok(g.staff.Save(g.by(inHapi), other.ID, other.Version, d, ""))
		week, err := g.Week(g.by(inHapi), next, "hapi")
		g.ok(err)
		if n := week.Of(func(c deployment.Cover) bool { return c.Post == "van" }); n.AtRisk != 1 || n.Filled != 1 || n.Open != 5 {
			t.Errorf("the vans: %+v", n)
		}
		for _, c := range week.Seats {
			if c.Filled() {
				g.is(g.TakeOff(g.by(inHapi), c.Held.ID, " "), fault.Invalid, "Enter why")
				g.is(g.TakeOff(g.by(inLeigh), c.Held.ID, "no"), fault.Forbidden, "")
				g.ok(g.TakeOff(g.by(inHapi), c.Held.ID, "needed at home"))
				g.is(g.TakeOff(g.by(inHapi), c.Held.ID, "again"), fault.Conflict, "already")
			}
		}
	})
}

// carrier keeps what it carries.
type carrier struct{ sent []notify.Message }

func (c *carrier) Send(_ context.Context, m notify.Message) (notify.Sent, error) {
	c.sent = append(c.sent, m)
	return notify.Sent{}, nil
}

func (c *carrier) Find(context.Context, notify.Channel, string) (notify.Sent, bool, error) {
	return notify.Sent{}, false, nil
}

func TestTheDeployedAreAskedHowTheyAre(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		w := g.lent("hapi", "driving")
		g.is(g.Ask(g.by(inHapi), w.ID, deployment.Well, 20, ""), fault.Conflict, "not deployed")
		g.ok(g.give(seat("hapi", "van", "day", monday), w))
		late := func() bool {
			all, err := g.CheckIns(g.by(inHapi))
			if err != nil || len(all) != 1 {
				t.Fatalf("to be asked: %v, %v", all, err)
			}
			return all[0].Overdue()
		}
		post := &carrier{}
		g.MailBy(notify.Routes{notify.Email: post})
		admin := access.Principal{Account: "admin", Grants: []access.Grant{{Role: access.Admin}}}
		_, err := accounts.New(g.db).Create(g.by(admin), accounts.NewAccount{
			Name: "Mo Manager", Email: "mo@example.org", Password: "long enough words", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}},
		})
		g.ok(err)
		for d := range 9 {
			g.clock.Set(monday.AddDays(d).At(9, 0))
			if got, want := late(), d > 7; got != want {
				t.Errorf("on day %d late is %v", d, got)
			}
			g.ok(g.Remind(g.by(central)))
			g.ok(g.Remind(g.by(central)))
		}
		if len(post.sent) != 1 || post.sent[0].To != "mo@example.org" || strings.Contains(post.sent[0].Body, w.Name) || !strings.Contains(post.sent[0].Body, "https://help.example.org/deployment/check-ins") {
			t.Errorf("the manager was written %+v", post.sent)
		}
		for words, c := range map[string]deployment.CheckIn{
			"Select how": {How: "ill", Hours: 1}, "from 0 to 168": {How: deployment.Well, Hours: 169}, "need changed": {How: deployment.NeedChange},
		} {
			g.is(g.Ask(g.by(inHapi), w.ID, c.How, c.Hours, c.Needs), fault.Invalid, words)
		}
		g.is(g.Ask(g.by(inLeigh), w.ID, deployment.Well, 20, ""), fault.Forbidden, "")
		g.ok(g.Ask(g.by(inHapi), w.ID, deployment.NeedChange, 30, "Earlier shifts"))
		if late() {
			t.Error("asked, they are late")
		}
		st, err := g.Story(g.by(inHapi), w.ID)
		if err != nil || len(st.CheckIns) != 1 || !st.CheckIns[0].Waits() || st.Due.On != monday.AddDays(15) {
			t.Fatalf("their story is %+v, %v", st, err)
		}
		g.ok(g.Settle(g.by(inHapi), w.ID, st.CheckIns[0].ID))
		if st, _ = g.Story(g.by(inHapi), w.ID); st.CheckIns[0].Waits() || st.CheckIns[0].SettledBy != "hapi" {
			t.Errorf("seen to, it is %+v", st.CheckIns[0])
		}
	})
}

func TestGoingBack(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		w := g.lent("hapi", "driving")
		g.ok(g.give(seat("hapi", "van", "day", next), w))
		back := deployment.Return{EndedOn: monday, HandedTo: "Sam at Libraries", Learnt: "Vans need two", Thanks: "Thank you"}
		choice := func() staff.Choice { return staff.Choice{ID: w.ID, Version: g.now(w.ID).Version} }
		for words, change := range map[string]func(*deployment.Return){
			"last day of": func(r *deployment.Return) { r.EndedOn = day.Date{} }, "lies ahead": func(r *deployment.Return) { r.EndedOn = next },
			"takes them back": func(r *deployment.Return) { r.HandedTo = " " },
		} {
			bad := back
			change(&bad)
			g.is(g.HandBack(g.by(inHapi), choice(), bad, nil), fault.Invalid, words)
		}
		g.is(g.HandBack(g.by(inHapi), choice(), back, &staff.Readiness{}), fault.Invalid, "within how many hours")
		g.is(g.HandBack(g.by(inHapi), staff.Choice{ID: w.ID, Version: 1}, back, nil), fault.Stale, "")
		g.is(g.HandBack(g.by(inLeigh), choice(), back, nil), fault.Forbidden, "")
		g.ok(g.HandBack(g.by(inHapi), choice(), back, &staff.Readiness{For: []string{"driving"}, Within: 24}))
		st, err := g.Story(g.by(inHapi), w.ID)
		if err != nil || st.Worker.Standing != staff.Reserve || st.Worker.Reserved.Within != 24 || st.Worker.Reserved.Refreshed != monday || len(st.Returns) != 1 || st.Ahead[0].EndedAt.IsZero() {
			t.Errorf("back, their story is %+v, %v", st, err)
		}
		g.is(g.HandBack(g.by(inHapi), choice(), back, nil), fault.Conflict, "On the reserve list")
	})
}

func TestShiftsInACalendar(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		w := g.lent("", "phones", "listening")
		// The clocks go back in the night to 25 October 2020.
		g.clock.Set(day.New(2020, 10, 12).At(9, 0))
		night, early := seat("", "night-line", "night", day.New(2020, 10, 24)), seat("", "helpline", "early", day.New(2020, 10, 26))
		g.ok(g.give(night, w))
		g.ok(g.give(early, w))
		g.ok(g.staff.Save(g.by(central), w.ID, g.now(w.ID).Version, w.Details, "mine"))
		mine := access.Principal{Account: "mine"}
		st, found, err := g.Mine(g.by(mine))
		if err != nil || !found || len(st.Ahead) != 2 {
			t.Fatalf("their own: %+v, %v, %v", st, found, err)
		}
		if _, found, err := g.Mine(g.by(access.Principal{})); found || err != nil {
			t.Errorf("the public has shifts: %v, %v", found, err)
		}
		g.ok(g.TakeOff(g.by(central), st.Ahead[1].ID, "closed"))
		secret, err := g.MakeFeed(g.by(mine), w.ID)
		g.ok(err)
		text, err := g.Calendar(g.ctx, secret+".ics")
		g.ok(err)
		if strings.Contains(text, w.Name) || strings.Contains(text, "@example.org") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") {
			t.Errorf("the calendar names somebody, or its lines do not end as RFC 5545 has it:\n%s", text)
		}
		c, err := ics.ParseCalendar(strings.NewReader(text))
		g.ok(err)
		want := []string{"Night line 2020-10-24T19:00Z to 2020-10-25T02:00Z CONFIRMED", "Helpline agent 2020-10-26T08:00Z to 2020-10-26T14:00Z CANCELLED"}
		for i, e := range c.Events() {
			from, _ := e.GetStartAt()
			to, _ := e.GetEndAt()
			const layout = "2006-01-02T15:04Z"
			got := fmt.Sprintf("%s %s to %s %s", e.GetProperty(ics.ComponentPropertySummary).Value, from.UTC().Format(layout), to.UTC().Format(layout), e.GetProperty(ics.ComponentPropertyStatus).Value)
			if got != want[i] || e.GetProperty(ics.ComponentPropertyDtstamp) == nil {
				t.Errorf("event %d is %s, want %s", i, got, want[i])
			}
		}
		again, err := g.MakeFeed(g.by(central), w.ID)
		g.ok(err)
		_, err = g.Calendar(g.ctx, secret)
		g.is(err, fault.NotFound, "no longer works")
		g.ok(g.EndFeed(g.by(mine), w.ID))
		for _, dead := range []string{again, "", "guess", strings.Repeat("a", 43)} {
			_, err = g.Calendar(g.ctx, dead)
			g.is(err, fault.NotFound, "no longer works")
		}
		_, err = g.MakeFeed(g.by(inHapi), w.ID)
		g.is(err, fault.Forbidden, "")
		_, err = g.MakeFeed(g.by(access.Principal{}), w.ID)
		g.is(err, fault.Unauthenticated, "")
	})
}

// TestWeeksAreWhole keeps the seats of a week to London's clocks, also where they change.
func TestWeeksAreWhole(t *testing.T) {
	each(t, func(t *testing.T, g *response) {
		for _, from := range []day.Date{day.New(2020, 3, 23), day.New(2020, 10, 19), monday} {
			w, err := g.Week(g.by(central), from, "")
			g.ok(err)
			if len(w.Seats) != 7*28+21+7+18+5+5 || len(w.Hubs) != 8 {
				t.Errorf("the week of %s has %d seats in %d hubs", from, len(w.Seats), len(w.Hubs))
			}
			for _, c := range w.Seats {
				if c.Post == "van" && c.From.In(day.London).Format("15:04") != "09:00" {
					t.Errorf("a van starts at %s", c.From)
				}
				if parsed, err := deployment.ParseSeat(c.Seat.String()); err != nil || parsed != c.Seat {
					t.Errorf("%s is read as %+v, %v", c.Seat, parsed, err)
				}
			}
		}
		for _, bad := range []string{"", "a/b/c/2020-04-06", "a/b/c/2020-04-06/0", "a/b/c/2020-04-31/1", "a/b/c/2020-04-06/x"} {
			if _, err := deployment.ParseSeat(bad); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%q: %v", bad, err)
			}
		}
	})
}
