package inboxweb_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/inbox"
	"kith/internal/work/inbox/inboxweb"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// quiet takes the place of the journal's reads.
type quiet struct{}

func (quiet) Saw(context.Context, journal.Entry) error { return nil }

// desk is a food bank at its inbox, and a pantry at its own.
type desk struct {
	*boardtest.Hub
	foodBank organisations.Organisation
	register *organisations.Service
	site     *webtest.Site
	us, them *webtest.Browser
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{Hub: boardtest.New(t)}
	d.register = organisations.New(d.DB)
	d.foodBank = d.Organisation(organisations.NewOrganisation{Name: "Hindley Food Bank", Kind: organisations.FoodBank})
	pantry := d.Organisation(organisations.NewOrganisation{Name: "Platt Bridge Pantry", Kind: organisations.Pantry})
	d.site = webtest.New(t, d.Borough(), d.Clock, nil)
	d.site.Mount(inboxweb.Pages(inbox.New(d.DB, d.Tasks, boardtest.Wigan(t), quiet{}), d.register, d.Tasks))
	d.us, d.them = d.site.As(member(d.foodBank)), d.site.As(member(pantry))
	return d
}

func member(o organisations.Organisation) access.Principal {
	return access.Principal{
		Account: "organisation:" + string(o.ID), Name: o.Name,
		Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}},
	}
}

// asked is a task the food bank was asked to do.
func (d *desk) asked() tasks.Task {
	return d.Assign(d.Add(boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Phone: "+441632960123", Hub: "hapi",
		Address: places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"},
		Task:    tasks.NewTask{Instruction: "Halal. No nuts."},
		Answers: answers.Answers{"adults": {"2"}, "food_diet": {"gluten-free"}},
	}), tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(d.foodBank.ID), Name: d.foodBank.Name})
}

// accepted is a task the food bank has said yes to.
func (d *desk) accepted() tasks.Task {
	task := d.asked()
	d.us.Post("/inbox/"+string(task.ID)+"/accept", seen(task, nil)).LeadsTo("/inbox")
	d.us.Get("/inbox") // reads the banner
	return d.Task(task.ID)
}

// seen is a form of a task as it stands.
func seen(t tasks.Task, more url.Values) url.Values {
	form := url.Values{"version": {strconv.FormatInt(t.Version, 10)}}
	for name, values := range more {
		form[name] = values
	}
	return form
}

var secrets = []string{"Amina", "Khan", "Mill Lane", "01632 960123", "nothing left in the cupboard"}

func TestEmptyInbox(t *testing.T) {
	d := newDesk(t)
	d.us.Get("/inbox").Is(200).Says("Hindley Food Bank", "Nothing waits for you.", "How are you today?",
		"When your hub asks you to do something, it appears here", "Tasks you accept appear here", "What you gave today")
	d.us.Get("/inbox/print").Is(200).Says("Tasks for 7 April 2020", "Tasks you have accepted that are due today appear here")
}

func TestAskedTaskHidesThePerson(t *testing.T) {
	d := newDesk(t)
	d.asked()
	d.us.Get("/inbox").Is(200).Says("1 task for you to accept or not.", "Get food to the household", "WN2 3", "Halal. No nuts.",
		"Soon in 4 hours", "Accept", "We cannot do this").Hides(secrets...)
	d.us.Get("/inbox/print").Is(200).Hides(secrets...)
	d.them.Get("/inbox").Is(200).Says("Nothing waits for you.").Hides("Get food")
}

func TestAcceptThenDone(t *testing.T) {
	d := newDesk(t)
	task := d.asked()
	d.us.Post("/inbox/"+string(task.ID)+"/accept", seen(task, nil)).LeadsTo("/inbox")
	d.us.Get("/inbox").Is(200).Says("You have accepted: Get food to the household", "1 task to do.", "Amina", "4 Mill Lane", "WN2 3EB",
		"Leave no voicemail.").Hides("Khan", "Noor", "nothing left in the cupboard").Has(`href="tel:`)
	d.them.Get("/inbox").Hides(secrets...)
	d.us.Get("/inbox/print").Is(200).Says("Amina", "4 Mill Lane", "By 13:30, 7 April", "☐ Done", "☐ No answer", "Halal. No nuts.").Hides("Khan").Has("kith-keep")
	task = d.Task(task.ID)
	d.us.Post("/inbox/"+string(task.ID)+"/outcome", seen(task, url.Values{"outcome": {"done"}})).LeadsTo("/inbox")
	d.us.Get("/inbox").Is(200).Says("It is noted how this went", "Nothing waits for you.").Hides(secrets...)
	if got := d.Task(task.ID); got.State != tasks.Done || got.Outcome != "done" {
		t.Errorf("it is %s, %s", got.State, got.Outcome)
	}
}

