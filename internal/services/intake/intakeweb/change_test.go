package intakeweb

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// asker is somebody with the reference and the code of a request.
type asker struct {
	*browser
	ref, code string
}

// asked sends a request for these kinds of help and comes back with its reference.
func (s *site) asked(given url.Values) asker {
	s.t.Helper()
	b := s.browser()
	b.walk(given)
	ref, code := b.post(checkPath, nil).receipt()
	return asker{s.browser(), ref, code}
}

// at posts a form of the status pages with the reference, the code and what else is given.
func (a asker) at(path, form string) asker {
	a.t.Helper()
	values, err := url.ParseQuery(form)
	if err != nil {
		a.t.Fatal(err)
	}
	values.Set("reference", a.ref)
	values.Set("code", a.code)
	a.post(path, values)
	return a
}

// one reads the request of the site, its needs and its tasks, as the coordination point.
func (s *site) one() (needs.Request, []needs.Need, []tasks.Task) {
	s.t.Helper()
	ctx := access.With(s.ctx, access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Coordinator}}})
	listed, err := needs.New(s.db).Requests(ctx, needs.RequestFilter{Limit: 2})
	if err != nil || len(listed) != 1 {
		s.t.Fatal(listed, err)
	}
	all, err := needs.AllNeeds(s.db.Read(ctx), listed[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	work, err := tasks.New(s.db).OfRequest(ctx, listed[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return listed[0].Request, all, work
}

func (s *site) said() []needs.Said {
	s.t.Helper()
	r, _, _ := s.one()
	ctx := access.With(s.ctx, access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Coordinator}}})
	all, err := needs.New(s.db).SaidOf(ctx, r.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

var call = url.Values{"needs": {"comfort-call"}, "no_postcode": nil, "language": nil}

func TestTellingWhatHasChanged(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(call)
	a.at(statusPath, "").wantStatus(http.StatusOK).wantText("Tell us what has changed", "Ask for something more", "Say that you no longer need something", "by phone too")
	a.at("/status/tell", "").wantStatus(http.StatusOK).wantText("New phone number", "What has changed?").wantNoText("07700 900123")
	a.at("/status/tell", "key=k").wantStatus(http.StatusUnprocessableEntity).wantText("#phone", "Enter a new number")
	long := strings.Repeat("å", 1001)
	a.at("/status/tell", "key=k&phone=12&safe=pigeon&words="+url.QueryEscape(long)).wantStatus(http.StatusUnprocessableEntity).
		wantText(`value="12"`, long, "#phone", "#safe", "#words", `value="k"`)
	for range 2 {
		a.at("/status/tell", "key=k&phone=07700+900999&safe=call&words=My+sister+came").wantStatus(http.StatusOK).wantText("We have told the team", "Request "+a.ref)
	}
	said := s.said()
	if len(said) != 1 || said[0].By != "public" || !strings.Contains(said[0].Words, "07700 900999") || !strings.Contains(said[0].Words, "My sister came") {
		t.Errorf("said %+v", said)
	}
	r, _, work := s.one()
	var read int
	for _, task := range work {
		if task.Kind == tasks.Read {
			read++
		}
	}
	if read != 1 {
		t.Errorf("%d tasks to read it", read)
	}
	who, err := people.New(s.db, noReads{}).Record(s.ctx, r.Record, journal.Object{Kind: "request", ID: string(r.ID)})
	if err != nil || who.Phone.National() != "07700 900999" {
		t.Errorf("the number to ring is %s, %v", who.Phone.National(), err)
	}
}

// Whoever has the code may be whom the person is afraid of: what they tick never widens
// how the person may be reached.
func TestSafeContactIsOnlyNarrowed(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(url.Values{"needs": {"comfort-call"}, "safe_contact": {"call"}, "no_postcode": nil, "language": nil})
	a.at("/status/tell", "key=k&safe=call&safe=voicemail&safe=letter").wantStatus(http.StatusOK)
	r, _, _ := s.one()
	reach, err := people.New(s.db, noReads{}).Reach(s.ctx, r.Record)
	if err != nil || reach.Voicemail || len(reach.Channels) != 1 || reach.Channels[0] != "call" {
		t.Errorf("they may be reached %+v, %v", reach, err)
	}
}

func TestAskingForSomethingMore(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(call)
	a.at("/status/more", "").wantStatus(http.StatusOK).wantText("What do you need help with?").wantNoText("Amina", "WN2 3EB")
	a.at("/status/more", "key=k&page=needs&own_words=Only+words").wantStatus(http.StatusUnprocessableEntity).wantText("#needs", "Only words")
	a.at("/status/more", "key=k&page=needs&needs=comfort-call").wantStatus(http.StatusUnprocessableEntity).wantText("We are already working on")
	a.at("/status/more", "key=k&page=needs&needs=food&own_words=No+bread").wantStatus(http.StatusOK).wantText("How much food do you have?", "No bread")
	so := "key=k&needs=food&own_words=No+bread"
	a.at("/status/more", so+"&page=food-left").wantStatus(http.StatusUnprocessableEntity)
	a.at("/status/more", so+"&page=food-left&food_left=none").wantText("Why is it hard to get food?")
	so += "&food_left=none&page=food-reason&food_reason=no-money"
	a.at("/status/more", so).wantText("Who will eat the food?")
	so = strings.Replace(so, "page=food-reason&", "", 1)
	a.at("/status/more", so+"&page=food-for&adults=a+few&food_diet=halal").wantStatus(http.StatusUnprocessableEntity).wantText("a few", `value="halal" checked`)
	a.at("/status/more", so+"&page=food-for&adults=2").wantStatus(http.StatusOK).wantText("Check what you are asking for", "No bread", "None for today").wantNoText("Amina", "WN2 3EB")
	if _, all, _ := s.one(); len(all) != 1 {
		t.Fatalf("%d needs before it is sent", len(all))
	}
	so += "&adults=2&children=&babies=&food_diet=&food_notes=&send=yes"
	for range 2 {
		a.at("/status/more", so).wantStatus(http.StatusOK).wantText("We have added this", "Food")
	}
	r, all, work := s.one()
	if len(all) != 2 || all[1].Category != "food" || all[1].Priority.Rank() > needs.Urgent.Rank() || len(all[1].Decision.Reasons) == 0 {
		t.Errorf("the needs are %+v", all)
	}
	if r.Answers.First("food_left") != "none" || len(r.Answers["needs"]) != 2 || r.Answers.First("own_words") == "No bread" {
		t.Errorf("the answers kept are %v", r.Answers)
	}
	if said := s.said(); len(said) != 1 || said[0].Kind != needs.SaidMore || said[0].Words != "No bread" {
		t.Errorf("said %+v", said)
	}
	var food int
	for _, task := range work {
		if task.Need == all[1].ID {
			food++
		}
	}
	if food == 0 {
		t.Error("nobody has the work")
	}
	a.at("/status/more", "key=k2&needs=pets&own_words=&send=yes&pet_need=gold").wantStatus(http.StatusOK).wantText("What does the pet need?")
}

func TestStopping(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(url.Values{"needs": {"comfort-call", "pets"}, "pet_need": {"walk"}, "no_postcode": nil, "language": nil})
	_, all, _ := s.one()
	pets := all[1]
	a.at("/status/stop", "").wantText("What do you no longer need?", "Help with a pet", "A friendly phone call")
	a.at("/status/stop", "key=k").wantStatus(http.StatusUnprocessableEntity).wantText("Select what you no longer need")
	a.at("/status/stop", "key=k&needs="+string(pets.ID)).wantText("Are you sure?", "Help with a pet").wantNoText("A friendly phone call")
	if _, all, _ := s.one(); all[1].State.Ended() {
		t.Fatal("stopped before it was confirmed")
	}
	for range 2 {
		a.at("/status/stop", "key=k&sure=yes&needs="+string(pets.ID)).wantStatus(http.StatusOK).wantText("We have stopped this", "it is no longer needed")
	}
	r, all, work := s.one()
	if all[1].State != needs.NeedGone || all[0].State.Ended() || !r.State.Open() {
		t.Errorf("the needs are %+v, the request %s", all, r.State)
	}
	for _, task := range work {
		if task.Need == pets.ID && (task.State.Open() || task.Note != "Withdrawn by the person") {
			t.Errorf("a task of it is %+v", task)
		}
	}
	a.at("/status/stop", "key=k2&sure=yes&needs="+string(all[0].ID)).wantText("Everything you asked for is finished")
	r, _, work = s.one()
	for _, task := range work {
		if task.State.Open() {
			t.Errorf("%s is still to be done", task.Title)
		}
	}
	if r.State != needs.Closed || !r.FirstContactAt.IsZero() {
		t.Errorf("the request is %+v", r)
	}
	a.at("/status/tell", "key=k3&words=hello").wantText("Everything in this request is finished")
}

// What is guarded cannot be stopped with a code, nor is it told that it is there; whoever
// is afraid is still rung.
func TestGuardedNeedsCannotBeStopped(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(url.Values{"needs": {"domestic-abuse", "pets"}, "pet_need": {"walk"}, "abuse_now": {"for-now"}, "no_postcode": nil, "language": nil})
	_, all, _ := s.one()
	var guarded, pets needs.Need
	for _, n := range all {
		if n.Guarded() {
			guarded = n
		} else {
			pets = n
		}
	}
	a.at("/status/stop", "").wantText("Help with a pet").wantNoText(string(guarded.ID), "afraid")
	a.at("/status/stop", "key=k&sure=yes&needs="+string(guarded.ID)).wantStatus(http.StatusUnprocessableEntity)
	a.at("/status/stop", "key=k2&sure=yes&needs="+string(pets.ID)).wantText("We have stopped this")
	r, all, work := s.one()
	open := 0
	for _, task := range work {
		if task.State.Open() {
			open++
		}
	}
	if !r.State.Open() || open < 2 {
		t.Errorf("the request is %s with %d tasks open, and needs %+v", r.State, open, all)
	}
	a.at(statusPath, "").wantNoText("Say that you no longer need something")
	a.at("/status/tell", "key=k3&words=I+have+left").wantText("We have told the team")
	if _, _, work := s.one(); !hasUnnamedRead(work) {
		t.Error("what they told us is on the hub's board")
	}
}

func hasUnnamedRead(work []tasks.Task) bool {
	for _, task := range work {
		if task.Kind == tasks.Read {
			return task.Neighbourhood == "" && needs.Guarded(task.Labels)
		}
	}
	return false
}

func TestChangingNeedsTheCode(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(call)
	for _, path := range []string{"/status/tell", "/status/more", "/status/stop"} {
		s.browser().get(path).wantAt(statusPath)
		s.browser().post(path, url.Values{"key": {"k"}, "words": {"hello"}}).wantStatus(http.StatusUnprocessableEntity)
	}
	wrong := asker{s.browser(), a.ref, other(a.code)}
	for range wrongCodes.Most {
		wrong.at("/status/tell", "key=k&words=hello").wantStatus(http.StatusNotFound)
	}
	a.at("/status/tell", "key=k&words=hello").wantStatus(http.StatusTooManyRequests)
	if len(s.said()) != 0 {
		t.Error("something was kept")
	}
}

// A hidden visit changes nothing on these pages.
func TestHiddenVisitsAreNotOnThePagesOfChange(t *testing.T) {
	s := newSite(t, "wigan")
	a := s.asked(call)
	r, _, _ := s.one()
	before := a.at("/status/stop", "key=k").page
	if err := s.db.Write(s.ctx, func(tx *db.Tx) error {
		_, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: "food", Decision: needs.Result{
			Need: "food", Priority: needs.Soon, DueHours: 24, Labels: []needs.Label{needs.Hidden},
		}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if after := a.at("/status/stop", "key=k").page; len(after) != len(before) {
		t.Error("the page has changed with a hidden visit")
	}
}
