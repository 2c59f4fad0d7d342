package callsweb_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/calls"
	"kith/internal/services/calls/callsweb"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	jo     = access.Principal{Account: "jo", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}
	sam    = access.Principal{Account: "sam", Name: "Sam", Grants: []access.Grant{{Role: access.Agent}}}
	inHapi = access.Principal{Account: "hapi", Name: "Pat", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "hapi"}}}
	money  = access.Principal{Account: "money", Name: "Flo", Grants: []access.Grant{{Role: access.Finance}}}
)

var sets = []db.Migrations{
	journal.Migrations(), imports.Migrations(), people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations,
	needs.Static().Migrations, tasks.Static().Migrations, calls.Static().Migrations,
}

const settingsFile = `languages: [Polish, Urdu]
skills:
  - {id: listening, name: Trained in listening, for: [comfort-call]}
talks:
  - {name: First contact, say: [Is it safe to talk now?]}
  - {name: Friendly call, for: [comfort-call], mood: true, say: [How have you been?]}
`

type current struct{ b *blueprint.Blueprint }

func (c current) Current(context.Context) (*blueprint.Blueprint, error) { return c.b, nil }

// room is a room of callers with its pages.
type room struct {
	*webtest.Site
	t        *testing.T
	db       *db.DB
	ctx      context.Context
	clock    *clock.Manual
	people   *people.Service
	contacts *contacts.Service
	tasks    *tasks.Service
	n        int
	seen     int
}

func start(t *testing.T) *room {
	at := clock.NewManual(time.Date(2020, 4, 20, 9, 4, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, sets...)
	r := &room{t: t, db: d, ctx: access.With(dbtest.Context(t), jo), clock: at, tasks: tasks.New(d)}
	b := current{blueprinttest.Load(t, map[string]string{"calls.yaml": settingsFile}, contacts.RulesSection(), calls.SettingsSection())}
	r.people = people.New(d, r)
	r.contacts = contacts.New(d, b, r.people)
	r.contacts.Plan(tasks.PlannedContacts)
	r.Site = webtest.New(t, db.CallerOf(r.ctx).Borough, at, nil)
	r.Mount(callsweb.Pages(callsweb.Deps{Calls: calls.New(d, b, r.contacts, r.tasks), Contacts: r.contacts, People: r.people, Around: r}))
	return r
}

func (r *room) Saw(_ context.Context, e journal.Entry) error {
	r.seen += len(e.Objects)
	return nil
}

func (r *room) Now() time.Time { return r.clock.Now() }

func (r *room) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (r *room) Categories(context.Context) ([]forms.Option, error) {
	return []forms.Option{{Value: "food", Label: "Food"}, {Value: "comfort-call", Label: "Friendly call"}}, nil
}

func (r *room) AccountName(_ context.Context, id string) string {
	return map[string]string{"jo": "Jo", "sam": "Sam"}[id]
}

func (r *room) Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error) {
	return r.people.Record(ctx, id, because)
}

func (r *room) Reach(ctx context.Context, id people.RecordID) (people.Reach, error) {
	return r.people.Reach(ctx, id)
}

func (r *room) Callers(context.Context, string) ([]tasks.Assignee, error) {
	return []tasks.Assignee{{Kind: tasks.ToStaff, ID: "jo", Name: "Jo"}, {Kind: tasks.ToStaff, ID: "sam", Name: "Sam"}}, nil
}

// open puts a call in the queue.
func (r *room) open(name, category string) tasks.Task {
	r.t.Helper()
	r.n++
	var task tasks.Task
	if err := r.db.Write(r.ctx, func(tx *db.Tx) error {
		n := people.NewRecord{Neighbourhood: "hapi", Source: "test"}
		n.GivenNames, n.FamilyName = name, "Khan"
		n.Phone, _ = phone.Parse("01632 960100")
		n.SafeContact = people.SafeContact{Asked: true, Channels: []string{"call"}, CodeWord: "plum"}
		record, err := people.Add(tx, n, nil)
		if err != nil {
			return err
		}
		request, err := needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: record.ID, Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: fmt.Sprint("key ", r.n),
		})
		if err != nil {
			return err
		}
		task, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.FirstContact, Request: request.ID, Record: record.ID, Category: category, Title: "First contact",
			Neighbourhood: "hapi", Priority: needs.Soon, DueAt: r.clock.Now().Add(time.Hour),
		})
		return err
	}); err != nil {
		r.t.Fatal(err)
	}
	return task
}