func TestNoAnswerKeepsIt(t *testing.T) {
	d := newDesk(t)
	task := d.accepted()
	d.us.Post("/inbox/"+string(task.ID)+"/outcome", seen(task, url.Values{"outcome": {tasks.NoAnswer}})).LeadsTo("/inbox")
	d.us.Get("/inbox").Is(200).Says("stays with you to try again", "Tried once, no answer", "Amina")
}

func TestCouldNotSaysWhy(t *testing.T) {
	d := newDesk(t)
	task := d.accepted()
	path, id := "/inbox/"+string(task.ID)+"/outcome", string(task.ID)
	d.us.Post(path, seen(task, nil)).Is(422).Says("Select how it ended")
	d.us.Post(path, seen(task, url.Values{"ending-" + id: {"could-not"}})).Is(422).Says("Enter why it could not be done")
	d.us.Post(path, seen(task, url.Values{"ending-" + id: {"could-not"}, "why-" + id: {"The van broke down."}})).LeadsTo("/inbox")
	if got := d.Task(task.ID); got.Outcome != "could-not" || got.Note != "The van broke down." {
		t.Errorf("recorded %q, %q", got.Outcome, got.Note)
	}
}

func TestCannotSaysWhy(t *testing.T) {
	d := newDesk(t)
	task := d.asked()
	path := "/inbox/" + string(task.ID) + "/cannot"
	d.us.Post(path, seen(task, nil)).Is(422).Says("Enter why you cannot do it").Hides(secrets...)
	d.us.Post(path, seen(task, url.Values{"reason-" + string(task.ID): {"Out of nappies."}})).LeadsTo("/inbox")
	d.us.Get("/inbox").Says("will ask somebody else", "Nothing waits for you.")
	if got := d.Task(task.ID); got.State != tasks.Open || got.Refused != "Hindley Food Bank: Out of nappies." {
		t.Errorf("it is %s, %q", got.State, got.Refused)
	}
}

func TestGiveBackAfterTheYes(t *testing.T) {
	d := newDesk(t)
	task := d.accepted()
	d.us.Post("/inbox/"+string(task.ID)+"/cannot", seen(task, url.Values{"reason-" + string(task.ID): {"Our driver is ill."}})).LeadsTo("/inbox")
	d.us.Get("/inbox").Is(200).Hides(secrets...)
}

func TestAnothersTaskIsNotFound(t *testing.T) {
	d := newDesk(t)
	task := d.asked()
	hidden := d.BringOver(d.asked(), needs.Restricted)
	for _, what := range []string{"accept", "cannot", "outcome"} {
		d.them.Post("/inbox/"+string(task.ID)+"/"+what, seen(task, nil)).Is(404).Hides("Get food", "Hindley Food Bank")
		d.us.Post("/inbox/"+string(hidden.ID)+"/"+what, seen(hidden, nil)).Is(404)
	}
	if got := d.Task(task.ID); got.State != tasks.Assigned {
		t.Errorf("it is %s", got.State)
	}
}

func TestOutcomeBeforeTheYes(t *testing.T) {
	d := newDesk(t)
	task := d.asked()
	d.us.Post("/inbox/"+string(task.ID)+"/outcome", seen(task, url.Values{"outcome": {"done"}})).Is(409).
		Says("Get food to the household: Accept the task first").Hides(secrets...)
}

func TestSomebodyElseWasFirst(t *testing.T) {
	d := newDesk(t)
	task := d.accepted()
	old := task
	old.Version--
	id := string(task.ID)
	d.us.Post("/inbox/"+id+"/cannot", seen(old, url.Values{"reason-" + id: {"Out of nappies."}})).Is(409).
		Says("it is accepted, with Hindley Food Bank", "Out of nappies.")
	d.us.Post("/inbox/"+id+"/outcome", url.Values{"outcome": {"done"}}).Is(409)
	d.us.Post("/inbox/"+id+"/outcome", seen(task, url.Values{"outcome": {"done"}})).LeadsTo("/inbox")
	d.us.Post("/inbox/"+id+"/outcome", seen(task, url.Values{"ending-" + id: {"could-not"}, "why-" + id: {"The van broke down."}})).
		Is(409).Says("it is done", "You wrote:", "The van broke down.").Hides(secrets...)
}

