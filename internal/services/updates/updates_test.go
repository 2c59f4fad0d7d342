package updates_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/services/updates"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var food = needs.Result{Need: "food", DueHours: 24}

func TestARequestIsConfirmed(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text email", food)
		w.follow()
		got := w.arrived(1)[0]
		for _, want := range []string{string(r.Reference), "123456", "5pm today"} {
			if !strings.Contains(got.Body, want) {
				t.Errorf("%q is not in %q", want, got.Body)
			}
		}
		if got.Channel != notify.Text || strings.Contains(strings.ToLower(got.Body), "food") {
			t.Errorf("arrived as %+v", got)
		}
	})
}

// Who asks at night is up, and is answered; whether it was sorted can wait for the morning.
func TestAtNightOnlyWhatWasJustAskedIsAnswered(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.clock.Advance(10 * time.Hour)
		r := w.request("text", food)
		w.follow()
		w.arrived(1)
		w.work(r, done)
		w.follow()
		w.arrived(1)
		w.clock.Advance(9 * time.Hour)
		w.due()
		w.arrived(2)
		// What could not go in the hour after it was asked waits for the morning too.
		w.clock.Advance(14 * time.Hour)
		w.box.BreakNotify(postbox.Fault{Status: 500, Times: 1})
		w.request("text", food)
		w.follow()
		w.clock.Advance(90 * time.Minute)
		w.due()
		w.arrived(2)
	})
}

// Of what is kept from somebody nothing is written, however safe the way.
func TestNothingIsWrittenOfWhatIsKept(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, d := range map[string]needs.Result{
			"restricted": {Need: "mental-health", Labels: []needs.Label{needs.Restricted}},
			"hidden":     {Need: "food", Labels: []needs.Label{needs.Hidden, needs.Restricted}},
			"a service":  {Need: "food", StraightTo: "mash"},
		} {
			r := w.request("text email letter", food, d)
			w.follow()
			w.work(r, done)
			w.follow()
			if got := w.box.Arrived(); len(got) != 0 {
				t.Errorf("%s: %+v arrived", name, got)
			}
		}
	})
}

func TestNothingIsWrittenThatHasBeenSaidAloud(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.BreakNotify(postbox.Fault{Status: 500, Times: 1})
		r := w.request("text", food)
		w.follow()
		w.write(func(tx *db.Tx) error { return needs.NoteFirstContact(tx, r.ID) })
		w.clock.Advance(time.Minute)
		w.due()
		w.arrived(0)
	})
}

func TestWhetherItWasSortedIsAskedOnceAndAnsweredOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text", food)
		w.follow()
		w.work(r, done)
		w.follow()
		w.arrived(2)
		token := w.link()
		if err := w.Question(w.ctx, token); err != nil {
			t.Fatal(err)
		}
		for _, wrong := range []string{"", token + "x", strings.ToUpper(token)} {
			if err := w.Answered(w.ctx, wrong, updates.No, ""); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%q answered: %v", wrong, err)
			}
		}
		if err := w.Answered(w.ctx, token, "maybe", ""); fault.KindOf(err) != fault.Invalid {
			t.Errorf("maybe: %v", err)
		}
		if err := w.Answered(w.ctx, token, updates.No, strings.Repeat("x", updates.LongestWords+1)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("a book: %v", err)
		}
		var all sync.WaitGroup
		var taken, refused int
		var count sync.Mutex
		for range 10 {
			all.Go(func() {
				err := w.Answered(w.ctx, token, updates.Yes, "")
				count.Lock()
				defer count.Unlock()
				if err == nil {
					taken++
				} else if fault.KindOf(err) == fault.NotFound {
					refused++
				}
			})
		}
		all.Wait()
		if taken != 1 || refused != 9 {
			t.Errorf("%d answers taken, %d refused", taken, refused)
		}
		if err := w.Question(w.ctx, token); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the link still works: %v", err)
		}
		if got := w.toRead(r); len(got) != 0 {
			t.Errorf("to read: %v", got)
		}
	})
}

