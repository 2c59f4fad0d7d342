package tasksweb_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/blueprint"
	"kith/internal/feature"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/forms"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
	"kith/internal/work/tasks/tasksweb"
)

// hub is a borough with two neighbourhoods, in which one person has asked for food.
type hub struct {
	*webtest.Site
	t       *testing.T
	db      *db.DB
	clock   *clock.Manual
	ctx     context.Context
	around  *around
	tasks   *tasks.Service
	needs   *needs.Service
	request needs.Request
	need    needs.Need
	contact tasks.Task // first contact
	parcel  tasks.Task // the food
}

// around is the rest of the program, as small as the pages need it.
type around struct {
	people      *people.Service
	clock       clock.Clock
	destination tasksweb.Destination
	missing     error
	circle      households.Circle
	unseen      error // why who is around somebody is not shown
	saw         int
	shield      contacts.Shield
}

func (a *around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram and Platt Bridge"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func (a *around) Helpers(context.Context, tasks.Task) (tasksweb.Helpers, error) {
	return tasksweb.Helpers{
		Volunteers:    []forms.Option{{Value: "volunteer:v1", Label: "Jo P"}},
		Organisations: []forms.Option{{Value: "organisation:o1", Label: "The Pantry"}},
		Staff:         []forms.Option{{Value: "account:coordinator", Label: "Sam coordinator"}},
	}, nil
}

func (a *around) Assignee(_ context.Context, value string) (tasks.Assignee, error) {
	known := map[string]tasks.Assignee{
		"volunteer:v1":        {Kind: tasks.ToVolunteer, ID: "v1", Name: "Jo P"},
		"organisation:o1":     {Kind: tasks.ToOrganisation, ID: "o1", Name: "The Pantry"},
		"account:coordinator": {Kind: tasks.ToStaff, ID: "coordinator", Name: "Sam coordinator"},
	}
	if to, ok := known[value]; ok {
		return to, nil
	}
	return tasks.Assignee{}, fault.New(fault.Invalid, "test.nobody", "There is nobody of that name. Choose from the list.")
}

func (a *around) Reach(ctx context.Context, id people.RecordID) (people.Reach, error) {
	return a.people.Reach(ctx, id)
}

func (a *around) Shield(context.Context, people.RecordID, contacts.Wish) (contacts.Shield, error) {
	return a.shield, nil
}

func (a *around) Circle(context.Context, people.RecordID) (households.Circle, error) {
	return a.circle, a.unseen
}

func (a *around) Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error) {
	return a.people.Record(ctx, id, because)
}

func (a *around) Saw(context.Context, journal.Entry) error { a.saw++; return nil }

func (a *around) Destination(context.Context, string, string) (tasksweb.Destination, error) {
	return a.destination, a.missing
}

func (a *around) CategoryName(_ context.Context, id string) string {
	return map[string]string{"food": "Food", "safety": "Keeping safe"}[id]
}

func (a *around) Routes(context.Context, string) ([]forms.Option, error) {
	return []forms.Option{{Value: "crisis", Label: "Welfare or crisis"}, {Value: "no-access", Label: "No access"}}, nil
}

func (a *around) Destinations(context.Context, needs.Need) ([]forms.Option, error) {
	return []forms.Option{{Value: "gp", Label: "Their practice"}, {Value: "councillor", Label: "Councillor – limited: by letter"}}, nil
}

func (a *around) RouteName(_ context.Context, id string) string { return "Way " + id }

func (a *around) Rerouted(_ context.Context, decided needs.Result, route, _ string) (needs.Result, error) {
	decided.Route = route
	return decided, nil
}

func (a *around) AccountName(_ context.Context, id string) string { return "Account " + id }

func (a *around) Panels(context.Context, needs.Need, tasks.Task) ([]templ.Component, error) {
	return []templ.Component{templ.Raw("<p>Ordered for this need: nothing.</p>")}, nil
}

func (a *around) Story(context.Context, people.RecordID) (templ.Component, error) {
	return templ.Raw("<p>A parcel came on Monday.</p>"), a.unseen
}

