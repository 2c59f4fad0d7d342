package paperweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/paper"
	"kith/internal/paper/paperweb"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/board"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
)

var (
	inHapi  = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	member  = access.Principal{Account: "member", Grants: []access.Grant{{Role: access.Member}}}
)

// world is a hub with a pack, and what its pages need of the rest of the program.
type world struct {
	*boardtest.Hub
	site *webtest.Site
	task tasks.Task
	pack string // its address
}

func (w *world) Now() time.Time                                  { return w.Clock.Now() }
func (w *world) AccountName(_ context.Context, id string) string { return "Account " + id }
func (w *world) HoodName(_ context.Context, id string) string    { return strings.ToUpper(id) }

func start(t *testing.T) *world {
	h := boardtest.New(t, protocols.Static().Migrations, paper.Static().Migrations)
	b := boardtest.Blueprint{Blueprint: stepstest.Blueprint(t, "wigan")}
	who := people.New(h.DB, &boardtest.Looks{})
	s := paper.New(paper.Deps{
		DB: h.DB, Blueprints: b, Board: board.New(h.DB), Protocols: protocols.New(h.DB, b), People: who, Contacts: contacts.New(h.DB, b, who),
		Tasks: h.Tasks,
	}, journal.New(h.DB, []byte("a key of the tests, 32 bytes long"), nil).Reads())
	w := &world{Hub: h, site: webtest.New(t, h.Borough(), h.Clock, nil)}
	w.site.Mount(paperweb.Pages(s, w))
	w.task = w.Add(boardtest.Work{Given: "Amina", Family: "Khan", Hub: "hapi", Task: tasks.NewTask{Kind: tasks.FirstContact, Category: "food", Title: "First contact"}})
	w.Clock.Advance(3 * time.Hour) // it is half past twelve
	w.site.As(inHapi).Get("/paper").Is(http.StatusOK).Says("There is no pack of today yet")
	w.site.As(inHapi).Post("/paper", url.Values{"hub": {"hapi"}}).Is(http.StatusSeeOther)
	all, err := s.Packs(h.As(inHapi))
	if err != nil || len(all) != 1 {
		t.Fatalf("%d packs, %v", len(all), err)
	}
	w.pack = "/paper/" + string(all[0].ID)
	return w
}

func TestAHubFetchesItsOwnPack(t *testing.T) {
	w := start(t)
	w.site.As(inHapi).Get("/paper").Is(http.StatusOK).Says("HAPI, 7 April 2020", "Print", "Enter what was written")
	w.site.As(inHapi).Get(w.pack + "/pack.pdf").Is(http.StatusOK)
	w.site.As(inLeigh).Get(w.pack + "/pack.pdf").Is(http.StatusNotFound)
	w.site.As(inLeigh).Get(w.pack).Is(http.StatusNotFound)
	w.site.As(inLeigh).Post("/paper", url.Values{"hub": {"hapi"}}).Is(http.StatusUnprocessableEntity).Says("That choice is no longer in the list")
	w.site.As(member).Get("/paper").Is(http.StatusForbidden)
}

func TestABatchIsEnteredNumberByNumber(t *testing.T) {
	w := start(t)
	page := w.site.As(inHapi)
	page.Get(w.pack).Is(http.StatusOK).Says("1. First contact", "On which day did it happen?", "What came of it?")
	typed := url.Values{"on-day": {"7"}, "on-month": {"4"}, "on-year": {"2020"}, "version-1": {"1"}, "outcome-1": {"spoken"}, "note-1": {"Rings her daughter on Fridays"}}
	page.Post(w.pack, typed).Is(http.StatusUnprocessableEntity).Says("Number 1: enter the time it happened, like 14:30").Has("Rings her daughter on Fridays")
	typed.Set("at-1", "23:10")
	page.Post(w.pack, typed).Is(http.StatusUnprocessableEntity).Says("Enter a time that is past").Has("Rings her daughter on Fridays")
	typed.Set("at-1", "10:40")
	page.Post(w.pack, typed).Is(http.StatusSeeOther)
	page.Get(w.pack).Is(http.StatusOK).Says("Every number of this pack is entered", "at 10:40am on 7 Apr 2020", "Entered by Account hub")
	if got := w.Task(w.task.ID).ClosedAt.UTC().Format("15:04"); got != "09:40" {
		t.Errorf("it ended at %s", got)
	}
	page.Post(w.pack, typed).Is(http.StatusSeeOther) // pressed twice: there is nothing left to enter
}

func TestWhatWasDoneOnAScreenIsShownBesideThePaper(t *testing.T) {
	w := start(t)
	c := tasks.Choice{ID: w.task.ID, Version: w.task.Version}
	if err := w.Tasks.RecordOutcome(w.As(inHapi), c, tasks.Outcome{Code: tasks.NoAnswer}); err != nil {
		t.Fatal(err)
	}
	w.site.As(inHapi).Get(w.pack).Is(http.StatusOK).Says("Somebody worked on this on a screen since it was printed", "tried without an answer 1 time")
	again := w.Task(w.task.ID)
	if err := w.Tasks.RecordOutcome(w.As(inHapi), tasks.Choice{ID: again.ID, Version: again.Version}, tasks.Outcome{Code: "spoken"}); err != nil {
		t.Fatal(err)
	}
	w.site.As(inHapi).Get(w.pack).Is(http.StatusOK).Says("Recorded on a screen: I spoke to them", "reopen it")
}
