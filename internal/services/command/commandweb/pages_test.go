package commandweb_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/organisations"
	"kith/internal/services/command"
	"kith/internal/services/command/commandweb"
)

var (
	admin   = access.Principal{Account: "kim", Name: "Kim Admin", Grants: []access.Grant{{Role: access.Admin}}}
	analyst = access.Principal{Account: "nia", Name: "Nia Analyst", Grants: []access.Grant{{Role: access.Analyst}}}
	health  = access.Principal{Account: "dev", Name: "Dev Health", Grants: []access.Grant{{Role: access.PublicHealth}}}
)

type here struct{ now *blueprint.Blueprint }

func (h here) Current(context.Context) (*blueprint.Blueprint, error) { return h.now, nil }

// room is a borough whose director sits in Gold.
type room struct {
	*webtest.Site
	*command.Service
	director access.Principal
	ctx      context.Context
}

func newRoom(t *testing.T) *room {
	b, problems := blueprint.Load(blueprinttest.Shipped(t, "wigan", command.Section()), []blueprint.Section{command.Section()})
	if len(problems) > 0 {
		t.Fatal(blueprint.Problems(problems))
	}
	at := clock.NewManual(time.Date(2020, 11, 30, 9, 0, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), organisations.Static().Migrations, accounts.Static().Migrations, command.Static().Migrations)
	r := &room{ctx: dbtest.Context(t)}
	r.Site = webtest.New(t, db.CallerOf(r.ctx).Borough, at, nil)
	r.Service = command.New(d, here{b}, func(context.Context) ([]command.Figure, error) {
		return []command.Figure{{Label: "Requests, yesterday", Value: "12"}}, nil
	})
	r.Mount(commandweb.Pages(r.Service))
	a, err := accounts.New(d).Create(access.With(r.ctx, admin), accounts.NewAccount{
		Name: "Chris Director", Email: "chris@example.org", Password: "a long enough pass", Grants: []access.Grant{{Role: access.Manager}},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.director = a.Principal()
	if err := r.Add(access.With(r.ctx, r.director), "gold", command.NewMember{Name: "Chris Director", Part: "Chair", Email: "chris@example.org"}); err != nil {
		t.Fatal(err)
	}
	return r
}

func day(prefix, d, m, y string) url.Values {
	return url.Values{prefix + "-day": {d}, prefix + "-month": {m}, prefix + "-year": {y}}
}

func with(v url.Values, pairs ...string) url.Values {
	for i := 0; i < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v
}

func TestWhoSeesWhat(t *testing.T) {
	r := newRoom(t)
	r.As(r.director).Get("/command").Is(http.StatusOK).Says("Gold", "Silver", "Emergency Powers Group", "Chris Director (Chair)")
	r.As(analyst).Get("/command").Is(http.StatusOK).Says("What it keeps is for its members").Hides("Chris Director")
	r.As(analyst).Get("/command/gold").Is(http.StatusForbidden)
	r.As(admin).Get("/command/gold").Is(http.StatusForbidden)
	r.As(admin).Get("/command/gold/members").Is(http.StatusOK).Says("Chris Director", "Add somebody")
	r.As(health).Get("/command").Is(http.StatusForbidden)
	r.As(r.director).Get("/command/bronze").Is(http.StatusNotFound)
}

func TestADecisionAnActionAndTheRecord(t *testing.T) {
	r := newRoom(t)
	b := r.As(r.director)
	b.Get("/command/gold/decisions/new").Is(http.StatusOK).Says("It is never changed or deleted")
	b.Post("/command/gold/decisions/new", with(day("on", "30", "11", "2020"), "what", "Open Leigh", "corrects", "0")).Is(http.StatusUnprocessableEntity).Says("Enter why it was decided", "Open Leigh")
	b.Post("/command/gold/decisions/new", with(day("on", "1", "12", "2020"), "what", "Open Leigh", "reasons", "Food", "corrects", "0")).Is(http.StatusUnprocessableEntity)
	b.Post("/command/gold/decisions/new", with(day("on", "30", "11", "2020"), "what", "Open Leigh", "reasons", "Food", "options", "Wait: too late", "corrects", "0")).LeadsTo("/command/gold")
	b.Post("/command/gold/actions/new", with(day("due", "29", "11", "2020"), "what", "Find keys", "owner", "Sam", "decision", "1")).Is(http.StatusUnprocessableEntity)
	b.Post("/command/gold/actions/new", with(day("due", "30", "11", "2020"), "what", "Find keys", "owner", "Sam", "decision", "1")).LeadsTo("/command/gold")
	b.Get("/command/gold").Is(http.StatusOK).Says("Nothing is late. 1 action is open.", "Find keys (decision 1)", "Wait: too late")
	v, err := r.View(access.With(r.ctx, r.director), "gold")
	if err != nil {
		t.Fatal(err)
	}
	at := "/command/gold/actions/" + string(v.Actions[0].ID)
	b.Get(at).Is(http.StatusOK).Says("Sam has it to do by 30 November 2020")
	b.Post(at, url.Values{"version": {"1"}}).Is(http.StatusUnprocessableEntity).Says("Select what came of it")
	b.Post(at, url.Values{"version": {"1"}, "state": {"dropped"}}).Is(http.StatusUnprocessableEntity).Says("Enter why it is dropped")
	b.Post(at, url.Values{"version": {"7"}, "state": {"done"}, "note": {"Under the mat"}}).Is(http.StatusConflict).Says("Under the mat")
	b.Post(at, url.Values{"version": {"1"}, "state": {"done"}, "note": {"Under the mat"}}).LeadsTo("/command/gold")
	b.Get("/command/gold/print").Is(http.StatusOK).Says("Record as it stood on 30 November 2020", "Open Leigh", "Under the mat", "Nothing is open.")
	b.Get("/command/gold/actions/none").Is(http.StatusNotFound)
}

func TestASituationReport(t *testing.T) {
	r := newRoom(t)
	b := r.As(r.director)
	b.Post("/command/gold/reports/new", url.Values{}).LeadsTo("/command/gold/reports/1")
	b.Get("/command/gold/reports/1").Is(http.StatusOK).Says("A draft.", "Requests, yesterday", "12")
	save := func(version, notes, do string) webtest.Page {
		return b.Post("/command/gold/reports/1", url.Values{"version": {version}, "notes": {notes}, "do": {do}})
	}
	save("1", "", "send").Is(http.StatusUnprocessableEntity).Says("Enter what stands out before you send it")
	save("1", "Calm", "save").LeadsTo("/command/gold/reports/1")
	save("1", "Mine", "save").Is(http.StatusConflict).Says("They wrote: “Calm”", "Mine")
	save("2", "Calm still", "send").LeadsTo("/command/gold/reports/1")
	b.Get("/command/gold/reports/1").Is(http.StatusOK).Says("Sent 30 November 2020, 09:00", "Calm still").Hides("Keep the draft")
	save("3", "Other", "save").Is(http.StatusConflict)
	b.Get("/command/gold/reports/9").Is(http.StatusNotFound)
	b.Get("/command/gold/reports/x").Is(http.StatusNotFound)
}

func TestTheMembers(t *testing.T) {
	r := newRoom(t)
	b := r.As(r.director)
	b.Post("/command/gold/members", url.Values{"name": {""}}).Is(http.StatusUnprocessableEntity).Says("Enter who it is")
	b.Post("/command/gold/members", url.Values{"name": {"X"}, "email": {"x@example.org"}}).Is(http.StatusUnprocessableEntity).Says("Nobody signs in with this e-mail address")
	b.Post("/command/gold/members", url.Values{"name": {"Pc Smith"}, "part": {"Police"}}).LeadsTo("/command/gold/members")
	v, err := r.View(access.With(r.ctx, r.director), "gold")
	if err != nil || len(v.Members) != 2 {
		t.Fatal(v.Members, err)
	}
	b.Post("/command/gold/members/"+string(v.Members[0].ID)+"/remove", url.Values{}).Is(http.StatusUnprocessableEntity).Says("Add somebody else who signs in first")
	b.Post("/command/gold/members/"+string(v.Members[1].ID)+"/remove", url.Values{}).LeadsTo("/command/gold/members")
}
