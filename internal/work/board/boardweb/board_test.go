package boardweb_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/live"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/board/boardview"
	"kith/internal/work/board/boardweb"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	inHapi  = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inTwo   = access.Principal{Account: "two", Name: "Two Hubs", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}, {Role: access.Manager, Neighbourhood: "leigh"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
	central = access.Principal{Account: "central", Name: "Alex Central", Grants: []access.Grant{{Role: access.Coordinator}}}
	agent   = access.Principal{Account: "agent", Name: "Robin Agent", Grants: []access.Grant{{Role: access.Agent}}}
	member  = access.Principal{Account: "member", Grants: []access.Grant{{Role: access.Member}}}
)

// news stands for the live hub: it gives what was asked for back in the address.
type news struct{}

func (news) Address(_ context.Context, topics ...live.Topic) (string, error) {
	address := "/live?since=7"
	for _, t := range topics {
		address += "&topic=" + t.String()
	}
	return address, nil
}

type walk struct {
	*boardtest.Hub
	site  *webtest.Site
	looks *boardtest.Looks
}

func start(t *testing.T) walk {
	h := boardtest.New(t)
	w := walk{h, webtest.New(t, h.Borough(), h.Clock, nil), &boardtest.Looks{}}
	w.site.Mount(boardweb.Pages(boardweb.Deps{
		Board: board.New(h.DB), Tasks: h.Tasks, Blueprints: boardtest.Wigan(t), Live: news{}, Reads: w.looks,
	}))
	return w
}

// amina, bryn and carol are work of HAPI, dee of Leigh.
func (w walk) usual() (amina, bryn, carol, dee tasks.Task) {
	amina = w.Add(boardtest.Work{Given: "Amina Jane", Family: "Khan", Hub: "hapi", Due: -2 * time.Hour})
	bryn = w.Add(boardtest.Work{Given: "Bryn", Family: "Rees", Hub: "hapi", Task: tasks.NewTask{Kind: tasks.FirstContact, Category: "food", Title: "First contact", Priority: needs.Emergency}})
	carol = w.Add(boardtest.Work{Given: "Carol", Family: "Hurst", Hub: "hapi", Due: 48 * time.Hour, Task: tasks.NewTask{Category: "medicines", Title: "Fetch a prescription", WhoMay: []needs.Doer{needs.Volunteer}}})
	dee = w.Add(boardtest.Work{Given: "Dee", Family: "Lowe", Hub: "leigh", Due: time.Hour})
	return amina, bryn, carol, dee
}

func TestTheBoardOfOneHub(t *testing.T) {
	w := start(t)
	w.usual()
	page := w.site.As(inHapi).Get("/board?view=all").Is(200)
	page.Says("HAPI", "3 unassigned , 1 overdue , 2 due today ; 0 with others , 0 with you .", "Amina K.", "WN2 3", "Get food to the household", "Late",
		"2 hours late", "Bryn R.", "Emergency", "Due today", "in 4 hours", "Carol H.", "Fetch a prescription", "Nobody")
	page.Hides("Dee", "Khan", "Jane")
	page.Has(`<a class="govuk-link" href="/board?hub=hapi&amp;view=overdue">1 overdue</a>`, `data-live="/live?since=7&amp;topic=board@hapi"`, `href="/board/print?hub=hapi&amp;view=all"`, "<title>HAPI – board")
	looked := w.looks.Take()
	if len(looked) != 1 || len(looked[0].Objects) != 3 || looked[0].Topic != "board.read" {
		t.Errorf("the journal was told %+v", looked)
	}
}

func TestEachViewAndItsEmptyState(t *testing.T) {
	w := start(t)
	browser := w.site.As(inHapi)
	for _, view := range board.Views() {
		browser.Get("/board?view="+string(view)).Is(200).Says("0 unassigned", view.Empty())
	}
	w.usual()
	browser.Get("/board?view=overdue").Says("Overdue: 1", "Amina K.").Hides("Bryn")
	browser.Get("/board?view=due-today").Says("Due today: 2", "Bryn R.").Hides("Carol")
	browser.Get("/board?view=no-such-view").Says("Unassigned: 3")
	browser.Get("/board?view=all&category=medicines").Says("Carol H.", "Remove this filter Medicines", "Clear filters").Hides("Bryn")
	browser.Get("/board?view=overdue&category=medicines").Says("No task of this view is left with these filters.")
	browser.Get("/board?view=all&kind=first-contact&priority=emergency").Says("Bryn R.").Hides("Carol")
	browser.Get("/board?after=no-cursor").Is(422).Says("Open the board again from its first page.")
}

