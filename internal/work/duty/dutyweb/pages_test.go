package dutyweb_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/duty"
	"kith/internal/work/duty/dutyweb"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var (
	inHapi  = access.Principal{Account: "hub", Name: "Sam Hub", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	inLeigh = access.Principal{Account: "leigh", Name: "Lee Hub", Grants: []access.Grant{{Role: access.Manager, Neighbourhood: "leigh"}}}
	night   = access.Principal{Account: "night", Name: "Ash Night", Grants: []access.Grant{{Role: access.Coordinator}}}
	agent   = access.Principal{Account: "agent", Name: "Robin Agent", Grants: []access.Grant{{Role: access.Agent}}}
	member  = access.Principal{Account: "member", Grants: []access.Grant{{Role: access.Member}}}
)

// world is a borough with a duty team, and what its pages need of the rest of the program.
type world struct {
	*boardtest.Hub
	t      *testing.T
	site   *webtest.Site
	duty   *duty.Service
	people *people.Service
	looks  boardtest.Looks
}

func start(t *testing.T) *world {
	h := boardtest.New(t, duty.Static().Migrations)
	w := &world{Hub: h, t: t, site: webtest.New(t, h.Borough(), h.Clock, nil), duty: duty.New(h.DB, boardtest.Wigan(t))}
	w.people = people.New(h.DB, &w.looks)
	w.site.Mount(dutyweb.Pages(w.duty, w))
	w.at("7 Apr 2020 18:00")
	return w
}

func (w *world) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram and Platt Bridge", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}
func (w *world) AccountName(_ context.Context, id string) string { return "Account " + id }
func (w *world) Record(ctx context.Context, id people.RecordID, because journal.Object) (people.Record, error) {
	return w.people.Record(ctx, id, because)
}

func (w *world) Reach(ctx context.Context, id people.RecordID) (people.Reach, error) {
	return w.people.Reach(ctx, id)
}
func (w *world) Saw(ctx context.Context, e journal.Entry) error { return w.looks.Saw(ctx, e) }

func (w *world) at(text string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2 Jan 2006 15:04", text, day.London)
	if err != nil {
		w.t.Fatal(err)
	}
	w.Clock.Set(at)
}

// amina has a task of HAPI, with a number and an address.
func (w *world) amina() tasks.Task {
	number, err := phone.Parse("07700 900123")
	if err != nil {
		w.t.Fatal(err)
	}
	return w.Add(boardtest.Work{
		Given: "Amina", Family: "Khan", Hub: "hapi", Phone: number,
		Address: places.Address{Line1: "9 Sample Street", Postcode: "WN2 3EB"}, Task: tasks.NewTask{Category: "medicines", Title: "Fetch a prescription", Priority: needs.Urgent},
	})
}

// handed is amina's task on tonight's list.
func (w *world) handed() duty.Line {
	w.t.Helper()
	t := w.amina()
	w.site.As(inHapi).Post("/duty/hand-over", url.Values{"task": {string(t.ID)}, "why-1": {"No insulin past midnight"}, "ask-1": {"Fetch it from the late chemist"}}).LeadsTo("/duty")
	return w.line()
}

// line is the newest line that the duty team sees.
func (w *world) line() duty.Line {
	w.t.Helper()
	s, err := w.duty.Tonight(w.As(night))
	if err != nil {
		w.t.Fatal(err)
	}
	all := append(s.Earlier, s.Lines...)
	if len(all) == 0 {
		w.t.Fatal("there is no line")
	}
	return all[len(all)-1]
}

func seen(l duty.Line, more ...string) url.Values {
	v := url.Values{"version": {strconv.FormatInt(l.Version, 10)}}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

func path(l duty.Line, what string) string { return "/duty/lines/" + string(l.ID) + what }

func TestAnEveningHandsOverAndAMorningTakesBack(t *testing.T) {
	w := start(t)
	task := w.amina()
	hub, team := w.site.As(inHapi), w.site.As(night)
	team.Get("/duty").Is(200).Says("The hubs are open and shut today at 8:00pm", "Handed over for tonight: 0", "What hubs hand over for tonight stands here", "Open referrals to the duty team stand here")
	hub.Post("/duty/pick", url.Values{"task": {string(task.ID) + "@1"}}).LeadsTo("/duty/hand-over?task=" + string(task.ID))
	hub.Get("/duty/hand-over?task="+string(task.ID)).Is(200).Says("Fetch a prescription, Amina K.", "Why it cannot wait until morning", "on Wednesday 8 April at 8:00am")
	hub.Post("/duty/hand-over", url.Values{"task": {string(task.ID)}, "why-1": {"No insulin past midnight"}}).Is(422).
		Says("Enter what the duty team is to do about Fetch a prescription, Amina K.").Has(`href="#ask-1"`, `value="No insulin past midnight"`)
	hub.Post("/duty/hand-over", url.Values{"task": {string(task.ID)}, "why-1": {"No insulin past midnight"}, "ask-1": {"Fetch it from the late chemist"}}).LeadsTo("/duty")

	l := w.line()
	team.Get("/duty").Is(200).Says("Not acknowledged yet", "No insulin past midnight", "Fetch it from the late chemist", "HAPI", "Account hub", "Urgent", "Say what was done").Hides("Acknowledge all")
	team.Post(path(l, "/acknowledge"), seen(l)).LeadsTo("/duty")
	team.Get("/duty").Says("Acknowledged", "Account night")
	w.at("8 Apr 2020 02:00")
	l = w.line()
	team.Get("/duty").Says("The hubs are shut and open today at 8:00am")
	team.Get(path(l, "")).Is(200).Says("What was done", "Must the hub go on with it?", "Night of 7 April 2020")
	team.Post(path(l, "/done"), seen(l, "outcome", "Fetched at eleven.")).Is(422).Says("Select whether the hub must go on with it", "Fetched at eleven.")
	team.Post(path(l, "/done"), seen(l, "outcome", "Fetched at eleven.", "go-on", "no")).LeadsTo("/duty")
	w.at("8 Apr 2020 08:10")
	l = w.line()
	hub.Get("/duty").Is(200).Says("Given back to the hubs", "Given back: nothing more to do", "Fetched at eleven.", "Account night", "Acknowledge")
	hub.Get(path(l, "")).Says("nothing more is to be done. Record on the task how it went.")
	hub.Post(path(l, "/seen"), seen(l)).LeadsTo("/duty")
	hub.Get("/duty").Hides("Fetched at eleven.", "Given back to the hubs")
	hub.Get(path(l, "")).Is(200).Says("Given back: nothing more to do", "Account hub").Hides("Say what was done")
}

func TestWhatWasNotGivenBackStands(t *testing.T) {
	w := start(t)
	w.handed()
	w.at("8 Apr 2020 09:00")
	hub := w.site.As(inHapi)
	hub.Get("/duty").Is(200).Says("Not given back", "We go on ourselves")
	watch := dutyweb.Watch(w.duty, w)
	section, theirs, err := watch(w.As(inHapi))
	if err != nil || !theirs || section.Count != 1 || !section.Red || !strings.Contains(section.First, "Fetch a prescription") {
		t.Errorf("the coordination page has %+v, %v, %v", section, theirs, err)
	}
	if section, _, err = watch(w.As(inLeigh)); err != nil || section.Count != 0 {
		t.Errorf("another hub has %+v, %v", section, err)
	}
	l := w.line()
	hub.Post(path(l, "/seen"), seen(l)).LeadsTo("/duty")
	if section, _, err = watch(w.As(night)); err != nil || section.Count != 0 {
		t.Errorf("acknowledged, there stands %+v, %v", section, err)
	}
	w.site.As(night).Get(path(l, "")).Says("Not given back, and the hub went on itself")
}

func TestTwoAtOneLine(t *testing.T) {
	w := start(t)
	l := w.handed()
	team := w.site.As(night)
	w.site.As(agent).Post(path(l, "/acknowledge"), seen(l)).LeadsTo("/duty")
	team.Post(path(l, "/done"), seen(l, "outcome", "Rang her.", "go-on", "yes")).Is(409).
		Says("Somebody else has changed this line since you opened it: it is acknowledged", "Rang her.", "Account agent", "Give it back")
	l = w.line()
	team.Post(path(l, "/done"), seen(l, "outcome", "Rang her.", "go-on", "yes")).LeadsTo("/duty")
	w.site.As(agent).Post(path(l, "/done"), seen(l, "outcome", "I rang too.", "go-on", "yes")).Is(409).
		Says("You wrote:", "I rang too.", "Rang her.")
	team.Post(path(l, "/acknowledge"), url.Values{}).Is(422).Says("out of date")
	w.site.As(inHapi).Post(path(l, "/withdraw"), seen(l)).Is(409)
}

func TestAcknowledgingAll(t *testing.T) {
	w := start(t)
	a, b := w.handed(), w.handed()
	team := w.site.As(night)
	team.Get("/duty").Says("Acknowledge all 2 lines")
	team.Post(path(a, "/acknowledge"), seen(a)).LeadsTo("/duty")
	both := url.Values{"line": {string(a.ID) + "@1", string(b.ID) + "@1"}}
	team.Post("/duty/acknowledge", both).LeadsTo("/duty")
	team.Get("/duty").Says("1 line acknowledged. 1 had changed in the meantime").Hides("Not acknowledged yet")
	w.site.As(inHapi).Get("/duty").Hides("Acknowledge all", "Say what was done", "Referred to the duty team")
}

func TestWhoSeesTheDutyTeamsPages(t *testing.T) {
	w := start(t)
	l := w.handed()
	w.site.As(member).Get("/duty").Is(403)
	w.site.As(inLeigh).Get("/duty").Is(200).Hides("Amina")
	w.site.As(inLeigh).Get(path(l, "")).Is(404)
	w.site.As(inLeigh).Get("/duty/hand-over?task=" + string(w.amina().ID)).Is(404)
	w.site.As(agent).Get("/duty/hand-over").Is(403)
	w.site.As(agent).Post(path(l, "/seen"), seen(l)).Is(403)
	w.site.As(inHapi).Post(path(l, "/acknowledge"), seen(l)).Is(403)
	w.site.As(inHapi).Get("/duty/hand-over").Is(200).Says("Tick the tasks that cannot wait")
	w.site.As(inHapi).Get("/duty/hand-over?task=" + string(l.Task)).Is(200).Says("It is on the list already.").Hides("What the duty team is to do")
	w.site.As(inHapi).Post("/duty/hand-over", url.Values{"task": {string(l.Task)}}).Is(422).Says("None of these tasks can be handed over.")
}

func TestPaper(t *testing.T) {
	w := start(t)
	l := w.handed()
	w.looks.Take()
	w.site.As(night).Get("/duty/print").Is(200).Says("Hand-over list for the duty team", "Amina Khan", "9 Sample Street", "07700 900123", "Fetch it from the late chemist", "The hub must go on", "No referral to the duty team is open.")
	told := 0
	for _, e := range w.looks.Take() {
		if e.Subject == string(l.Record) {
			told++
		}
	}
	if told == 0 {
		t.Error("the journal is not told whose number was printed")
	}
	w.site.As(night).Get("/duty/print?list=back").Is(200).Says("There is no line on this list.")
	w.at("8 Apr 2020 09:00")
	w.site.As(inHapi).Get("/duty/print?list=back").Is(200).Says("Hand-over list from the duty team", "Not given back", "Amina Khan")
}

func TestRestrictedLinesOnThePages(t *testing.T) {
	w := start(t)
	task := w.Add(boardtest.Work{Given: "Zorbelia", Family: "Quorvex", Hub: "hapi", Task: tasks.NewTask{
		Category: "domestic-abuse", Title: "Make somebody safe", Labels: []needs.Label{needs.Restricted, needs.AddressWithheld}, Priority: needs.Emergency,
	}, Address: places.Address{Line1: "11 Vantzel Street"}})
	w.site.As(inHapi).Get("/duty/hand-over?task="+string(task.ID)).Is(200).Says("Restricted task", "The coordination point hands it over.").Hides("Zorbelia", "Make somebody safe")
	w.site.As(night).Post("/duty/hand-over", url.Values{"task": {string(task.ID)}, "why-1": {"Brimtulla is near"}, "ask-1": {"Ring Jubalta"}}).LeadsTo("/duty")
	l := w.line()
	w.site.As(night).Get("/duty").Says("Zorbelia", "Make somebody safe", "Jubalta")
	w.site.As(night).Get("/duty/print").Says("Zorbelia", "Address withheld").Hides("Vantzel")
	for _, who := range []access.Principal{inHapi, agent} {
		for _, page := range []string{"/duty", "/duty/print", path(l, "")} {
			w.site.As(who).Get(page).Is(200).Says("Restricted").Hides("Zorbelia", "Quorvex", "Make somebody safe", "Brimtulla", "Jubalta", "Vantzel")
		}
		section, _, err := dutyweb.Watch(w.duty, w)(w.As(inHapi))
		if err != nil || strings.Contains(section.First, "Zorbelia") {
			t.Errorf("the coordination page says %+v, %v", section, err)
		}
	}
}
