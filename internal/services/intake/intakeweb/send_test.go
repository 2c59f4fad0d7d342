package intakeweb

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/web"
	"kith/internal/work/answers"
)

// eachSite runs a test on a site over every engine.
func eachSite(t *testing.T, test func(t *testing.T, s *site)) {
	wide := func(c *web.Config) { c.Limits.InFlight = 200 }
	for name, open := range map[string]func(testing.TB, db.Config, ...db.Migrations) *db.DB{
		"sqlite": dbtest.NewWith, "postgres": dbtest.PostgresWith,
	} {
		t.Run(name, func(t *testing.T) {
			now := clock.NewManual(noon)
			test(t, siteOver(t, open(t, db.Config{Clock: now}, migrations...), now, "wigan", wide))
		})
	}
}

// readyToSend is a browser at the check of a request for a friendly call.
func (s *site) readyToSend() *browser {
	b := s.browser()
	b.walk(url.Values{"needs": {"comfort-call"}, "no_postcode": nil, "language": nil})
	return b.wantAt(checkPath)
}

// TestPressingSendAHundredTimes: impatient thumbs and flaky phones make one request.
func TestPressingSendAHundredTimes(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		b := s.readyToSend()
		const presses = 100
		answered := make([]*httptest.ResponseRecorder, presses)
		tabs := make([]*browser, presses)
		for i := range tabs {
			tabs[i] = b.copy()
		}
		var all sync.WaitGroup
		start := make(chan struct{})
		for i := range presses {
			all.Go(func() {
				<-start
				answered[i] = tabs[i].send(posted(checkPath, nil))
			})
		}
		close(start)
		all.Wait()
		for i, w := range answered {
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != donePath {
				t.Fatalf("press %d gave %d %s\n%s", i, w.Code, w.Header().Get("Location"), w.Body)
			}
		}
		if n := s.requests(); n != 1 {
			t.Fatalf("%d requests", n)
		}
		ref, code := b.get(donePath).receipt()
		// A refresh, the back button and another press show the same.
		for _, again := range []func(){
			func() { b.get(donePath) },
			func() { b.get(checkPath) },
			func() { b.get("/ask/needs") },
			func() { b.post(checkPath, nil) },
			func() { b.post("/ask/needs", url.Values{"needs": {"food"}}) },
		} {
			again()
			if r, c := b.wantAt(donePath).receipt(); r != ref || c != code {
				t.Errorf("shown again it is %s %s, was %s %s", r, c, ref, code)
			}
		}
		if n := s.requests(); n != 1 {
			t.Errorf("%d requests", n)
		}
	})
}

// TestSentWithOtherAnswers: the form was sent, but the browser never heard of it, and an
// answer was changed since. It is asked to look, and sends a request of its own.
func TestSentWithOtherAnswers(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		b := s.readyToSend()
		earlier, err := answers.New(s.db).Resume(s.ctx, b.cookies["kith-x-ask"].Value)
		if err != nil {
			t.Fatal(err)
		}
		b.post(checkPath, nil).wantAt(donePath)
		s.reopen(earlier)
		b.get("/ask/needs" + changing).answer("needs=comfort-call&own_words=Mondays").wantAt(checkPath)
		b.post(checkPath, nil).wantStatus(http.StatusConflict).wantText("You have already sent this form with other answers", "Mondays")
		if n := s.requests(); n != 1 {
			t.Errorf("%d requests before the answers were checked", n)
		}
		b.post(checkPath, nil).wantAt(donePath)
		if n := s.requests(); n != 2 {
			t.Errorf("%d requests", n)
		}
	})
}

// reopen puts a form back to before it was sent, as when the program was killed between
// taking the request and noting so on the form.
func (s *site) reopen(f answers.Session) {
	s.t.Helper()
	err := s.db.Write(context.WithoutCancel(s.ctx), func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE answers_session SET receipt = '' WHERE borough_id = ? AND key = ?`, tx.Borough(), f.Key)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if err := answers.New(s.db).Save(s.ctx, f); err != nil {
		s.t.Fatal(err)
	}
}

// TestKilledAfterTaking: the request was taken and the form not yet closed. Sending again
// gives the reference of the request that was made.
func TestKilledAfterTaking(t *testing.T) {
	eachSite(t, func(t *testing.T, s *site) {
		b := s.readyToSend()
		f, err := answers.New(s.db).Resume(s.ctx, b.cookies["kith-x-ask"].Value)
		if err != nil {
			t.Fatal(err)
		}
		ref, code := b.post(checkPath, nil).wantAt(donePath).receipt()
		s.reopen(f)
		if r, c := b.get(checkPath).wantAt(checkPath).post(checkPath, nil).wantAt(donePath).receipt(); r != ref || c != code {
			t.Errorf("sent again it is %s %s, was %s %s", r, c, ref, code)
		}
		if n := s.requests(); n != 1 {
			t.Errorf("%d requests", n)
		}
	})
}

// TestNothingTypedIsLostWhenTheDiskIsFull: sending fails, the answers stay, and sending
// again works.
func TestNothingTypedIsLostWhenTheDiskIsFull(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.readyToSend()
	trigger := func(statement string) {
		t.Helper()
		if err := s.db.Write(s.ctx, func(tx *db.Tx) error { _, err := tx.Exec(statement); return err }); err != nil {
			t.Fatal(err)
		}
	}
	trigger(`CREATE TRIGGER broken BEFORE INSERT ON tasks_task BEGIN SELECT RAISE(ABORT, 'the disk is gone'); END`)
	w := b.copy().send(posted(checkPath, nil))
	if w.Code != http.StatusInternalServerError {
		t.Errorf("a failed step is %d", w.Code)
	}
	trigger(`DROP TRIGGER broken`)
	b.get(checkPath).wantAt(checkPath).wantText("Amina").post(checkPath, nil).wantAt(donePath)
}
