package updatesweb_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/services/updates"
	"kith/internal/services/updates/updatesweb"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// asked is somebody who is asked whether their food came, with the link they were sent.
type asked struct {
	site    *webtest.Site
	ctx     context.Context
	db      *db.DB
	request needs.RequestID
	address string
}

func newAsked(t *testing.T) *asked {
	t.Helper()
	sets := append([]db.Migrations{}, messagestest.Sets...)
	sets = append(sets, organisations.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, updates.Static().Migrations)
	at := clock.NewManual(messagestest.Noon)
	p := messagestest.Over(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at, boardtest.Wigan(t).Blueprint)
	s := updates.New(p.DB, boardtest.Wigan(t), p.Service, nil, []byte("secret"), func() string { return "https://help.example.org" })
	a := &asked{site: webtest.New(t, db.CallerOf(p.Ctx).Borough, at, nil), ctx: p.Ctx, db: p.DB}
	a.site.Mount(updatesweb.Pages(s), updatesweb.StaffPages(s, around{}))
	person := p.Person(messagestest.Safely("text"))
	p.Write(func(tx *db.Tx) error { return a.met(tx, person) })
	for _, subscription := range s.Subscriptions() {
		if subscription.Wants("needs.settled") {
			if err := subscription.Handle(p.Ctx, journal.Sealed{At: messagestest.Noon, Entry: journal.Entry{Topic: "needs.settled", Objects: []journal.Object{{Kind: "request", ID: string(a.request)}}}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := p.SendDue(p.Ctx); err != nil {
		t.Fatal(err)
	}
	_, address, _ := strings.Cut(p.Arrived(1)[0].Body, "https://help.example.org")
	a.address = strings.Fields(address)[0]
	return a
}

// met is a request for food that was met.
func (a *asked) met(tx *db.Tx, person people.Record) error {
	r, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Web, Record: person.ID, Blueprint: "1", Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: "k", Code: "123456"})
	if err != nil {
		return err
	}
	n, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: "food", Decision: needs.Result{Need: "food", Priority: needs.Soon}})
	if err != nil {
		return err
	}
	a.request = r.ID
	if err := needs.NoteFirstContact(tx, r.ID); err != nil {
		return err
	}
	return needs.Settle(tx, n.ID, needs.NeedMet, "done")
}

func TestOnePressAnswers(t *testing.T) {
	a := newAsked(t)
	public := a.site.Browser("")
	for range 2 { // looking does not use the link up: mail programs look too
		public.Get(a.address).Is(200).Says("Was it sorted?", "Yes, it was sorted", "Not really", "No").Hides("food", "Food", "Amina")
	}
	public.Post(a.address, url.Values{"answer": {"yes"}}).Is(200).Says("Thank you", "We are glad.")
	public.Get(a.address).Is(404).Says("This link no longer works", "ring us")
	public.Post(a.address, url.Values{"answer": {"no"}}).Is(404).Says("This link no longer works")
}

func TestNoIsToldThatTheTeamReadsIt(t *testing.T) {
	a := newAsked(t)
	public := a.site.Browser("")
	public.Post(a.address, url.Values{"words": {"It was sour."}}).Is(422).Says("Press yes, not really or no.", "It was sour.")
	public.Post(a.address, url.Values{"answer": {"no"}, "words": {strings.Repeat("x", 1001)}}).Is(422).Says("1,000")
	public.Post(a.address, url.Values{"answer": {"no"}, "words": {"It was sour."}}).Is(200).Says("The team will read this").Hides("sour")
	r, err := needs.RequestIn(a.db.Read(a.ctx), a.request)
	if err != nil || !r.State.Open() {
		t.Errorf("the request is %s, %v", r.State, err)
	}
}

func TestALinkThatNeverWas(t *testing.T) {
	a := newAsked(t)
	for _, token := range []string{"x", strings.Repeat("x", 500), "%00", "..%2f"} {
		a.site.Browser("").Get("/sorted/" + token).Is(404)
	}
}

func TestStaffReadWhatPeopleSay(t *testing.T) {
	a := newAsked(t)
	hub, leigh := a.site.As(messagestest.Hub), a.site.As(messagestest.Leigh)
	hub.Get("/feedback").Is(200).Says("Nobody has answered yet.")
	a.site.Browser("").Post(a.address, url.Values{"answer": {"not-really"}, "words": {"It was <b>late</b>."}}).Is(200)
	hub.Get("/feedback").Is(200).Says("Not really", "It was <b>late</b>.")
	hub.Get("/feedback?answer=not-really&hub=hapi&from=2020-04-01T00:00:00Z&until=2020-05-01T00:00:00Z").Is(200).Says("It was <b>late</b>.")
	for _, other := range []string{"?answer=yes", "?hub=leigh", "?until=2020-04-01T00:00:00Z", "?hub=coordination"} {
		hub.Get("/feedback" + other).Is(200).Says("Nobody has answered yet.")
	}
	leigh.Get("/feedback").Is(200).Says("Nobody has answered yet.")
	a.site.Browser("").Get("/feedback").Is(303)
	tally, err := updates.Measures()[0].Count(a.db.Read(a.ctx), feature.Period{})
	if err != nil || tally.In(feature.Scope{}).Value != 1 || tally.In(feature.Scope{Kind: "not-really"}).Value != 1 || tally.In(feature.Scope{Kind: "yes"}).Value != 0 {
		t.Errorf("counted %+v, %v", tally, err)
	}
}