func TestWhoSeesWhichHubs(t *testing.T) {
	w := start(t)
	w.usual()
	w.Add(boardtest.Work{Given: "Nowhere", Family: "Man", Hub: ""})
	w.site.As(inTwo).Get("/board?view=all").Is(200).Says("Your hubs", "Dee L.", "Amina K.").Hides("Nowhere", "Coordination queue").
		Has("topic=board@hapi&amp;topic=board@leigh")
	w.site.As(central).Get("/board?view=all").Is(200).Says("Whole borough", "Nowhere M.", "Dee L.").Has("topic=board&#34;"[:11])
	w.site.As(central).Get("/board?view=all&hub=coordination").Is(200).Says("Coordination queue", "Nowhere M.").Hides("Dee")
	w.site.As(inHapi).Get("/board?view=all&hub=leigh").Is(200).Hides("Dee")
	w.site.As(agent).Get("/board?view=all").Is(200).Says("Dee L.").Hides("Give tasks", "/board/assign")
	w.site.As(member).Get("/board").Is(403)
	w.site.Browser("").Get("/board").LeadsTo("/sign-in?then=%2Fboard")
}

func TestARestrictedTaskIsNotNamedToThoseWhoMayNotKnow(t *testing.T) {
	w := start(t)
	task := w.Add(boardtest.Work{Given: "Hidden", Family: "Person", Hub: "hapi", Task: tasks.NewTask{
		Category: "domestic-abuse", Title: "Make it safe", Area: "WN9 9", Labels: []needs.Label{needs.Restricted, needs.Safeguarding},
	}})
	w.site.As(agent).Get("/board?view=all").Is(200).Says("Restricted task").Hides("Hidden", "WN9 9", "Make it safe", string(task.Record), "/tasks/"+string(task.ID), "Safeguarding", "Domestic abuse")
	w.site.As(agent).Get("/board?view=all&category=domestic-abuse").Is(200).Hides("Restricted task", "Hidden")
	if looked := w.looks.Take(); len(looked) != 0 {
		t.Errorf("a name was noted as shown: %+v", looked)
	}
	w.site.As(central).Get("/board?view=all").Says("Hidden P.", "Make it safe", "Restricted", "Safeguarding")
}

// TestTheInterpreterNeedStandsOnTheRow: whoever rings finds an interpreter first. It is
// not told of somebody who may not be named.
func TestTheInterpreterNeedStandsOnTheRow(t *testing.T) {
	w := start(t)
	w.usual()
	w.site.As(inHapi).Get("/board?view=all").Is(200).Hides("interpreter")
	w.Add(boardtest.Work{Given: "Selam", Family: "Haile", Hub: "hapi", Interpreter: "Tigrinya"})
	w.Add(boardtest.Work{Given: "Hidden", Family: "Person", Hub: "hapi", Interpreter: "Urdu", Task: tasks.NewTask{
		Category: "domestic-abuse", Title: "Make it safe", Labels: []needs.Label{needs.Restricted},
	}})
	w.site.As(inHapi).Get("/board?view=all").Is(200).Says("Selam H.", "Tigrinya, needs an interpreter").Hides("Urdu")
	w.site.As(inHapi).Get("/board/export.csv?view=all").Is(200).Says("Opened,Interpreter", ",\"Tigrinya, needs an interpreter\"").Hides("Urdu")
	w.site.As(central).Get("/board?view=all").Says("Urdu, needs an interpreter")
}

