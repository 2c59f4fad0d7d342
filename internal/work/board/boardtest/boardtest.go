// Package boardtest puts work on a board for the tests of pages and lists that show it.
package boardtest

import (
	"context"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Start is when the tests' day begins: a Tuesday at 9:30 in the morning.
var Start = time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC)

// Sets are the tables the board reads.
func Sets() []db.Migrations {
	return []db.Migrations{
		journal.Migrations(), people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations, accounts.Static().Migrations,
		households.Static().Migrations, volunteers.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations,
	}
}

// Hub is a borough of its own with work in it.
type Hub struct {
	DB    *db.DB
	Clock *clock.Manual
	Tasks *tasks.Service
	Ctx   context.Context // of the borough, nobody signed in
	t     testing.TB
}

// Each runs a test on both engines, each time in a borough of its own at Start, with the
// tables of more features beside those the board reads.
func Each(t *testing.T, test func(t *testing.T, h *Hub), more ...db.Migrations) {
	t.Run("sqlite", func(t *testing.T) { test(t, New(t, more...)) })
	t.Run("postgres", func(t *testing.T) { test(t, NewPostgres(t, more...)) })
}

// NewPostgres returns an empty borough on PostgreSQL at Start, and skips the test when
// there is no server.
func NewPostgres(t testing.TB, more ...db.Migrations) *Hub {
	at := clock.NewManual(Start)
	return hub(t, dbtest.PostgresWith(t, db.Config{Clock: at}, append(Sets(), more...)...), at)
}

// New returns an empty borough on SQLite at Start.
func New(t testing.TB, more ...db.Migrations) *Hub {
	at := clock.NewManual(Start)
	return hub(t, dbtest.NewWith(t, db.Config{Clock: at}, append(Sets(), more...)...), at)
}

func hub(t testing.TB, d *db.DB, at *clock.Manual) *Hub {
	return &Hub{DB: d, Clock: at, Tasks: tasks.New(d), Ctx: dbtest.Context(t), t: t}
}

// As is the borough as somebody uses it.
func (h *Hub) As(p access.Principal) context.Context {
	caller := db.CallerOf(h.Ctx)
	caller.Actor = p.Account
	return access.With(db.As(h.Ctx, caller), p)
}

// Borough is its id.
func (h *Hub) Borough() string { return db.CallerOf(h.Ctx).Borough }

// Work is a request with one task, as a test wants it. What is left out is made up.
type Work struct {
	Given, Family string
	Phone         phone.Number
	Address       places.Address
	Hub           string
	Interpreter   string // the language of the interpreter they need
	Safe          people.SafeContact
	Task          tasks.NewTask // without its request, need and person
	Answers       answers.Answers
	Decision      needs.Result  // of triage, such as a route
	Due           time.Duration // from the clock's time; 0 is four hours
}

// Add opens the request, its need and its task.
func (h *Hub) Add(w Work) tasks.Task {
	h.t.Helper()
	var task tasks.Task
	err := h.DB.Write(h.Ctx, func(tx *db.Tx) (err error) {
		task, err = w.open(tx)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return task
}

func (w Work) open(tx *db.Tx) (tasks.Task, error) {
	person, err := people.Add(tx, people.NewRecord{
		Described:     people.Described{GivenNames: w.Given, FamilyName: w.Family, Phone: w.Phone, Address: w.Address},
		Neighbourhood: w.Hub, Source: "test", Language: w.Interpreter, Interpreter: w.Interpreter != "", SafeContact: w.Safe,
	}, nil)
	if err != nil {
		return tasks.Task{}, err
	}
	n := w.Task
	if n.Kind == "" {
		n.Kind = tasks.Do
	}
	if n.Category == "" {
		n.Category, n.Title = "food", "Get food to the household"
	}
	if n.Priority == "" {
		n.Priority = needs.Soon
	}
	if w.Due == 0 {
		w.Due = 4 * time.Hour
	}
	if n.Area == "" {
		n.Area = "WN2 3"
	}
	request, err := needs.OpenRequest(tx, needs.NewRequest{
		Channel: needs.Phone, Record: person.ID, OwnWords: "There is nothing left in the cupboard.", Answers: w.Answers, Blueprint: "1",
		Neighbourhood: w.Hub, Priority: n.Priority, FirstContactHours: 4, Key: string(ident.New[Work](tx.Now())), Code: "123456",
	})
	if err != nil {
		return tasks.Task{}, err
	}
	d := w.Decision
	d.Need, d.Priority, d.DueHours = n.Category, n.Priority, 24
	need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: n.Category, Decision: d})
	if err != nil {
		return tasks.Task{}, err
	}
	n.Request, n.Record, n.Neighbourhood, n.DueAt = request.ID, person.ID, w.Hub, tx.Now().Add(w.Due)
	if n.Kind != tasks.FirstContact {
		n.Need = need.ID
	}
	return tasks.OpenTask(tx, n)
}

// Assign gives a task to somebody.
func (h *Hub) Assign(t tasks.Task, to tasks.Assignee) tasks.Task {
	h.t.Helper()
	ctx := h.As(access.Principal{Account: "boardtest", Name: "Board Test", Grants: []access.Grant{{Role: access.Coordinator}}})
	if err := h.Tasks.Assign(ctx, tasks.Choice{ID: t.ID, Version: t.Version}, to); err != nil {
		h.t.Fatal(err)
	}
	return h.Task(t.ID)
}

// BringOver records a task once more as it stands, with labels, as one moved from an earlier
// system: there a task few may know of may already be in anybody's hands.
func (h *Hub) BringOver(t tasks.Task, labels ...needs.Label) tasks.Task {
	h.t.Helper()
	err := h.DB.Write(h.Ctx, func(tx *db.Tx) error {
		t.ID, t.Labels = ident.New[tasks.Task](tx.Now()), labels
		return tasks.BringOver(tx, []tasks.Task{t})
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.Task(t.ID)
}

// Task reads a task as it stands.
func (h *Hub) Task(id tasks.ID) tasks.Task {
	h.t.Helper()
	t, err := h.Tasks.Task(h.As(access.Principal{Account: "boardtest", Grants: []access.Grant{{Role: access.Coordinator}}}), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return t
}

// Organisation puts one on the register.
func (h *Hub) Organisation(n organisations.NewOrganisation) organisations.Organisation {
	h.t.Helper()
	var o organisations.Organisation
	err := h.DB.Write(h.Ctx, func(tx *db.Tx) (err error) {
		o, err = organisations.AddOne(tx, n)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

// Volunteer puts one on the register.
func (h *Hub) Volunteer(n volunteers.NewVolunteer) volunteers.Volunteer {
	h.t.Helper()
	var v volunteers.Volunteer
	err := h.DB.Write(h.Ctx, func(tx *db.Tx) (err error) {
		v, err = volunteers.AddOne(tx, n)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}
