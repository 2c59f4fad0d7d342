package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

func TestWhoMayOpenWhat(t *testing.T) {
	tests := map[string]struct {
		path, token string
		status      int
		location    string
	}{
		"the public opens a public page":            {"/", "", 200, ""},
		"an agent opens a public page":              {"/", agentToken, 200, ""},
		"an agent opens an agents' page":            {"/needs", agentToken, 200, ""},
		"the public is sent to sign in and back":    {"/needs", "", 303, "/sign-in?then=%2Fneeds"},
		"the way back holds no query":               {"/needs?q=Amina", "", 303, "/sign-in?then=%2Fneeds"},
		"an ended session is sent to sign in":       {"/needs", "ended", 303, "/sign-in?then=%2Fneeds"},
		"an ended session sees public pages":        {"/", "ended", 200, ""},
		"a member has no role for it":               {"/needs", memberToken, 403, ""},
		"a member opens what anybody signed in may": {"/mine", memberToken, 200, ""},
		"sessions that cannot be read are a 503":    {"/", brokenToken, 503, ""},
		"nothing is there":                          {"/nothing", "", 404, ""},
		"nothing is there for agents either":        {"/nothing", agentToken, 404, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newSite(t).get(tt.path, tt.token)
			wantStatus(t, w, tt.status)
			if got := w.Header().Get("Location"); got != tt.location {
				t.Errorf("location is %q, want %q", got, tt.location)
			}
		})
	}
}

func TestAnEndedSessionIsForgottenByTheBrowser(t *testing.T) {
	w := newSite(t).get("/", "ended")
	if got := w.Header().Get("Set-Cookie"); !strings.HasPrefix(got, "kith=; ") || !strings.Contains(got, "Max-Age=0") {
		t.Errorf("cookie is %q", got)
	}
}

func TestAScriptIsToldToSignIn(t *testing.T) {
	s := newSite(t)
	r := s.request(http.MethodGet, "/part", "", nil)
	r.Header.Set("HX-Request", "true")
	r.Header.Set("HX-Current-URL", "https://help.example/needs?page=2")
	w := s.do(r)
	wantStatus(t, w, 401)
	if got := w.Header().Get("HX-Redirect"); got != "/sign-in?then=%2Fneeds" {
		t.Errorf("sent to %q", got)
	}
}

func TestNavigationShowsWhatOneMayUse(t *testing.T) {
	s := newSite(t)
	if w := s.get("/", ""); strings.Contains(w.Body.String(), `href="/needs"`) {
		t.Error("the public is shown the agents' page")
	}
	w := s.get("/", agentToken)
	wantText(t, w, `href="/needs"`)
	wantText(t, w, "Jo Agent")
	wantText(t, w, `aria-current="page"`)
	wantText(t, w, "/assets/staff.css")
	wantText(t, s.get("/", ""), "/assets/public.css")
}

func TestRoutesAreListedWithTheirRules(t *testing.T) {
	got := map[string]string{}
	for _, r := range newSite(t).Routes() {
		if !r.Who.Declared() {
			t.Errorf("%s %s is undeclared", r.Method, r.Path)
		}
		got[r.Method+" "+r.Path] = r.Who.String()
	}
	for route, rule := range map[string]string{
		"GET /needs": "agent", "POST /ask": "public", "GET /mine": "signed in", "GET /healthz": "public", "GET /assets/{name...}": "public",
	} {
		if got[route] != rule {
			t.Errorf("%s is for %q, want %q", route, got[route], rule)
		}
	}
}

func TestAnUndeclaredRouteStopsTheStart(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a route without a rule was mounted")
		}
	}()
	newSite(t).Mount(web.Pages{Routes: []web.Route{web.Get("/open", access.Rule{}, showing("Open"))}})
}

func TestTheCallerReachesTheDatabase(t *testing.T) {
	s := newSite(t)
	wantText(t, s.post("/ask", "", url.Values{"name": {"x"}}), "got x by public in wigan")
	wantText(t, s.post("/ask", agentToken, url.Values{"name": {"x"}}), "got x by account-1 in wigan")
}

func TestWrongMethod(t *testing.T) {
	s := newSite(t)
	w := s.do(s.request(http.MethodDelete, "/mine", "", nil))
	wantStatus(t, w, 405)
	if got := w.Header().Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow is %q", got)
	}
	wantStatus(t, s.do(s.request(http.MethodHead, "/", "", nil)), 200)
}

func TestNewRefusesAnIncompleteConfig(t *testing.T) {
	if _, err := web.New(web.Config{}); err == nil {
		t.Error("an empty configuration was accepted")
	}
}