func TestSayToday(t *testing.T) {
	d := newDesk(t)
	seen := func() string {
		o, err := d.register.Get(d.As(member(d.foodBank)), d.foodBank.ID)
		if err != nil {
			t.Fatal(err)
		}
		return strconv.FormatInt(o.Version, 10)
	}
	first := seen()
	d.us.Post("/inbox/today", url.Values{"seen": {first}, "note": {"out of nappies"}}).Is(422).Says("Select open, limited or closed").Has(`value="out of nappies"`)
	d.us.Post("/inbox/today", url.Values{"seen": {first}, "standing": {"limited"}, "note": {"out of nappies"}}).LeadsTo("/inbox")
	d.us.Get("/inbox").Says("Your hub now knows how you are today", "You have said: Limited, “out of nappies”.", "Change how you are today")
	d.us.Post("/inbox/today", url.Values{"seen": {first}, "standing": {"open"}}).Is(409).Says("Somebody has said how you are", "Limited, “out of nappies”")
	d.us.Post("/inbox/today", url.Values{"seen": {seen()}, "standing": {"open"}}).LeadsTo("/inbox")
	d.Clock.Advance(24 * time.Hour)
	d.us.Get("/inbox").Is(200).Hides("You have said:")
}

func TestCountToday(t *testing.T) {
	d := newDesk(t)
	d.us.Post("/inbox/count", url.Values{"given": {"many"}}).Is(422).Has(`value="many"`)
	d.us.Post("/inbox/count", url.Values{"given": {"34"}}).LeadsTo("/inbox")
	d.us.Get("/inbox").Says("Today's count is saved.").Has(`value="34"`)
	d.us.Post("/inbox/count", url.Values{"given": {"40"}}).Is(409).Says("it is 34").Has(`value="40"`)
	d.us.Post("/inbox/count", url.Values{"seen": {"34"}, "given": {"40"}}).LeadsTo("/inbox")
	d.us.Get("/inbox").Has(`value="40"`)
}

func TestPrintLeavesLaterTasksOut(t *testing.T) {
	d := newDesk(t)
	later := d.Assign(d.Add(boardtest.Work{Given: "Tom", Hub: "hapi", Due: 48 * time.Hour}),
		tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(d.foodBank.ID), Name: d.foodBank.Name})
	d.us.Post("/inbox/"+string(later.ID)+"/accept", seen(later, nil)).LeadsTo("/inbox")
	d.us.Get("/inbox/print").Is(200).Says("1 more task you accepted is due after today.").Hides("Tom")
}

func TestManyCardsOnOnePage(t *testing.T) {
	d := newDesk(t)
	for range 3 {
		d.asked()
		d.accepted()
	}
	page := d.us.Get("/inbox").Is(200).Says("3 tasks for you to accept or not, and 3 to do.")
	if got := strings.Count(page.Body, "/accept\""); got != 3 {
		t.Errorf("%d forms to accept", got)
	}
}

func TestOnlyOrganisationsEnter(t *testing.T) {
	d := newDesk(t)
	staff := d.site.As(access.Principal{Account: "c", Name: "Board Test", Grants: []access.Grant{{Role: access.Coordinator}}})
	for _, path := range []string{"/inbox", "/inbox/print"} {
		staff.Get(path).Is(403)
		if page := d.site.Browser("").Get(path); page.Status != 303 || !strings.HasPrefix(page.Location, "/sign-in") {
			t.Errorf("the public gets %d %s", page.Status, page.Location)
		}
	}
	staff.Post("/inbox/today", url.Values{"standing": {"open"}}).Is(403)
}

func TestTheDietIsToldOnceTheTaskIsAccepted(t *testing.T) {
	d := newDesk(t)
	d.asked()
	d.us.Get("/inbox").Is(200).Hides("No gluten")
	d = newDesk(t)
	d.accepted()
	d.us.Get("/inbox").Is(200).Says("Adults 2", "Anything special? No gluten")
	d.us.Get("/inbox/print").Is(200).Says("Adults 2", "Anything special? No gluten")
}

// What other features show under a task stands on its card and its sheet, once it is accepted.
func TestPartsOfOtherFeatures(t *testing.T) {
	d := newDesk(t)
	part := func(_ context.Context, id tasks.ID) (templ.Component, error) {
		return templ.Raw("<p>Voucher of " + string(id) + "</p>"), nil
	}
	none := func(context.Context, tasks.ID) (templ.Component, error) { return nil, nil }
	site := webtest.New(t, d.Borough(), d.Clock, nil)
	site.Mount(inboxweb.Pages(inbox.New(d.DB, d.Tasks, boardtest.Wigan(t), quiet{}), d.register, d.Tasks, none, part))
	us := site.As(member(d.foodBank))
	task := d.asked()
	us.Get("/inbox").Is(200).Hides("Voucher of")
	us.Post("/inbox/"+string(task.ID)+"/accept", seen(task, nil)).LeadsTo("/inbox")
	us.Get("/inbox").Is(200).Says("Voucher of " + string(task.ID))
	us.Get("/inbox/print").Is(200).Says("Voucher of " + string(task.ID))
}
