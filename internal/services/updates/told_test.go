package updates_test

import (
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/accounts"
	"kith/internal/services/updates"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// account is somebody of the council who signs in.
func (w *world) account(name, title string, role access.Role, hood string) access.Principal {
	w.t.Helper()
	a, err := w.staff.Create(w.ctx, accounts.NewAccount{
		Name: name, Email: strings.ToLower(name) + "@council.example.org", Password: "a long one that nobody guesses", Title: title,
		Grants: []access.Grant{{Role: role, Neighbourhood: hood}},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return a.Principal()
}

// talks is somebody's comfort calls.
func (w *world) talks(ways string, labels ...needs.Label) (needs.Request, protocols.Run) {
	w.t.Helper()
	r := w.request(strings.TrimSpace("call " + ways))
	book, err := w.steps.Book(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	var run protocols.Run
	w.write(func(tx *db.Tx) error {
		if err := needs.NoteFirstContact(tx, r.ID); err != nil {
			return err
		}
		need, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: "comfort-call", Decision: needs.Result{Need: "comfort-call", Priority: needs.Soon, Labels: labels}})
		if err != nil {
			return err
		}
		run, _, err = book.Start(tx, protocols.Beginning{Protocol: "comfort-calls", Request: r, Need: need.ID, Work: protocols.Work{
			Category: "comfort-call", Title: "Ring", WhoMay: []needs.Doer{needs.Staff}, Labels: labels, DueAt: tx.Now().Add(time.Hour), Priority: needs.Soon,
		}})
		return err
	})
	return r, run
}

// says records what came of the step a run stands at.
func (w *world) says(as access.Principal, run protocols.Run, code, note string) {
	w.t.Helper()
	all, err := tasks.OfRun(w.db.Read(w.ctx), string(run.ID))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, t := range all {
		if t.State.Open() {
			if err := w.tasks.RecordOutcome(w.as(as), tasks.Choice{ID: t.ID, Version: t.Version}, tasks.Outcome{Code: code, Note: note}); err != nil {
				w.t.Fatal(err)
			}
			return
		}
	}
	w.t.Fatal("the run has no open task")
}

func (w *world) told(who access.Principal) []updates.Told {
	w.t.Helper()
	all, err := w.ToldTo(w.as(who))
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func (w *world) unread(who access.Principal) []updates.Told {
	w.t.Helper()
	all, err := w.Unread(w.as(who))
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

// mails are the mails that arrived at members of staff.
func (w *world) mails() (to []string) {
	for _, one := range w.box.Arrived() {
		if strings.HasSuffix(one.To, "@council.example.org") {
			to = append(to, one.To)
		}
	}
	return to
}

func TestWhoeverHoldsTheRoleIsToldOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		vol, other := w.account("Vera", "volunteer-coordinator", access.Coordinator, "hapi"), w.account("Otto", "base-administrator", access.Coordinator, "hapi")
		leigh, gone := w.account("Lee", "volunteer-coordinator", access.Coordinator, "leigh"), w.account("Gus", "volunteer-coordinator", access.Coordinator, "hapi")
		if err := w.staff.Disable(w.as(access.Principal{Account: "admin", Grants: []access.Grant{{Role: access.Admin}}}), accounts.ID(gone.Account)); err != nil {
			t.Fatal(err)
		}
		_, run := w.talks("")
		w.says(hub, run, "passed-on", "Her glasses are broken")
		w.follow()
		got := w.told(vol)
		if len(got) != 1 || got[0].Note != "Her glasses are broken" || got[0].Who != "Amina K." || got[0].Protocol != "comfort-calls" || got[0].Neighbourhood != "hapi" {
			t.Fatalf("told %+v", got)
		}
		for _, none := range []access.Principal{other, leigh, gone} {
			if all := w.told(none); len(all) != 0 {
				t.Errorf("%s was told %+v", none.Name, all)
			}
		}
		if to := w.mails(); len(to) != 1 || to[0] != "vera@council.example.org" {
			t.Errorf("mails went to %q", to)
		}
		for _, one := range w.box.Arrived() {
			if strings.Contains(one.Body+one.Subject, "Amina") || strings.Contains(one.Body, "glasses") || !strings.Contains(one.Body, "https://help.example.org/told") {
				t.Errorf("the mail says %q", one.Body)
			}
		}
		w.says(hub, run, "passed-on", "And her heating")
		w.follow()
		if all := w.told(vol); len(all) != 2 || len(w.mails()) != 1 {
			t.Errorf("told %d, by %d mails", len(all), len(w.mails()))
		}
		for range 2 {
			if err := w.ReadTold(w.as(vol), got[0].ID); err != nil {
				t.Fatal(err)
			}
		}
		if all := w.told(vol); len(all) != 1 || all[0].Note != "And her heating" {
			t.Errorf("left are %+v", all)
		}
		if before, err := w.ToldBefore(w.as(vol)); err != nil || len(before) != 1 || before[0].ReadAt.IsZero() {
			t.Errorf("read are %+v, %v", before, err)
		}
		if err := w.ReadTold(w.as(leigh), got[0].ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("another hub reads it: %v", err)
		}
	})
}

func TestWhatNobodyReadsIsTheCoordinationPoints(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		point := access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}}
		leigh := access.Principal{Account: "leigh", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "leigh"}}}
		_, first := w.talks("")
		w.says(hub, first, "passed-on", "Nobody holds the role")
		w.follow()
		if all := w.unread(point); len(all) != 1 {
			t.Fatalf("of what nobody was told there are %d", len(all))
		}
		if all := w.unread(leigh); len(all) != 0 {
			t.Errorf("Leigh is shown %+v", all)
		}
		if err := w.ReadTold(w.as(point), w.unread(point)[0].ID); err != nil {
			t.Fatal(err)
		}
		w.account("Vera", "volunteer-coordinator", access.Coordinator, "hapi")
		_, second := w.talks("")
		w.says(hub, second, "passed-on", "Vera is on leave")
		w.follow()
		if all := w.unread(point); len(all) != 0 {
			t.Errorf("at once there are %+v", all)
		}
		w.clock.Advance(4 * time.Hour)
		if all := w.unread(point); len(all) != 1 || all[0].Note != "Vera is on leave" {
			t.Errorf("after four hours there are %+v", all)
		}
	})
}