func TestTheListGoesOn(t *testing.T) {
	w := start(t)
	for n := range board.PageSize + 3 {
		w.Add(boardtest.Work{Given: fmt.Sprintf("Person%02d", n), Hub: "hapi", Due: time.Duration(n+1) * time.Minute})
	}
	browser := w.site.As(inHapi)
	first := browser.Get("/board?view=all").Says("Person00", "Person49", "All open: 53").Hides("Person50")
	_, after, _ := strings.Cut(first.Body, `after=`)
	cursor, _, _ := strings.Cut(after, "&")
	browser.Get("/board?view=all&after="+cursor).Is(200).Says("Person50", "Person52").Hides("Person49")
	browser.Get("/board/print?view=all").Is(200).Says("HAPI: All open", "As at 7 April 2020 at 9:30am", "Person00", "Person52").Hides("checkbox")
}

func choice(t tasks.Task) string { return fmt.Sprintf("%s@%d", t.ID, t.Version) }

func TestGivingManyTasksAtOnce(t *testing.T) {
	w := start(t)
	amina, bryn, carol, dee := w.usual()
	jean := w.Volunteer(volunteers.NewVolunteer{GivenNames: "Jean", FamilyName: "Taylor", Phone: "+447700900123", Neighbourhood: "hapi", Activities: []string{"food", "medicines"}})
	w.Volunteer(volunteers.NewVolunteer{GivenNames: "Leigh", FamilyName: "Helper", Neighbourhood: "leigh"})
	w.Organisation(organisations.NewOrganisation{Name: "Open Door Food Bank", Kind: organisations.FoodBank, Neighbourhood: "hapi", Serves: []string{"food"}})
	browser := w.site.As(inHapi)
	browser.Get("/board?view=all").Is(200).Says("Volunteer: Jean Taylor", "Organisation: Open Door Food Bank").Hides("Leigh Helper")
	browser.Get("/board?view=all&category=medicines").Says("Volunteer: Jean Taylor").Hides("Open Door")

	to := "volunteer:" + string(jean.ID)
	browser.Post("/board/assign?view=all&hub=hapi", url.Values{"task": {choice(amina), choice(carol)}, "to": {to}}).LeadsTo("/board?hub=hapi&view=all")
	browser.Get("/board?view=all").Says("2 tasks given", "Jean Taylor", "Asked", "Jean Taylor – 2 tasks", "1 unassigned , 1 overdue , 2 due today ; 2 with others , 0 with you . Volunteers: 1, with no task: 0.")

	// One changed meanwhile, one is not for volunteers, one is another hub's, one can be given.
	erin := w.Add(boardtest.Work{Given: "Erin", Family: "Mather", Hub: "hapi"})
	page := browser.Post("/board/assign?view=all", url.Values{"task": {choice(amina), choice(bryn), choice(dee), choice(erin)}, "to": {to}}).Is(200)
	page.Says("1 task given, 3 could not be:", "Get food to the household for Amina K. : Somebody else has changed this task since you opened it",
		"First contact for Bryn R. : Only staff may do this task. Choose somebody else.", "Your account cannot do this.", "Erin M.", "Jean Taylor – 3 tasks").Hides("Dee")
	if got := w.Task(erin.ID); got.Assignee.Name != "Jean Taylor" || got.State != tasks.Assigned {
		t.Errorf("the task is %s with %+v", got.State, got.Assignee)
	}
}

func TestWhatIsMissingToGiveTasks(t *testing.T) {
	w := start(t)
	amina, _, _, _ := w.usual()
	w.Volunteer(volunteers.NewVolunteer{GivenNames: "Jean", Neighbourhood: "hapi"})
	browser := w.site.As(inHapi)
	browser.Post("/board/assign?view=all", url.Values{"task": {choice(amina)}}).Is(422).
		Says("There is a problem", "Choose who is to do the tasks").Has(`value="`+choice(amina)+`" checked`, "<title>Error: ")
	browser.Post("/board/assign?view=all", url.Values{"to": {"volunteer:nobody"}}).Is(422).Says("Tick at least one task")
	browser.Post("/board/assign?view=mine", url.Values{}).Is(422).Says("Tick at least one task")
	browser.Post("/board/assign", url.Values{"task": {"x@1"}, "to": {"account:hub"}}).Is(422)
	w.site.As(agent).Post("/board/assign", url.Values{}).Is(403)
}

