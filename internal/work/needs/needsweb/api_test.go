package needsweb_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsweb"
)

// answered is what an operation on requests gives.
type answered struct {
	ID, Reference, State, Next string
	Version                    int64
	Requests                   []answered
	Needs                      []struct{ Category, State, Priority string }
	Tasks                      []struct{ ID, Title string }
}

func withAPI(t *testing.T) *borough {
	b := newBorough(t)
	a := api.New("test")
	needsweb.Operations(needs.New(b.d), b)(a)
	b.Site = webtest.New(t, db.CallerOf(b.ctx).Borough, b.at, nil)
	b.Mount(a.Pages())
	return b
}

func (b *borough) call(p access.Principal, method, path, body string, status int) (got answered, said string) {
	b.t.Helper()
	b.As(p)
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer session-of-"+p.Account)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	if w.Code != status {
		b.t.Fatalf("%s %s is %d, not %d: %s", method, path, w.Code, status, w.Body)
	}
	said = w.Body.String()
	if err := json.Unmarshal([]byte(said), &got); err != nil {
		b.t.Fatal(err)
	}
	return got, said
}

func TestAReferenceLeadsToItsNeedsAndTasks(t *testing.T) {
	b := withAPI(t)
	b.tasks = []needsweb.TaskLink{{ID: "task-1", Title: "First contact", Standing: "open", Version: 1}}
	b.ask(nil, food)
	r := b.ask(nil, food, abuse)
	loose := strings.ToLower(strings.ReplaceAll(string(r.Reference), "-", ""))
	found, _ := b.call(coordinator, "GET", "/requests?reference="+loose, "", http.StatusOK)
	if len(found.Requests) != 1 || found.Requests[0].ID != string(r.ID) {
		t.Fatalf("the reference finds %+v", found.Requests)
	}
	got, said := b.call(coordinator, "GET", "/requests/"+string(r.ID), "", http.StatusOK)
	if len(got.Tasks) != 1 || got.Tasks[0].ID != "task-1" || len(got.Needs) != 2 || got.Needs[0].Category != "food" {
		t.Errorf("the request is %s", said)
	}
	for _, secret := range []string{"domestic", "refuge", "Amina", "Khan", "run out"} {
		if strings.Contains(said, secret) {
			t.Errorf("a program is told %q: %s", secret, said)
		}
	}
	accept := fmt.Sprintf(`{"version":%d}`, got.Version)
	if done, _ := b.call(coordinator, "POST", "/requests/"+string(r.ID)+"/accept", accept, http.StatusOK); done.State != "accepted" {
		t.Errorf("once accepted it is %s", done.State)
	}
	b.call(coordinator, "POST", "/requests/"+string(r.ID)+"/accept", accept, http.StatusConflict)
	b.call(agent, "POST", "/requests/"+string(r.ID)+"/accept", accept, http.StatusForbidden)
}

func TestProgramsListRequestsAPageAtATime(t *testing.T) {
	b := withAPI(t)
	for range 5 {
		b.ask(nil, food)
		b.at.Advance(time.Minute)
	}
	b.ask(func(n *needs.NewRequest) { n.Neighbourhood = "leigh" }, food)
	b.ask(func(n *needs.NewRequest) { n.Neighbourhood = "" }, food)
	seen, after := map[string]bool{}, ""
	for range 3 {
		got, _ := b.call(coordinator, "GET", "/requests?state=received&limit=2&after="+strings.NewReplacer(" ", "%20", "+", "%2B").Replace(after), "", http.StatusOK)
		for _, one := range got.Requests {
			seen[one.ID] = true
		}
		after = got.Next
	}
	if len(seen) != 5 || after != "" {
		t.Errorf("three pages list %d, and go on %q", len(seen), after)
	}
	for path, want := range map[string]int{"?hub=leigh": 1, "?hub=coordination": 1, "?hub=hapi": 5, "?state=closed": 0} {
		if got, _ := b.call(manager, "GET", "/requests"+path, "", http.StatusOK); len(got.Requests) != want {
			t.Errorf("%s lists %d, want %d", path, len(got.Requests), want)
		}
	}
	b.call(manager, "GET", "/requests?reference=AAAA", "", http.StatusUnprocessableEntity)
	if got, _ := b.call(coordinator, "GET", "/requests?hub=leigh", "", http.StatusOK); len(got.Requests) != 0 {
		t.Error("another hub's requests are listed")
	}
}