func (a *around) Now() time.Time { return a.clock.Now() }

var now = time.Date(2020, 4, 2, 13, 20, 0, 0, time.UTC)

func newHub(t *testing.T) *hub {
	at := clock.NewManual(now)
	d := dbtest.NewWith(t, db.Config{Clock: at}, feature.Set{
		{Name: "journal", Migrations: journal.Migrations()},
		{Name: "blueprint", Migrations: blueprint.Migrations()},
		people.Static(), contacts.Static(), answers.Static(), needs.Static(), tasks.Static(),
	}.Migrations()...)
	h := &hub{t: t, db: d, clock: at, ctx: dbtest.Context(t), tasks: tasks.New(d), needs: needs.New(d), around: &around{clock: at}}
	h.around.people = people.New(d, h.around)
	h.Site = webtest.New(t, h.borough(), at, nil)
	h.Mount(tasksweb.Pages(h.tasks, h.needs, h.around))
	h.asks(people.SafeContact{})
	return h
}

// borough is the id of the hub's borough.
func (h *hub) borough() string { return db.CallerOf(h.ctx).Borough }

// write runs what cannot fail in a transaction of the borough.
func (h *hub) write(fn func(tx *db.Tx) error) {
	h.t.Helper()
	if err := h.db.Write(h.ctx, fn); err != nil {
		h.t.Fatal(err)
	}
}

// asks makes a person, their request for food and its two tasks.
func (h *hub) asks(safe people.SafeContact) {
	h.t.Helper()
	number, err := phone.Parse("07700 900123")
	if err != nil {
		h.t.Fatal(err)
	}
	h.write(func(tx *db.Tx) error {
		r, err := people.Add(tx, people.NewRecord{
			Described: people.Described{
				GivenNames: "Amina", FamilyName: "Sample", BirthDate: day.New(1939, 3, 1), Phone: number,
				Address: places.Address{Line1: "9 Sample Street", Postcode: "WN2 3EB"},
			},
			Neighbourhood: "hapi", SafeContact: safe, Source: "test", Language: "Urdu", Interpreter: true,
		}, nil)
		if err != nil {
			return err
		}
		h.request, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Web, Record: r.ID, Blueprint: "1", Neighbourhood: "hapi", Priority: needs.Urgent,
			FirstContactHours: 4, Key: fmt.Sprint("key", r.ID), Code: "123456",
			Asker: needs.Asker{Name: "Noor Sample", Relation: "daughter"},
		})
		return err
	})
	h.need = h.opens("food", "They have no food left today.")
	h.contact = h.task(tasks.NewTask{Kind: tasks.FirstContact, Title: "Call them", Priority: needs.Urgent, DueAt: now.Add(2 * time.Hour)})
	h.parcel = h.task(tasks.NewTask{
		Kind: tasks.Do, Need: h.need.ID, Category: "food", Title: "Bring a food parcel", Instruction: "Ring twice and step back.",
		Priority: needs.Urgent, WhoMay: []needs.Doer{needs.Volunteer, needs.Staff}, DueAt: now.Add(4 * time.Hour),
	})
}

func (h *hub) opens(category, because string, labels ...needs.Label) (n needs.Need) {
	h.t.Helper()
	h.write(func(tx *db.Tx) (err error) {
		n, err = needs.OpenNeed(tx, needs.NewNeed{Request: h.request, Category: category, Decision: needs.Result{
			Need: category, Priority: needs.Urgent, DueHours: 4, FirstContactHours: 4, TaskTitle: "Task", Labels: labels,
			WhoMay:  []needs.Doer{needs.Volunteer, needs.Staff},
			Reasons: []needs.Reason{{Rule: category + "-none", Because: because, Whose: "own"}},
		}})
		return err
	})
	return n
}

func (h *hub) task(n tasks.NewTask) (t tasks.Task) {
	h.t.Helper()
	n.Request, n.Record, n.Neighbourhood = h.request.ID, h.request.Record, "hapi"
	h.write(func(tx *db.Tx) (err error) {
		t, err = tasks.OpenTask(tx, n)
		return err
	})
	return t
}

