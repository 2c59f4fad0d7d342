package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/web"
)

func TestWhereAFormMayComeFrom(t *testing.T) {
	tests := map[string]struct {
		session string
		change  func(r *http.Request)
		status  int
	}{
		"our own page, public":                 {"", func(*http.Request) {}, 200},
		"another site, public":                 {"", site_("cross-site"), 403},
		"a sibling domain, public":             {"", site_("same-site"), 403},
		"an older browser from another origin": {"", origin("https://evil.example"), 403},
		"an older browser from our own":        {"", origin("http://example.com"), 200},
		"no browser at all":                    {"", func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") }, 200},
		"signed in without the form token":     {agentToken, func(*http.Request) {}, 403},
		"signed in with a made-up token":       {agentToken, header(web.TokenHeader, "made-up"), 403},
		"another site with the right token":    {agentToken, site_("cross-site"), 403},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			r := s.request(http.MethodPost, "/ask", tt.session, url.Values{"name": {"x"}})
			tt.change(r)
			wantStatus(t, s.do(r), tt.status)
		})
	}
}

func site_(from string) func(*http.Request) { return header("Sec-Fetch-Site", from) }

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func origin(from string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Del("Sec-Fetch-Site")
		r.Header.Set("Origin", from)
	}
}

func TestTheFormTokenBelongsToItsSession(t *testing.T) {
	s := newSite(t)
	if s.token(agentToken) == "" || s.token("") != "" {
		t.Fatal("token is drawn for the wrong visitor")
	}
	wantStatus(t, s.post("/needs", agentToken, url.Values{"name": {"x"}}), 200)
	other := s.do(s.request(http.MethodPost, "/needs", agentToken, url.Values{"_csrf": {s.token(memberToken)}}))
	wantStatus(t, other, 403)
	r := s.request(http.MethodPost, "/needs", agentToken, url.Values{"name": {"x"}})
	r.Header.Set(web.TokenHeader, s.token(agentToken))
	wantStatus(t, s.do(r), 200)
}

func TestALateTokenLosesNoTyping(t *testing.T) {
	s := newSite(t)
	w := s.do(s.request(http.MethodPost, "/needs?step=2", agentToken, url.Values{"name": {`Amina "<b>"`}, "_csrf": {"old"}}))
	wantStatus(t, w, 403)
	pagecheck.Check(t, w.Body.String())
	wantText(t, w, `action="/needs?step=2"`)
	wantText(t, w, `name="name" value="Amina &#34;&lt;b&gt;&#34;"`)
	wantText(t, w, `name="_csrf" value="`+s.token(agentToken)+`"`)
	wantNoText(t, w, `value="old"`)
}

func TestAnEndedSessionLosesNoTyping(t *testing.T) {
	s := newSite(t)
	w := s.do(s.request(http.MethodPost, "/needs", "ended", url.Values{"name": {"Amina"}, "new-password": {"hunter2"}, "pin": {"1234"}, "spinach": {"kept"}}))
	wantStatus(t, w, 401)
	wantText(t, w, `name="name" value="Amina"`)
	wantText(t, w, `name="spinach" value="kept"`)
	pagecheck.Check(t, w.Body.String())
	wantText(t, w, `href="/sign-in" target="_blank"`)
	wantNoText(t, w, "hunter2")
	wantNoText(t, w, "1234")
}

func TestSecretFormsAreNotPutBack(t *testing.T) {
	w := newSite(t).post("/sign-in", "", url.Values{"email": {"jo@example.org"}})
	wantStatus(t, w, 503)
	wantNoText(t, w, "jo@example.org")
}

func TestAForeignFormIsNotPutBack(t *testing.T) {
	s := newSite(t)
	r := s.request(http.MethodPost, "/ask", "", url.Values{"name": {"planted"}})
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	wantNoText(t, s.do(r), "planted")
}

func TestBodyLimits(t *testing.T) {
	large := url.Values{"name": {strings.Repeat("x", 65<<10)}}
	s := newSite(t)
	wantStatus(t, s.post("/ask", "", large), 413)
	wantStatus(t, s.post("/needs", agentToken, large), 413)
	wantStatus(t, s.post("/upload", agentToken, large), 200)
	wantStatus(t, s.post("/upload", agentToken, url.Values{"name": {strings.Repeat("x", 2<<20)}}), 413)
	wantStatus(t, s.post("/ask", "", url.Values{"name": {strings.Repeat("x", 60<<10)}}), 200)
}