func form(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// press presses for the next call and gives its address.
func press(t *testing.T, v *webtest.Browser) string {
	t.Helper()
	return v.Post("/calls/next", nil).Is(http.StatusSeeOther).Location
}

func TestACallFromTheQueueToItsEnd(t *testing.T) {
	r := start(t)
	v := r.As(jo)
	v.Get("/calls/queue").Is(http.StatusOK).Says("Next call", "Nobody waits to be rung").Hides("On the phone now")
	v.Post("/calls/next", nil).Is(http.StatusOK).Says("Nobody is to be rung now")
	r.open("Amina", "food")
	r.open("Bert", "food")
	at := press(t, v)
	v.Get(at).Is(http.StatusOK).Says("Ring Amina Khan", "Ask for the code word before anything else: plum", "Leave no voicemail", "01632 960100", "Is it safe to talk now?", "Yours until 10:24").
		Hides("How did they seem?")
	v.Get("/calls/queue").Says("You have somebody to ring since 10:04")
	if again := press(t, v); again != at {
		t.Errorf("pressed again it leads to %s, not to %s", again, at)
	}
	v.Post(at, form("version", "1", "do", "next", "note", "She said so")).Is(http.StatusUnprocessableEntity).Says("Select how it went", "She said so")
	next := v.Post(at, form("version", "1", "outcome", "spoken", "do", "next", "note", "She said so")).Is(http.StatusSeeOther).Location
	v.Get(next).Is(http.StatusOK).Says("Ring Bert Khan")
	v.Post(next, form("version", "1", "outcome", "no-answer", "do", "stop")).LeadsTo("/calls/queue")
	v.Post("/calls/next", nil).Is(http.StatusOK).Says("Nobody is to be rung now")
	r.clock.Advance(4 * time.Hour)
	v.Get(press(t, v)).Says("Ring Bert Khan", "Once, no answer", "No answer")
}

func TestWhatIsTypedIsKept(t *testing.T) {
	r := start(t)
	r.open("Amina", "comfort-call")
	v := r.As(jo)
	at := press(t, v)
	v.Get(at).Says("How did they seem?", "How have you been?")
	v.Post(at+"/keep", form("note", "Her sister is ill")).LeadsTo(at)
	v.Get(at).Says("Her sister is ill")
	v.Post(at, form("version", "7", "outcome", "spoken", "mood", "low", "note", "More words", "do", "stop")).Is(http.StatusConflict).Says("More words")
	v.Post(at, form("do", "let-go")).LeadsTo("/calls/queue")
	v.Get(at).Is(http.StatusConflict).Says("No longer yours to ring")
	v.Post(at, form("version", "1", "outcome", "spoken", "note", "Too late", "do", "stop")).Is(http.StatusConflict).Says("Too late")
	v.Post(at+"/keep", form("note", "Too late")).Is(http.StatusConflict).Says("Too late")
}

func TestASupervisorSeesFreesAndShares(t *testing.T) {
	r := start(t)
	for i := range 4 {
		r.open(fmt.Sprintf("P%d", i), "food")
	}
	at := press(t, r.As(jo))
	v := r.As(inHapi)
	page := v.Get("/calls/queue").Is(http.StatusOK).Says("On the phone now", "Jo , since 10:04, for HAPI", "Share calls out evenly", "HAPI 4 0 0")
	_, after, _ := strings.Cut(page.Body, `name="lease" value="`)
	lease, _, _ := strings.Cut(after, `"`)
	v.Post("/calls/queue/free", form("lease", lease, "because", "")).Is(http.StatusUnprocessableEntity).Says("Enter why")
	v.Post("/calls/queue/free", form("lease", lease, "because", "Went home")).LeadsTo("/calls/queue")
	r.As(jo).Get(at).Is(http.StatusConflict).Says("a supervisor freed the person")
	v.Post("/calls/queue/share", form("hub", "hapi")).Is(http.StatusUnprocessableEntity).Says("Select at least one person")
	v.Post("/calls/queue/share", form("hub", "leigh", "among-leigh", "jo")).Is(http.StatusNotFound)
	v.Post("/calls/queue/share", form("hub", "hapi", "among-hapi", "jo", "among-hapi", "sam")).LeadsTo("/calls/queue")
	for _, who := range []string{"jo", "sam"} {
		mine, err := r.tasks.OfAssignee(access.With(r.ctx, inHapi), tasks.ToStaff, who, 10)
		if err != nil || len(mine) != 2 {
			t.Errorf("%s has %d calls, %v", who, len(mine), err)
		}
	}
	v.Post("/calls/queue/share", form("hub", "hapi", "among-hapi", "jo", "among-hapi", "sam")).LeadsTo("/calls/queue")
	v.Get("/calls/queue").Says("The calls are shared evenly already")
	r.As(jo).Post("/calls/queue/free", form("lease", lease, "because", "x")).Is(http.StatusForbidden)
	r.As(money).Get("/calls/queue").Is(http.StatusForbidden)
}

func TestWhichCallsSuitMe(t *testing.T) {
	r := start(t)
	v := r.As(jo)
	v.Post("/calls/queue/me", form("languages", "Polish", "skills", "listening")).LeadsTo("/calls/queue")
	v.Get("/calls/queue").Has(`value="Polish" checked`, `value="listening" checked`)
	v.Post("/calls/queue/me", form("languages", "Klingon")).Is(http.StatusUnprocessableEntity)
}

func TestRingingOneOutOfTurn(t *testing.T) {
	r := start(t)
	task := r.open("Amina", "food")
	at := "/tasks/" + string(task.ID) + "/ring"
	call := r.As(jo).Post(at, nil).Is(http.StatusSeeOther).Location
	r.As(jo).Get(call).Says("Ring Amina Khan")
	r.As(sam).Post(at, nil).LeadsTo("/tasks/" + string(task.ID))
	r.As(money).Post(at, nil).Is(http.StatusForbidden)
}
