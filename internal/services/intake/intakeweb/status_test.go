package intakeweb

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

func TestStatusNeedsBoth(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.readyToSend().post(checkPath, nil)
	ref, code := b.receipt()
	ask := func(reference, code string) *browser {
		return s.browser().post(statusPath, url.Values{"reference": {reference}, "code": {code}})
	}
	s.browser().get(statusPath).wantStatus(http.StatusOK).wantText("Check a request")
	ask("", "").wantStatus(http.StatusUnprocessableEntity).wantText("Enter your reference", "Enter your code", "#reference", "#code")
	ask("ABCD", "123456").wantStatus(http.StatusUnprocessableEntity).wantText("ABCD", "References never contain")
	wrong := ask(ref, other(code)).wantStatus(http.StatusNotFound).wantText("We cannot find a request with that reference and code", ref)
	unknown := ask("7K3D-9M2", other(code)).wantStatus(http.StatusNotFound)
	if len(wrong.page) != len(unknown.page) {
		t.Error("a wrong code and an unknown reference can be told apart")
	}
	ask(ref, code).wantStatus(http.StatusOK).wantText("Request "+ref, "We got it on Thursday 2 April", "A friendly phone call", "We are finding somebody")
	for _, address := range []string{statusPath + "?reference=" + ref, statusPath} {
		s.browser().get(address).wantNoText(ref)
	}
}

// other is another code.
func other(code string) string {
	if code[0] == '9' {
		return "0" + code[1:]
	}
	return "9" + code[1:]
}

func TestGuessingCodesIsSlow(t *testing.T) {
	s := newSite(t, "wigan")
	ref, code := s.readyToSend().post(checkPath, nil).receipt()
	ask := func(code string) *browser {
		return s.browser().post(statusPath, url.Values{"reference": {ref}, "code": {code}})
	}
	for range wrongCodes.Most {
		ask(other(code)).wantStatus(http.StatusNotFound)
	}
	ask(code).wantStatus(http.StatusTooManyRequests).wantText("too many wrong codes").wantNoText("friendly phone call")
	s.clock.Advance(window + time.Second)
	ask(code).wantStatus(http.StatusOK)
}

// TestHowARequestGoesOn reads a status at each turn of a request's life.
func TestHowARequestGoesOn(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser()
	b.walk(url.Values{"needs": {"comfort-call"}, "no_postcode": nil, "language": nil})
	ref, code := b.post(checkPath, nil).receipt()
	look := func() *browser {
		return s.browser().post(statusPath, url.Values{"reference": {ref}, "code": {code}}).wantStatus(http.StatusOK)
	}
	look().wantText("The team will get in touch by midday tomorrow")
	s.clock.Advance(25 * time.Hour)
	look().wantText("The team should have been in touch by now")
	ctx := access.With(s.ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator}}})
	listed, err := needs.New(s.db).Requests(ctx, needs.RequestFilter{Limit: 1})
	if err != nil || len(listed) != 1 {
		t.Fatal(listed, err)
	}
	all, err := needs.AllNeeds(s.db.Read(ctx), listed[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	step := func(do func(tx *db.Tx) error) {
		t.Helper()
		if err := s.db.Write(ctx, do); err != nil {
			t.Fatal(err)
		}
	}
	step(func(tx *db.Tx) error { return needs.NoteFirstContact(tx, listed[0].ID) })
	step(func(tx *db.Tx) error { return needs.MarkInHand(tx, all[0].ID) })
	look().wantText("The team has been in touch", "Somebody is working on it")
	step(func(tx *db.Tx) error { return needs.Settle(tx, all[0].ID, needs.NeedMet, "done") })
	look().wantText("Everything you asked for is finished", "Done")
}

// A hidden visit is not on the page, not even as something unnamed: whoever has the code
// may be whom it is hidden from.
func TestHiddenVisitsAreNotInTheStatus(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser()
	b.walk(url.Values{"needs": {"comfort-call"}, "no_postcode": nil, "language": nil})
	ref, code := b.post(checkPath, nil).receipt()
	look := func() *browser {
		return s.browser().post(statusPath, url.Values{"reference": {ref}, "code": {code}}).wantStatus(http.StatusOK)
	}
	before := look()
	ctx := access.With(s.ctx, access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator}}})
	listed, err := needs.New(s.db).Requests(ctx, needs.RequestFilter{Limit: 1})
	if err != nil || len(listed) != 1 {
		t.Fatal(listed, err)
	}
	if err := s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := needs.OpenNeed(tx, needs.NewNeed{Request: listed[0].Request, Category: "food", Decision: needs.Result{
			Need: "food", Priority: needs.Soon, DueHours: 24, Labels: []needs.Label{needs.Hidden},
		}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if after := look(); len(after.page) != len(before.page) {
		t.Error("the page has changed with a hidden visit")
	}
}

func TestWhen(t *testing.T) {
	for _, c := range []struct{ at, want string }{
		{"2020-04-02T13:00:00Z", "2pm today"},
		{"2020-04-02T13:01:00Z", "2:30pm today"},
		{"2020-04-02T22:45:00Z", "11:59pm today"},
		{"2020-04-03T11:00:00Z", "midday tomorrow"},
		{"2020-04-09T08:30:00Z", "9:30am on Thursday 9 April"},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := by(context.Background(), at, noon); got != c.want {
			t.Errorf("%s is %q, want %q", c.at, got, c.want)
		}
	}
}