func TestTheBoardAsAFile(t *testing.T) {
	w := start(t)
	w.usual()
	w.Add(boardtest.Work{Given: "Hidden", Family: "Person", Hub: "hapi", Task: tasks.NewTask{Category: "domestic-abuse", Title: "Make it safe", Area: "WN9 9", Labels: []needs.Label{needs.Restricted}}})
	w.Add(boardtest.Work{Given: "=cmd()", Hub: "hapi"})
	w.site.As(inHapi).Get("/board?view=all&category=food").Is(200).Has(`href="/board/export.csv?category=food&amp;hub=hapi&amp;view=all"`)
	w.looks.Take()
	file := w.site.As(inHapi).Get("/board/export.csv?view=all").Is(200)
	file.Says("What,Open tasks: All open", "Where,HAPI", "As at,9:30am on Tuesday 7 April 2020", "Taken by,Sam Hub", "Amina K.,WN2 3,HAPI,Get food to the household,Soon,Late,2020-04-07 07:30",
		"Restricted,,HAPI,Restricted task", "'=cmd()", "End of the list,Rows: 5").Hides("Hidden", "Make it safe", "WN9 9", "Dee", "Khan")
	if got := file.Header.Get("Content-Disposition"); got != "attachment; filename=board-hapi-2020-04-07.csv" {
		t.Errorf("it is saved as %s", got)
	}
	looked := w.looks.Take()
	if len(looked) != 1 || looked[0].Topic != "board.exported" || len(looked[0].Objects) != 4 || looked[0].Data["view"] != "all" {
		t.Errorf("the journal was told %+v", looked)
	}
	w.site.As(inHapi).Get("/board/export.csv?view=all&category=medicines").Is(200).Says("Only,Medicines", "Carol H.", "Rows: 1").Hides("Amina")
	for n := range board.Most + 3 {
		w.Add(boardtest.Work{Given: fmt.Sprintf("Person%03d", n), Hub: "leigh"})
	}
	w.site.As(central).Get("/board/export.csv?view=all&hub=leigh").Is(200).Says("Person202", "Rows: 204")
	w.site.As(inHapi).Get("/board/export.csv?view=all&hub=leigh").Is(200).Says("Rows: 5").Hides("Person")
	w.site.As(member).Get("/board/export.csv").Is(403)
}

// TestMoreOfAnotherFeaturesPart: the page has the first few, and says where all are.
func TestMoreOfAnotherFeaturesPart(t *testing.T) {
	h := boardtest.New(t)
	for count, linked := range map[int]bool{1: false, 2: true} {
		site := webtest.New(t, h.Borough(), h.Clock, nil)
		site.Mount(boardweb.Pages(boardweb.Deps{
			Board: board.New(h.DB), Tasks: h.Tasks, Blueprints: boardtest.Wigan(t), Live: news{}, Reads: &boardtest.Looks{},
			Watches: []boardview.Watch{func(context.Context) (boardview.Section, bool, error) {
				return boardview.Section{ID: "calls", Title: "Calls", Count: count, First: "the call", Href: "#calls", All: "/calls", Table: govuk.Table{
					Caption: "Calls", RowHeader: true, Columns: []govuk.Column{{Text: "Caller"}}, Rows: []govuk.Row{govuk.Cells("Amina K.")},
				}}, true, nil
			}},
		}))
		page := site.As(central).Get("/coordination").Is(200).Says("Amina K.")
		if got := strings.Contains(page.Body, `href="/calls"`); got != linked {
			t.Errorf("of %d, one is shown, and all are linked: %v", count, got)
		}
	}
}