func somebody(role access.Role, hood string) access.Principal {
	return access.Principal{Account: string(role), Name: "Sam " + string(role), Grants: []access.Grant{{Role: role, Neighbourhood: hood}}}
}

func (h *hub) coordinator() *webtest.Browser { return h.As(somebody(access.Coordinator, "hapi")) }

// stands is the task as it is now.
func (h *hub) stands(t tasks.Task) tasks.Task {
	h.t.Helper()
	got, err := h.tasks.Task(access.With(h.ctx, somebody(access.Manager, "")), t.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return got
}

func page(t tasks.Task) string { return "/tasks/" + string(t.ID) }

// sends posts a form of the task's page, drawn at the version it has now.
func (h *hub) sends(b *webtest.Browser, t tasks.Task, action string, fields ...string) webtest.Page {
	h.t.Helper()
	return b.Post(page(t)+"/"+action, form(h.stands(t).Version, fields...))
}

func form(version int64, fields ...string) url.Values {
	v := url.Values{"version": {fmt.Sprint(version)}}
	for i := 0; i < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	return v
}

func TestTaskPageSaysWhatWhoAndWhy(t *testing.T) {
	h := newHub(t)
	h.coordinator().Get(page(h.parcel)).Is(http.StatusOK).
		Says("Bring a food parcel", "Unassigned", "Urgent", "Ring twice and step back.", "Food", "Hindley, Abram and Platt Bridge",
			"Amina Sample", "81", "9 Sample Street", "WN2 3EB", "07700 900123", "Noor Sample, daughter",
			"They have no food left today.", "Rule food-none", "the borough's own", "Call them",
			"Leave no voicemail.", "Say nothing of what it is about", "Take it", "Jo P", "How did it go?").
		Has(`<optgroup label="Volunteers">`, `<optgroup label="Staff">`, `href="/board"`, `href="/requests/`+string(h.request.ID)+`/hand-over"`).
		Hides("The Pantry", "Late", "They said yes", "Reopen")
	if h.around.saw != 1 {
		t.Errorf("looking at a task was noted %d times as looking at its person, not once", h.around.saw)
	}
	h.clock.Advance(5 * time.Hour)
	h.coordinator().Get(page(h.parcel)).Says("Late", "1 hour late")
	h.coordinator().Get(page(h.contact)).Says("Urdu, needs an interpreter")
}

func TestSafeContactInPlainWords(t *testing.T) {
	h := newHub(t)
	h.asks(people.SafeContact{Asked: true, Channels: []string{"call", "letter"}, Texts: true, Times: "mornings", Note: "Ask for Amina only."})
	h.coordinator().Get(page(h.contact)).
		Says("You may ring.", "You may send a letter.", "Leave no voicemail.", "You may send a text.", "When: mornings", "Ask for Amina only.").
		Hides("Nobody has asked")
}

func TestTakingATaskAndSayingHowItWent(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	h.sends(b, h.parcel, "claim").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("You have the task", "Accepted", "You (Sam coordinator)", "I cannot", "Take it back").Hides("Take it from")
	h.sends(b, h.parcel, "outcome", "outcome", "done", "note", "Left on the step.").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Done", "Left on the step.", "Reopen").Hides("How did it go?", "Ask somebody", "They cannot")
	h.sends(b, h.parcel, "reopen").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Unassigned", "Nobody has it yet.")
}

func TestAskingSomebody(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	h.sends(b, h.parcel, "assign", "to", "volunteer:v1").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Asked", "Jo P was asked just now", "and has not answered yet", "They said yes", "They cannot", "Ask somebody else", "Take it from Jo P", "Take it back")
	h.sends(b, h.parcel, "decline", "reason", "On holiday").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Somebody could not do it.", "Jo P: On holiday", "Take it")
	h.sends(b, h.parcel, "assign", "to", "volunteer:v1")
	h.sends(b, h.parcel, "accept").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Accepted", "Jo P", "said yes").Hides("They said yes")
	h.sends(b, h.parcel, "free").LeadsTo(page(h.parcel))
	b.Get(page(h.parcel)).Says("Nobody has it yet.")
	h.sends(b, h.parcel, "assign", "to", "account:coordinator")
	b.Get(page(h.parcel)).Says("You (Sam coordinator)", "I cannot", "theirs now").Hides("Take it from")
}

func TestNoAnswerKeepsATaskOpen(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	h.sends(b, h.contact, "outcome", "outcome", "no-answer").LeadsTo(page(h.contact))
	b.Get(page(h.contact)).Says("Unassigned", "Once, no answer", "in 4 hours")
	h.sends(b, h.contact, "outcome", "outcome", "no-answer")
	b.Get(page(h.contact)).Says("2 times, no answer")
}

func TestMistakesAreSaidWhereTheyAreMended(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	h.sends(b, h.parcel, "assign").Is(http.StatusUnprocessableEntity).Says("Select who to ask").Has(`href="#to"`)
	h.sends(b, h.parcel, "assign", "to", "organisation:o1").Is(http.StatusUnprocessableEntity).Says("no longer in the list")
	h.sends(b, h.parcel, "outcome", "note", "Tried").Is(http.StatusUnprocessableEntity).Says("Select how it went", "Tried").Has(`href="#outcome"`)
	h.sends(b, h.parcel, "outcome", "outcome", "could-not").Is(http.StatusUnprocessableEntity).Says("Say why, so that the next person knows.").
		Has(`href="#note"`, `value="could-not" checked`)
	h.sends(b, h.parcel, "assign", "to", "volunteer:v1")
	h.sends(b, h.parcel, "decline").Is(http.StatusUnprocessableEntity).Says("Enter why they cannot").Has(`href="#reason"`)
	b.Post(page(h.parcel)+"/accept", url.Values{}).Is(http.StatusUnprocessableEntity).Says("out of date")
	if got := h.stands(h.parcel); got.State != tasks.Assigned {
		t.Errorf("mistakes left the task %s", got.State)
	}
}

func TestSomebodyElseWasFaster(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	seen := h.stands(h.parcel).Version
	h.sends(h.As(somebody(access.Manager, "")), h.parcel, "claim").LeadsTo(page(h.parcel))

	b.Post(page(h.parcel)+"/outcome", form(seen, "outcome", "could-not", "note", "No one at home")).Is(http.StatusConflict).
		Says("Somebody else has changed this task since you opened it: it is accepted, with Sam manager", "No one at home",
			"What has changed since you opened it", "Unassigned", "Nobody", "Account manager, just now").
		Has(`href="#actions"`, fmt.Sprintf(`name="version" value="%d"`, h.stands(h.parcel).Version), `value="could-not" checked`)
	b.Post(page(h.parcel)+"/accept", form(seen)).Is(http.StatusConflict).Says("it is now accepted, with Sam manager")
	h.sends(b, h.parcel, "outcome", "outcome", "done").LeadsTo(page(h.parcel))
	b.Post(page(h.parcel)+"/decline", form(seen, "reason", "Car broke down")).Is(http.StatusConflict).
		Says("it is now done", "You wrote:", "Car broke down", "How it went Nothing Done Account coordinator")
}

func TestReferringOn(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	refer := h.task(tasks.NewTask{Kind: tasks.Refer, Need: h.need.ID, Category: "food", Title: "Refer to the food bank", Destination: "lead-food-bank", Priority: needs.Soon, DueAt: now.Add(time.Hour)})
	for _, d := range []tasksweb.Destination{
		{Name: "Brick food bank", Phone: "01632 960 100", Hours: "Weekdays", Standing: tasksweb.Accepting},
		{Name: "Brick food bank", Standing: tasksweb.Limited, Reason: "Families only"},
		{Name: "Brick food bank", Standing: tasksweb.Suspended, Reason: "Flooded", Fallback: "Ring the Pantry instead"},
	} {
		h.around.destination = d
		b.Get(page(refer)).Is(http.StatusOK).Says(d.Name, d.Phone, d.Hours, d.Reason, d.Fallback, "The service has taken it on").Hides("Volunteers")
	}
	b.Get(page(refer)).Says("Suspended: takes no referrals")
	h.around.missing = fault.New(fault.Unavailable, "test.none", "Every food bank is suspended. Tell the coordination team.")
	b.Get(page(refer)).Is(http.StatusOK).Says("Every food bank is suspended.")
	h.around.missing = fault.New(fault.Internal, "test.broken", "")
	b.Get(page(refer)).Is(http.StatusInternalServerError)
}

func TestRestrictedTasksTellTheClearedAlone(t *testing.T) {
	h := newHub(t)
	for _, label := range []needs.Label{needs.Restricted, needs.Safeguarding, needs.Hidden} {
		need := h.opens("safety", "They are not safe at home.", label)
		secret := h.task(tasks.NewTask{
			Kind: tasks.Do, Need: need.ID, Category: "safety", Title: "Fetch them from the house", Instruction: "Come by the back door.",
			Priority: needs.Emergency, DueAt: now.Add(time.Hour),
		})
		agent := h.As(somebody(access.Agent, ""))
		hidden := []string{"Fetch them", "back door", "Keeping safe", "not safe at home"}
		agent.Get(page(secret)).Is(http.StatusOK).Says("Restricted", "Emergency").Hides(append(hidden, "Amina", "9 Sample Street")...)
		agent.Get(page(h.parcel)).Says(needs.Unnamed).Hides(hidden...)
		agent.Get(page(h.contact)).Says("They have no food left today.").Hides(hidden...)
		for _, role := range []access.Role{access.Coordinator, access.Manager, access.Governance} {
			h.As(somebody(role, "")).Get(page(secret)).Says("Fetch them from the house", "back door", "Keeping safe", "not safe at home", "Amina")
		}
	}
}

func TestWhoMayReadAndAct(t *testing.T) {
	h := newHub(t)
	for _, role := range []access.Role{access.Agent, access.Governance} {
		b := h.As(somebody(role, "hapi"))
		b.Get(page(h.parcel)).Is(http.StatusOK).Says("You can read this task.").Hides("Take it", "/claim")
		h.sends(b, h.parcel, "claim").Is(http.StatusForbidden)
	}
	elsewhere := h.As(somebody(access.Coordinator, "leigh"))
	elsewhere.Get(page(h.parcel)).Is(http.StatusForbidden).Hides("Amina")
	h.sends(elsewhere, h.parcel, "claim").Is(http.StatusForbidden)
	h.As(somebody(access.Analyst, "")).Get(page(h.parcel)).Is(http.StatusForbidden)
	h.coordinator().Get("/tasks/0190b0a2-6f5e-7c3a-8e0d-3b1f8c9a2d41").Is(http.StatusNotFound)

	both := somebody(access.Agent, "hapi")
	both.Grants = append(both.Grants, access.Grant{Role: access.Coordinator, Neighbourhood: "leigh"})
	h.sends(h.As(both), h.parcel, "claim").Is(http.StatusForbidden)
}

// Somebody of another hub who was given a task may say how it goes, and no more.
func TestHoldingATaskOfAnotherHub(t *testing.T) {
	h := newHub(t)
	h.sends(h.coordinator(), h.parcel, "assign", "to", "account:coordinator")
	b := h.As(somebody(access.Coordinator, "leigh"))
	b.Get(page(h.parcel)).Is(http.StatusOK).Says("How did it go?", "I cannot").Hides("Ask somebody", "Take it back", "/hand-over")
	h.sends(b, h.parcel, "free").Is(http.StatusForbidden)
	h.sends(b, h.parcel, "outcome", "outcome", "done").LeadsTo(page(h.parcel))
}

func TestAddressesWithheldFromReaders(t *testing.T) {
	h := newHub(t)
	kept := h.task(tasks.NewTask{Kind: tasks.Do, Need: h.need.ID, Category: "food", Title: "Bring a parcel", Labels: []needs.Label{needs.AddressWithheld}, Priority: needs.Soon, DueAt: now})
	h.As(somebody(access.Agent, "hapi")).Get(page(kept)).Says("Withheld").Hides("9 Sample Street")
	h.coordinator().Get(page(kept)).Says("9 Sample Street")
}
