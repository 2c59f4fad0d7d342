package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/web"
)

func TestEveryFaultHasItsPage(t *testing.T) {
	tests := map[string]struct {
		status int
		again  bool // a posted form is offered to be sent again
		own    bool // the fault's own words are shown
	}{
		"internal":     {500, true, false},
		"invalid":      {422, false, true},
		"not-found":    {404, false, true},
		"forbidden":    {403, false, true},
		"conflict":     {409, false, true},
		"stale":        {409, false, true},
		"too-large":    {413, false, true},
		"rate-limited": {429, true, true},
		"unavailable":  {503, true, true},
	}
	for kind, tt := range tests {
		t.Run(kind, func(t *testing.T) {
			w := newSite(t).post("/fault/"+kind, "", url.Values{"name": {"Amina"}})
			wantStatus(t, w, tt.status)
			if got := strings.Contains(w.Body.String(), `value="Amina"`); got != tt.again {
				t.Errorf("typing kept: %v, want %v", got, tt.again)
			}
			if got := strings.Contains(w.Body.String(), "Words for people."); got != tt.own {
				t.Errorf("own words shown: %v, want %v", got, tt.own)
			}
			pagecheck.Check(t, w.Body.String())
			wantNoText(t, w, "secret cause")
			wantText(t, w, "<h1")
			wantText(t, w, "01942\u00a0000000 (8am to 8pm)")
			wantStatus(t, newSite(t).get("/fault/"+kind, ""), tt.status)
		})
	}
}

func TestAPanicIsAPageThatKeepsSecrets(t *testing.T) {
	s := newSite(t)
	w := s.get("/panic", "")
	wantStatus(t, w, 500)
	wantNoText(t, w, "Amina")
	wantText(t, w, w.Header().Get("X-Request-Id"))
	log := s.log.String()
	if strings.Contains(log, "Amina") || strings.Contains(log, "WN2") {
		t.Errorf("the log quotes the panic:\n%s", log)
	}
	if !strings.Contains(log, "cause=string") || !strings.Contains(log, "site_test.go") || !strings.Contains(log, w.Header().Get("X-Request-Id")) {
		t.Errorf("the log does not tell where it happened:\n%s", log)
	}
	wantStatus(t, s.get("/index-panic", ""), 500)
	if !strings.Contains(s.log.String(), "index out of range") {
		t.Error("the runtime's own words are missing from the log")
	}
}

func TestAHalfDrawnPageIsNotSent(t *testing.T) {
	w := newSite(t).get("/half", "")
	wantStatus(t, w, 500)
	wantNoText(t, w, "half drawn")
}

func TestASlowPageIsGivenUp(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.Limits.Handle = 10 * time.Millisecond })
	wantStatus(t, s.get("/slow", ""), 503)
}

func TestTheLogKeepsToTheRoute(t *testing.T) {
	s := newSite(t)
	s.get("/needs?q=Amina+Khan", agentToken)
	s.get("/people/WN2-3EB", "")
	r := s.request(http.MethodGet, "/", "", nil)
	r.Method = "AMINA"
	s.do(r)
	log := s.log.String()
	for _, secret := range []string{"Amina", "AMINA", "WN2", agentToken, "192.0.2.1", "Jo Agent"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q:\n%s", secret, log)
		}
	}
	for _, wanted := range []string{`route="GET /needs"`, "status=200", "account=account-1", "status=404", "method=other"} {
		if !strings.Contains(log, wanted) {
			t.Errorf("the log lacks %q:\n%s", wanted, log)
		}
	}
}

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) {
	wanted := map[string]string{
		"X-Content-Type-Options":     "nosniff",
		"X-Frame-Options":            "DENY",
		"Referrer-Policy":            "same-origin",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Strict-Transport-Security":  "max-age=63072000; includeSubDomains",
	}
	s := newSite(t, func(c *web.Config) {
		c.PublicURL = "https://help.example"
		c.FormTargets = []string{"https://login.example"}
	})
	for _, path := range []string{"/", "/needs", "/nothing", "/panic", "/fault/stale", "/healthz", "/assets/public.css", "/assets/nothing.css", "//x", "/assets"} {
		w := s.get(path, "")
		for name, value := range wanted {
			if got := w.Header().Get(name); got != value {
				t.Errorf("%s: %s is %q, want %q", path, name, got, value)
			}
		}
		policy := w.Header().Get("Content-Security-Policy")
		if strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") || !strings.Contains(policy, "form-action 'self' https://login.example") {
			t.Errorf("%s: policy is %q", path, policy)
		}
		if w.Header().Get("Permissions-Policy") == "" || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: headers are missing: %v", path, w.Header())
		}
	}
	w := s.do(s.request(http.MethodPost, "/mine", "", nil))
	wantStatus(t, w, 405)
	if w.Header().Get("X-Frame-Options") != "DENY" {
		t.Error("a wrong method has no security headers")
	}
	if got := newSite(t).get("/", "").Header().Get("Strict-Transport-Security"); got != "" {
		t.Errorf("plain http sends %q", got)
	}
}

func TestPagesAreNotStored(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/needs", "/nothing", "/fault/internal"} {
		if got := s.get(path, agentToken).Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control is %q", path, got)
		}
	}
}

func TestAttachmentNames(t *testing.T) {
	w := newSite(t).get("/file", agentToken)
	wantStatus(t, w, 200)
	if got := w.Header().Get("Content-Disposition"); got != "attachment; filename*=utf-8''n%C3%A9%22ds.csv" {
		t.Errorf("name is %q", got)
	}
}

func TestAFragmentHasNoLayout(t *testing.T) {
	w := newSite(t).get("/part", agentToken)
	wantStatus(t, w, 200)
	wantNoText(t, w, "<html")
	wantText(t, w, "<h1>part</h1>")
}