func TestCoordination(t *testing.T) {
	w := start(t)
	w.site.As(central).Get("/coordination").Is(200).Says("Nothing waits for somebody to step in.",
		"Every request has a hub.", "No hub has given a request back.", "Nobody has turned a task down.", "Nothing is late anywhere.").Hides("Do this first")
	amina, bryn, _, dee := w.usual()
	queued := w.Add(boardtest.Work{Given: "Nowhere", Family: "Man", Hub: ""})
	jean := w.Volunteer(volunteers.NewVolunteer{GivenNames: "Jean", Neighbourhood: "hapi"})
	asked := w.Assign(amina, tasks.Assignee{Kind: tasks.ToVolunteer, ID: string(jean.ID), Name: "Jean"})
	if err := w.Tasks.Decline(w.As(inHapi), tasks.Choice{ID: asked.ID, Version: asked.Version}, "no car this week"); err != nil {
		t.Fatal(err)
	}
	if err := w.Tasks.Refuse(w.As(inHapi), bryn.Request, 1, "No driver until Monday."); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(3 * time.Hour)
	page := w.site.As(central).Get("/coordination").Is(200)
	page.Says("Do this first:", "No hub yet: 1", "Given back by a hub: 1", "Not accepted in time: 3", "Turned down by a helper: 1", "Overdue: 2",
		"Nowhere M.", "No driver until Monday.", "Refused: Jean: no car this week", "1 hour late").
		Has("/requests/"+string(queued.Request), "/requests/"+string(bryn.Request), "/tasks/"+string(dee.ID), `href="#overdue"`).Hides("Show all", "Nothing is late")
	// A hub's own coordinator sees the same of the hub, and nothing of the queue.
	w.site.As(inHapi).Get("/coordination").Is(200).Says("Not accepted in time: 2", "ring HAPI about").Hides("Nowhere", "No driver", "Dee", "No hub yet", "Services closed")
	w.site.As(agent).Get("/coordination").Is(403)
}

func TestWhatPressesMostComesFirst(t *testing.T) {
	w := start(t)
	w.Add(boardtest.Work{Given: "Nowhere", Family: "Man", Hub: ""})
	w.Add(boardtest.Work{Given: "Quiet", Family: "Late", Hub: "hapi", Due: -9 * time.Hour})
	browser := w.site.As(central)
	browser.Get("/coordination").Is(200).Says("Do this first: hand", "Nowhere M. to a hub")
	urgent := w.Add(boardtest.Work{Given: "Urgent", Family: "Late", Hub: "leigh", Due: -time.Hour, Task: tasks.NewTask{Category: "welfare-check", Title: "Find out if safe", Priority: needs.Emergency, Labels: []needs.Label{needs.Restricted}}})
	page := browser.Get("/coordination").Is(200).Says("Do this first: see to Find out if safe for Urgent L. It is 1 hour late and nobody has it.", "an emergency among them is late")
	if late, none := strings.Index(page.Body, `id="overdue"`), strings.Index(page.Body, `id="no-hub"`); late < 0 || none < late {
		t.Errorf("an emergency that is late stands behind what is not: %d, %d", late, none)
	}
	w.site.As(inLeigh).Get("/coordination").Is(200).Says("see to a restricted task at Leigh").Hides("Urgent", "Find out", "/tasks/"+string(urgent.ID))
}

func TestAllOfWhatWaits(t *testing.T) {
	w := start(t)
	for n := range board.PageSize + 3 {
		w.Add(boardtest.Work{Given: fmt.Sprintf("Person%02d", n), Hub: []string{"hapi", "leigh"}[n%2]})
		w.Clock.Advance(time.Second)
	}
	w.Clock.Advance(24 * time.Hour)
	browser := w.site.As(central)
	browser.Get("/coordination").Is(200).Says("Not accepted in time: 53", "Person09", "Show all 53: not accepted in time", "Show all 53: overdue").
		Hides("Person10").Has(`href="/coordination/not-accepted"`, `href="/board?view=overdue"`)
	first := browser.Get("/coordination/not-accepted").Is(200).Says("Not accepted in time: 53", "Person00", "Person49").Hides("Person50")
	_, after, _ := strings.Cut(first.Body, "not-accepted?after=")
	cursor, _, _ := strings.Cut(after, `"`)
	browser.Get("/coordination/not-accepted?after="+cursor).Is(200).Says("Person50", "Person52", "53").Hides("Person49")
	browser.Get("/coordination/not-accepted?hub=leigh").Is(200).Says("Not accepted in time: 26", "Person01", "Clear filters").Hides("Person00")
	browser.Get("/coordination/not-accepted?priority=emergency").Is(200).Says("No request of this list is left with these filters.")
	browser.Get("/coordination/given-back").Is(200).Says("No hub has given a request back.")
	browser.Get("/coordination/overdue").Is(404)
	browser.Get("/coordination/not-accepted?after=x").Is(422)
	own := w.site.As(inLeigh)
	own.Get("/coordination/not-accepted").Is(200).Says("Person01").Hides("Person00")
	own.Get("/coordination/not-accepted?hub=hapi").Is(200).Hides("Person00", "Person01")
	own.Get("/coordination/no-hub").Is(403)
	w.site.As(agent).Get("/coordination/not-accepted").Is(403)
}