// Whoever is told sees nothing of what they may not know; and whoever did it knows.
func TestWhatIsKeptIsNotToldToAHub(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		vol := w.account("Vera", "volunteer-coordinator", access.Coordinator, "hapi")
		r, run := w.talks("text", needs.Restricted)
		w.says(hub, run, "passed-on", "He hits her")
		w.follow()
		all := w.told(vol)
		if len(all) != 1 || !all[0].Kept || all[0].Note != "" || all[0].Said != "" || all[0].Request != "" || all[0].Who != "Restricted" {
			t.Errorf("a hub is told %+v", all)
		}
		for _, code := range []string{"no-answer", "no-answer", "no-answer"} {
			w.clock.Advance(24 * time.Hour)
			w.says(hub, run, code, "")
		}
		w.follow()
		if w.arrivedTo("+447700900123") != 0 {
			t.Error("something was written of what is kept")
		}
		if titles := w.toRead(r); len(titles) != 1 || !strings.Contains(titles[0], "nothing was written") {
			t.Errorf("to read: %q", titles)
		}
		_, own := w.talks("")
		w.says(vol, own, "passed-on", "I know this myself")
		w.follow()
		if all := w.told(vol); len(all) != 2 {
			t.Errorf("told %d", len(all)) // the two that others recorded
		}
	})
}

func (w *world) arrivedTo(number string) (n int) {
	for _, one := range w.box.Arrived() {
		if one.To == number {
			n++
		}
	}
	return n
}

func (w *world) misses(run protocols.Run) {
	w.t.Helper()
	for range 3 {
		w.says(hub, run, "no-answer", "")
		w.clock.Advance(time.Hour)
	}
	w.follow()
}

func TestThePersonIsWrittenToOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r, run := w.talks("text")
		w.misses(run)
		w.due()
		if n := w.arrivedTo("+447700900123"); n != 1 {
			t.Fatalf("%d texts arrived", n)
		}
		if body := w.box.Arrived()[0].Body; !strings.Contains(body, "please ring us") {
			t.Errorf("the text says %q", body)
		}
		if titles := w.toRead(r); len(titles) != 0 {
			t.Errorf("to read: %q", titles)
		}
	})
}

func TestWhereNoWayIsSafeTheHubIsTold(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		r, run := w.talks("")
		w.misses(run)
		if titles := w.toRead(r); w.arrivedTo("+447700900123") != 0 || len(titles) != 1 || titles[0] != "A message did not reach them" {
			t.Errorf("to read: %q, and %+v arrived", titles, w.box.Arrived())
		}
	})
}

// What was safe when it was queued may not be when it would go.
func TestWhatHasBecomeUnsafeIsNotSent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.box.BreakNotify(postbox.Fault{Status: 500, Times: 1})
		r, run := w.talks("text")
		w.misses(run)
		w.stopped(r)
		w.clock.Advance(time.Hour)
		w.due()
		w.follow()
		if titles := w.toRead(r); w.arrivedTo("+447700900123") != 0 || len(titles) != 1 {
			t.Errorf("to read: %q, and %+v arrived", titles, w.box.Arrived())
		}
	})
}

// stopped is a text of stop.
func (w *world) stopped(needs.Request) {
	w.t.Helper()
	if err := w.sender.Receive(w.ctx, notify.Inbound{ID: "in-1", From: "447700900123", Text: "STOP"}); err != nil {
		w.t.Fatal(err)
	}
}

// A mail that the carrier did not take goes later, and one that it may have taken does not
// go twice.
func TestAMailToStaffGoesOnce(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.account("Vera", "volunteer-coordinator", access.Coordinator, "hapi")
		_, run := w.talks("")
		w.says(hub, run, "passed-on", "Something")
		w.box.BreakNotify(postbox.Fault{Status: 503, Times: 1})
		w.patient = true
		w.follow()
		if len(w.mails()) != 1 {
			t.Errorf("%q arrived", w.mails())
		}
	})
}