func TestWhatWasNotSortedIsOpenAgain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text", food)
		w.follow()
		w.work(r, done)
		w.follow()
		if err := w.Answered(w.ctx, w.link(), updates.No, "The milk was sour."); err != nil {
			t.Fatal(err)
		}
		w.follow()
		now, err := w.needs.Request(w.as(hub), r.ID)
		if err != nil || !now.State.Open() {
			t.Errorf("the request is %s, %v", now.State, err)
		}
		said, err := w.needs.SaidOf(w.as(hub), r.ID)
		if err != nil || len(said) != 1 || !strings.Contains(said[0].Words, "The milk was sour.") {
			t.Errorf("said %+v, %v", said, err)
		}
		if got := w.toRead(r); len(got) != 1 || got[0] != "They say it was not sorted" {
			t.Errorf("to read: %v", got)
		}
		all, err := w.tasks.OfRequest(w.as(hub), r.ID)
		open := 0
		for _, task := range all {
			if task.Kind == tasks.Do && task.State.Open() {
				open++
			}
		}
		if err != nil || open != 1 {
			t.Errorf("%d pieces of work are open, %v", open, err)
		}
		// Done anew, it is asked anew.
		w.clock.Advance(time.Hour)
		w.work(r, done)
		w.follow()
		w.arrived(3)
		if err := w.Answered(w.ctx, w.link(), updates.Yes, ""); err != nil {
			t.Error(err)
		}
	})
}

func TestNotReallyIsReadAndNothingMore(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text", food, needs.Result{Need: "shopping"})
		w.follow()
		w.work(r, done)
		w.follow()
		if err := w.Answered(w.ctx, w.link(), updates.NotReally, ""); err != nil {
			t.Fatal(err)
		}
		now, err := w.needs.Request(w.as(hub), r.ID)
		if err != nil || now.State.Open() || len(w.toRead(r)) != 1 {
			t.Errorf("the request is %s, to read %v, %v", now.State, w.toRead(r), err)
		}
	})
}

func TestALinkGrowsOld(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text", food)
		w.follow()
		w.work(r, done)
		w.follow()
		token := w.link()
		w.clock.Advance(61 * 24 * time.Hour)
		if err := w.Question(w.ctx, token); fault.KindOf(err) != fault.NotFound {
			t.Errorf("question: %v", err)
		}
		if err := w.Answered(w.ctx, token, updates.No, ""); fault.KindOf(err) != fault.NotFound {
			t.Errorf("answered: %v", err)
		}
	})
}

func TestAReferralIsToldOfByNameUnlessItIsConfidential(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		refer := func(to string) needs.Result { return needs.Result{Need: "money", ReferTo: []string{to}} }
		r := w.request("email", refer(w.open()))
		w.follow()
		w.work(r, map[tasks.Kind]string{tasks.Refer: "acknowledged"})
		w.follow()
		got := w.arrived(2)[1]
		if !strings.Contains(got.Body, "so we have asked them to get in touch") || strings.Contains(got.Body, "{{") {
			t.Errorf("it says %q", got.Body)
		}
		w.box.Empty()
		r = w.request("email", refer(w.confidential()))
		w.follow()
		w.work(r, map[tasks.Kind]string{tasks.Refer: "acknowledged"})
		w.follow()
		w.arrived(1) // the confirmation alone
	})
}

func TestAMessageThatReachedNobodyIsTheHubsWork(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.BreakNotify(postbox.Fault{Status: 400, Kind: "ValidationError"})
		r := w.request("text", food)
		w.follow()
		if got := w.toRead(r); len(got) != 1 || got[0] != "A message did not reach them" {
			t.Errorf("to read: %v", got)
		}
		// Of whom it was never safe to write, the hub rings anyway.
		r = w.request("call", food)
		w.follow()
		if got := w.toRead(r); len(got) != 0 {
			t.Errorf("to read: %v", got)
		}
	})
}

func TestATextFromThePersonIsTheHubsToRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r := w.request("text", food)
		w.follow()
		for _, words := range []string{"Stop", "Start", "I need more milk"} {
			if err := w.sender.Receive(w.ctx, notify.Inbound{ID: words, From: "447700900123", Text: words, At: noon}); err != nil {
				t.Fatal(err)
			}
		}
		w.follow()
		if got := w.toRead(r); len(got) != 1 || got[0] != "They sent a text" {
			t.Errorf("to read: %v", got)
		}
	})
}