func TestHandingManyTasksToAnotherHub(t *testing.T) {
	w := start(t)
	amina, bryn, carol, _ := w.usual()
	browser := w.site.As(inHapi)
	browser.Get("/board?view=all").Is(200).Says("Hand over to another hub", "Which hub takes them on", "Change due date or priority")
	browser.Post("/board/hand-over?view=all", url.Values{"task": {choice(amina)}, "over": {"leigh"}}).Is(422).
		Says("Enter why you hand them over").Has(`value="`+choice(amina)+`" checked`, `kith-bulk__more" open`, `value="leigh" selected`)
	browser.Post("/board/hand-over?view=all", url.Values{"task": {choice(amina), choice(carol)}, "over": {"leigh"}, "over-why": {"Our van broke down"}}).LeadsTo("/board?hub=hapi&view=all")
	browser.Get("/board?view=all").Says("2 tasks handed over to Leigh", "Bryn R.").Hides("Amina")
	secret := w.Add(boardtest.Work{Given: "Hidden", Family: "Person", Hub: "hapi", Task: tasks.NewTask{Title: "Make it safe", Labels: []needs.Label{needs.Restricted}}})
	browser.Post("/board/hand-over?view=all", url.Values{"task": {choice(amina), choice(bryn), choice(secret)}, "over": {"leigh"}, "over-why": {"Our van broke down"}}).Is(200).
		Says("1 task handed over to Leigh, 2 could not be:", "Your account cannot do this.", "Restricted: ask the coordination point : This task is restricted.").
		Hides("Hidden", "Make it safe", "Bryn")
	w.site.As(agent).Post("/board/hand-over", url.Values{}).Is(403)
	w.site.As(inLeigh).Get("/board?view=all").Says("Amina K.", "Bryn R.", "Carol H.")
}

func TestChangingManyTasks(t *testing.T) {
	w := start(t)
	amina, bryn, carol, _ := w.usual()
	browser := w.site.As(inHapi)
	ticked := []string{choice(amina), choice(bryn), choice(carol)}
	browser.Post("/board/change?view=all", url.Values{"task": ticked, "change-why": {"snow"}}).Is(422).
		Says("Enter a day or choose how pressing they are").Has(">snow</textarea>")
	browser.Post("/board/change?view=all", url.Values{"press": {"urgent"}, "due-day": {"40"}, "due-month": {"4"}, "due-year": {"2020"}}).Is(422).
		Says("Tick at least one task", "Enter why you change them").Has(`value="urgent" selected`, `value="40"`)
	browser.Post("/board/change?view=all", url.Values{
		"task": ticked, "press": {"emergency"}, "due-day": {"9"}, "due-month": {"4"}, "due-year": {"2020"}, "change-why": {"snow"},
	}).LeadsTo("/board?hub=hapi&view=all")
	browser.Get("/board?view=all").Says("3 tasks changed to emergency, due on 9 April 2020")
	if got := w.Task(amina.ID); got.Priority != needs.Emergency || !got.DueAt.Equal(time.Date(2020, 4, 9, 16, 0, 0, 0, time.UTC)) {
		t.Errorf("the task is %s, due %s", got.Priority, got.DueAt)
	}
	browser.Post("/board/change?view=all", url.Values{"task": ticked, "press": {"urgent"}, "change-why": {"thaw"}}).Is(200).
		Says("Nothing was changed. 3 could not be:", "First contact for Bryn R. : Somebody else has changed this task since you opened it")
	w.site.As(agent).Post("/board/change", url.Values{}).Is(403)
}