func TestABrokenForm(t *testing.T) {
	s := newSite(t)
	r := httptest.NewRequest(http.MethodPost, "/ask", strings.NewReader("name=%zz"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := s.do(r)
	wantStatus(t, w, 422)
	wantNoText(t, w, "%zz")
	r = httptest.NewRequest(http.MethodPost, "/ask", strings.NewReader("no parts"))
	r.Header.Set("Content-Type", "multipart/form-data")
	wantStatus(t, s.do(r), 422)
}

func TestAFormWithAFile(t *testing.T) {
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	s := newSite(t)
	parts.WriteField("_csrf", s.token(agentToken))
	parts.WriteField("name", "list")
	file, err := parts.CreateFormFile("file", "people.csv")
	if err != nil {
		t.Fatal(err)
	}
	file.Write(bytes.Repeat([]byte("a,b\n"), 10_000))
	parts.Close()
	r := httptest.NewRequest(http.MethodPost, "/upload", &body)
	r.Header.Set("Content-Type", parts.FormDataContentType())
	r.AddCookie(&http.Cookie{Name: "kith", Value: agentToken})
	w := s.do(r)
	wantStatus(t, w, 200)
	wantText(t, w, "got list by account-1")
}

func TestFlashIsShownOnce(t *testing.T) {
	s := newSite(t)
	carry := func(from *httptest.ResponseRecorder, session string) *http.Request {
		r := s.request(http.MethodGet, "/", session, nil)
		for _, c := range from.Result().Cookies() {
			r.AddCookie(c)
		}
		return r
	}
	posted := s.post("/flash", agentToken, url.Values{})
	wantStatus(t, posted, 303)
	shown := s.do(carry(posted, agentToken))
	wantText(t, shown, "Parcel 7K3D-9M2 is packed")
	if got := shown.Header().Get("Set-Cookie"); !strings.Contains(got, "kith-flash=;") {
		t.Errorf("the message is not taken away: %q", got)
	}
	wantNoText(t, s.do(carry(posted, memberToken)), "is packed")

	forged := s.request(http.MethodGet, "/", "", nil)
	forged.AddCookie(&http.Cookie{Name: "kith-flash", Value: "99999999999.aGVsbG8.c2ln"})
	wantNoText(t, s.do(forged), "hello")

	s.clock.Advance(2 * 60e9)
	wantNoText(t, s.do(carry(posted, agentToken)), "is packed")
}

func TestSignInGoesBackOnThisSiteOnly(t *testing.T) {
	for then, want := range map[string]string{
		"/needs": "/needs", "": "/fallback", "https://evil.example": "/fallback", "//evil.example": "/fallback",
		`/\evil.example`: "/fallback", "/needs\nx": "/fallback", "needs": "/fallback", "/\tneeds": "/fallback",
	} {
		w := newSite(t).post("/session", "", url.Values{"then": {then}})
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("then=%q leads to %q, want %q", then, got, want)
		}
	}
}

func TestSessionCookie(t *testing.T) {
	plain := newSite(t).post("/session", "", url.Values{}).Result().Cookies()[0]
	if plain.Name != "kith" || plain.Secure || !plain.HttpOnly || plain.SameSite != http.SameSiteLaxMode || plain.Path != "/" {
		t.Errorf("plain cookie is %v", plain)
	}
	secure := newSite(t, func(c *web.Config) { c.PublicURL = "https://help.example" }).post("/session", "", url.Values{}).Result().Cookies()[0]
	if secure.Name != "__Host-kith" || !secure.Secure || !secure.HttpOnly || secure.Path != "/" || secure.Domain != "" || secure.MaxAge != 3600 {
		t.Errorf("secure cookie is %v", secure)
	}
}

// TestSignOutForgetsForms: what features kept in the browser goes, and nothing else.
func TestSignOutForgetsForms(t *testing.T) {
	s := newSite(t)
	r := s.request(http.MethodPost, "/sign-out", agentToken, url.Values{"_csrf": {s.token(agentToken)}})
	for _, name := range []string{"kith-x-refer", "kith-x-ask", "other"} {
		r.AddCookie(&http.Cookie{Name: name, Value: "1"})
	}
	w := s.do(r)
	gone := map[string]bool{}
	for _, c := range w.Result().Cookies() {
		gone[c.Name] = c.MaxAge < 0
	}
	if w.Code != http.StatusSeeOther || !gone["kith-x-refer"] || !gone["kith-x-ask"] || gone["other"] {
		t.Errorf("%d, and these go: %v", w.Code, gone)
	}
}

func TestSignOut(t *testing.T) {
	s := newSite(t)
	w := s.post("/sign-out", agentToken, url.Values{})
	wantStatus(t, w, 303)
	if got := w.Header().Get("Set-Cookie"); !strings.Contains(got, "kith=; ") || !strings.Contains(got, "Max-Age=0") {
		t.Errorf("cookie is %q", got)
	}
	if got := w.Header().Get("Clear-Site-Data"); got != `"cache"` {
		t.Errorf("Clear-Site-Data is %q", got)
	}
}
