package updatesweb_test

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/messages/messagestest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/services/updates"
	"kith/internal/services/updates/updatesweb"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/board/boardview"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

type around struct{}

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}
func (around) Saw(context.Context, journal.Entry) error { return nil }

// ear is a hub whose volunteer coordinator is told what callers pass on.
type ear struct {
	*messagestest.Post
	site  *webtest.Site
	told  *updates.Service
	steps *protocols.Service
	tasks *tasks.Service
	vera  access.Principal
}

func newEar(t *testing.T) *ear {
	t.Helper()
	sets := append([]db.Migrations{}, messagestest.Sets...)
	sets = append(sets, organisations.Static().Migrations, accounts.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations,
		tasks.Static().Migrations, protocols.Static().Migrations, updates.Static().Migrations)
	at := clock.NewManual(messagestest.Noon)
	b := boardtest.Wigan(t, protocols.Static())
	e := &ear{Post: messagestest.Over(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at, b.Blueprint)}
	e.told = updates.New(e.DB, b, e.Post.Service, nil, []byte("secret"), func() string { return "https://help.example.org" })
	e.steps, e.tasks = protocols.New(e.DB, b), tasks.New(e.DB)
	e.told.LedBy(e.steps)
	e.tasks.KeptBy(e.steps)
	e.site = webtest.New(t, db.CallerOf(e.Ctx).Borough, at, nil)
	e.site.Mount(updatesweb.StaffPages(e.told, around{}))
	vera, err := accounts.New(e.DB).Create(e.Ctx, accounts.NewAccount{
		Name: "Vera", Email: "vera@council.example.org", Password: "a long one that nobody guesses", Title: "volunteer-coordinator",
		Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	e.vera = vera.Principal()
	return e
}

// passes has a caller pass something on about somebody.
func (e *ear) passes(t *testing.T, note string, labels ...needs.Label) {
	t.Helper()
	person := e.Person(messagestest.Safely("call"))
	book, err := e.steps.Book(e.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	var run protocols.Run
	e.Write(func(tx *db.Tx) error {
		r, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Phone, Record: person.ID, Blueprint: "1", Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: note, Code: "123456"})
		if err != nil {
			return err
		}
		n, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: "comfort-call", Decision: needs.Result{Need: "comfort-call", Priority: needs.Soon, Labels: labels}})
		if err != nil {
			return err
		}
		run, _, err = book.Start(tx, protocols.Beginning{Protocol: "comfort-calls", Request: r, Need: n.ID, Work: protocols.Work{
			Category: "comfort-call", Title: "Ring", WhoMay: []needs.Doer{needs.Staff}, Labels: labels, DueAt: tx.Now().Add(time.Hour), Priority: needs.Soon,
		}})
		return err
	})
	all, err := tasks.OfRun(e.DB.Read(e.Ctx), string(run.ID))
	if err != nil {
		t.Fatal(err)
	}
	point := access.With(e.Ctx, messagestest.Point)
	if err := e.tasks.RecordOutcome(point, tasks.Choice{ID: all[0].ID, Version: all[0].Version}, tasks.Outcome{Code: "passed-on", Note: note}); err != nil {
		t.Fatal(err)
	}
	for _, s := range e.told.Subscriptions() {
		if s.Name == "updates.tell-role" {
			entry := journal.Sealed{At: messagestest.Noon, Entry: journal.Entry{
				Topic: protocols.TopicTellRole, Objects: []journal.Object{{Kind: "run", ID: string(run.ID)}}, Data: map[string]any{"role": "volunteer-coordinator", "event": float64(2)},
			}}
			if err := s.Handle(e.Ctx, entry); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestWhatARoleIsToldStandsUntilItIsRead(t *testing.T) {
	e := newEar(t)
	vera, leigh := e.site.As(e.vera), e.site.As(messagestest.Leigh)
	vera.Get("/told").Is(200).Says("You have read everything")
	e.passes(t, "Her glasses are broken")
	e.passes(t, "He hits her", needs.Restricted)
	page := vera.Get("/told").Is(200).Says("2 things that you have not read", "Comfort calls: we talked, and they need something", "Her glasses are broken", "HAPI", "Restricted")
	page.Hides("He hits her")
	leigh.Get("/told").Is(200).Says("You have read everything").Hides("glasses")
	e.site.Browser("").Get("/told").Is(303)
	all, err := e.told.ToldTo(access.With(e.Ctx, e.vera))
	if err != nil || len(all) != 2 {
		t.Fatalf("told %+v, %v", all, err)
	}
	read := "/told/" + string(all[0].ID) + "/read"
	leigh.Post(read, nil).Is(404).Says("There is no such note for you")
	for range 2 { // pressed twice
		vera.Post(read, nil).LeadsTo("/told")
	}
	vera.Get("/told").Says("1 thing that you have not read", "Read within a fortnight", "Her glasses are broken")
	vera.Post("/told/nothing/read", nil).Is(422)
}

func TestTheHeadOfTheBoardAndTheCoordinationPage(t *testing.T) {
	e := newEar(t)
	look := func(who access.Principal, watch boardview.Watch) boardview.Section {
		t.Helper()
		s, theirs, err := watch(access.With(e.Ctx, who))
		if err != nil || !theirs {
			t.Fatal(theirs, err)
		}
		return s
	}
	head, watch := updatesweb.Head(e.told, around{}), updatesweb.Watch(e.told, around{})
	for i := range 7 {
		e.passes(t, "Thing "+string(rune('a'+i)))
	}
	if s := look(e.vera, head); s.Count != 7 || len(s.Table.Rows) != 5 || s.All != "/told" {
		t.Errorf("the head counts %d and shows %d", s.Count, len(s.Table.Rows))
	}
	if s := look(messagestest.Point, head); s.Count != 0 {
		t.Errorf("the coordination point was told %d", s.Count)
	}
	if s := look(messagestest.Point, watch); s.Count != 0 {
		t.Errorf("at once nobody has read %d", s.Count)
	}
	e.Clock.Advance(5 * time.Hour)
	if s := look(messagestest.Point, watch); s.Count != 7 || !s.Red || len(s.Table.Rows) != 7 {
		t.Errorf("after five hours nobody has read %d, shown %d", s.Count, len(s.Table.Rows))
	}
}
