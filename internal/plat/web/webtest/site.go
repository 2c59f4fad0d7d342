// Package webtest lets tests of a feature's pages walk them as a browser does: through
// the whole site, with sessions, form tokens and redirects. Every page it is given is
// judged by pagecheck.
package webtest

import (
	"bytes"
	"context"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/web"
)

// Site is a site of some pages, for one borough.
type Site struct {
	*web.Server
	t       testing.TB
	log     *bytes.Buffer
	visitor map[string]access.Principal
	rough   bool
}

// Rough says that forms are sent which no page has: what an answer's links within the page
// lead to is then not judged.
func (s *Site) Rough() { s.rough = true }

// New returns a site for a borough whose clock is at. Sessions are those of As, unless
// sessions is given.
func New(t testing.TB, borough string, at clock.Clock, sessions web.Sessions) *Site {
	t.Helper()
	s := &Site{t: t, log: &bytes.Buffer{}, visitor: map[string]access.Principal{}}
	if sessions == nil {
		sessions = s.session
	}
	server, err := web.New(web.Config{
		Borough: func(context.Context) web.Borough {
			return web.Borough{ID: borough, Council: "Wigan Council", Service: "Wigan community help", Accent: "#00625a", Phone: "01632 960 100", Hours: "Every day, 8am to 8pm"}
		},
		Clock: at, Log: slog.New(slog.NewTextHandler(s.log, nil)), Key: bytes.Repeat([]byte("k"), 32), Sessions: sessions,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Server = server
	return s
}

func (s *Site) session(_ context.Context, token string) (access.Principal, error) {
	if p, ok := s.visitor[token]; ok {
		return p, nil
	}
	return access.Principal{}, fault.New(fault.Unauthenticated, "webtest.session", "Sign in again.")
}

// Log is what the site has written down of the requests so far.
func (s *Site) Log() string { return s.log.String() }

// As returns a browser signed in as somebody.
func (s *Site) As(p access.Principal) *Browser {
	token := "session of " + p.Account
	s.visitor[strings.ReplaceAll(token, " ", "-")] = p
	return s.Browser(strings.ReplaceAll(token, " ", "-"))
}

// Browser returns a browser that holds a session token; "" is the public.
func (s *Site) Browser(token string) *Browser {
	b := &Browser{site: s, cookies: map[string]string{}, tokens: map[string]string{}}
	if token != "" {
		b.cookies["kith"] = token
	}
	return b
}

// Browser keeps cookies between pages.
type Browser struct {
	site    *Site
	cookies map[string]string
	tokens  map[string]string // of forms, by the session they were drawn for
}

// Get asks for an address, without following redirects.
func (b *Browser) Get(address string) Page {
	b.site.t.Helper()
	return b.do(httptest.NewRequest(http.MethodGet, address, nil))
}

// Post sends a form with the token of the session, without following redirects.
func (b *Browser) Post(address string, form url.Values) Page {
	b.site.t.Helper()
	sent := url.Values{}
	for name, values := range form {
		sent[name] = values
	}
	if b.cookies["kith"] != "" {
		sent.Set("_csrf", b.token())
	}
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(sent.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// Send sends a body as a script does, with the token of the session in a header.
func (b *Browser) Send(method, address, contentType string, body []byte) Page {
	b.site.t.Helper()
	token := b.token()
	r := httptest.NewRequest(method, address, bytes.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set(web.TokenHeader, token)
	return b.do(r)
}

// Upload sends a form with a file under the name of its input; no name of a file sends none.
func (b *Browser) Upload(address string, form url.Values, input, file, content string) Page {
	b.site.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			_ = w.WriteField(name, value) // a buffer takes everything
		}
	}
	_ = w.WriteField("_csrf", b.token())
	if file != "" {
		if part, err := w.CreateFormFile(input, file); err == nil {
			_, _ = part.Write([]byte(content))
		}
	}
	_ = w.Close()
	r := httptest.NewRequest(http.MethodPost, address, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// Cookie is the value of a cookie of the site; "" is the session's name suffix.
func (b *Browser) Cookie(name string) string { return b.cookies[name] }

// token takes the form token from the sign-out form that every page has.
func (b *Browser) token() string {
	session := b.cookies["kith"]
	if b.tokens[session] == "" {
		_, after, _ := strings.Cut(b.Get("/a-page-that-is-not-there").Body, `name="_csrf" value="`)
		b.tokens[session], _, _ = strings.Cut(after, `"`)
	}
	return b.tokens[session]
}

func (b *Browser) do(r *http.Request) Page {
	b.site.t.Helper()
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.site.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		b.cookies[c.Name] = c.Value
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	p := Page{t: b.site.t, log: b.site.log, Status: w.Code, Location: w.Header().Get("Location"), Header: w.Header(), Body: w.Body.String()}
	if !b.site.rough && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && strings.HasPrefix(p.Body, "<!") {
		pagecheck.Check(b.site.t, p.Body)
	}
	return p
}
