package web_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/web"
)

const (
	agentToken  = "agent-token"
	memberToken = "member-token"
	brokenToken = "broken-token"
)

// people are the sessions of the tests.
func people(_ context.Context, token string) (access.Principal, error) {
	switch token {
	case agentToken:
		return access.Principal{Account: "account-1", Name: "Jo Agent", Grants: []access.Grant{{Role: access.Agent}}}, nil
	case memberToken:
		return access.Principal{Account: "account-2", Name: "Sam Member", Grants: []access.Grant{{Role: access.Member}}}, nil
	case brokenToken:
		return access.Principal{}, fault.New(fault.Unavailable, "accounts.down", "The database does not answer.")
	}
	return access.Principal{}, fault.New(fault.Unauthenticated, "accounts.session", "Sign in again.")
}

// site is a server under test with its log and its clock.
type site struct {
	*web.Server
	t     *testing.T
	log   *bytes.Buffer
	clock *clock.Manual
	gates chan struct{}
}

func newSite(t *testing.T, change ...func(*web.Config)) *site {
	t.Helper()
	log := &bytes.Buffer{}
	s := &site{t: t, log: log, clock: clock.NewManual(time.Date(2020, 4, 2, 9, 0, 0, 0, time.UTC)), gates: make(chan struct{})}
	c := web.Config{
		Borough: func(context.Context) web.Borough {
			return web.Borough{ID: "wigan", Council: "Wigan Council", Service: "Kith", Accent: "#005ea5", Phone: "01942 000000", Hours: "8am to 8pm"}
		},
		Clock: s.clock, Log: slog.New(slog.NewTextHandler(log, nil)), Key: bytes.Repeat([]byte("k"), 32), Sessions: people,
		Assets: web.Assets{Files: fstest.MapFS{
			"public.css":              {Data: []byte(strings.Repeat("body{margin:0}", 50))},
			"public-3FA9K2ZD.css":     {Data: []byte("body{}")},
			"robots.txt":              {Data: []byte("User-agent: *")},
			"folder/picture.svg":      {Data: []byte("<svg/>")},
			".secret/hidden.txt":      {Data: []byte("no")},
			"folder/.hidden":          {Data: []byte("no")},
			"font-abcdefgh1234.woff2": {Data: []byte("font")},
		}},
	}
	for _, f := range change {
		f(&c)
	}
	server, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	server.Mount(s.pages())
	s.Server = server
	return s
}

func says(text string) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		_, err := fmt.Fprintf(w, `<h1>%s</h1><input name="_csrf" value="%s">`, text, web.CSRF(ctx))
		return err
	})
}

func showing(text string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		return web.Render(w, r, http.StatusOK, web.Page{Title: text, Body: says(text), Section: "Needs"})
	}
}

func failing(err error) web.Handler {
	return func(http.ResponseWriter, *http.Request) error { return err }
}

// echo shows what arrived, which proves that the handler ran.
func echo(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "got %s by %s in %s", values.Get("name"), db.CallerOf(r.Context()).Actor, db.CallerOf(r.Context()).Borough)
	return err
}

func (s *site) pages() web.Pages {
	agents := access.Anyone(access.Agent)
	broken := templ.ComponentFunc(func(context.Context, io.Writer) error { return errors.New("half drawn") })
	routes := []web.Route{
		web.Get("/{$}", access.Public(), showing("Get help")),
		web.Get("/needs", agents, showing("Needs")),
		web.Get("/mine", access.SignedIn(), showing("Mine")),
		web.Post("/ask", access.Public(), echo),
		web.Post("/needs", agents, echo),
		web.Post("/upload", agents, echo).MaxBody(1 << 20),
		web.Post("/sign-in", access.Public(), failing(fault.New(fault.Unavailable, "accounts.down", ""))).Secret(),
		web.Get("/panic", access.Public(), func(http.ResponseWriter, *http.Request) error { panic("Amina Khan, WN2 3EB") }),
		web.Get("/index-panic", access.Public(), func(http.ResponseWriter, *http.Request) error {
			var none []int
			return fmt.Errorf("%d", none[len(none)])
		}),
		web.Get("/half", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
			return web.Render(w, r, http.StatusOK, web.Page{Title: "Half", Body: broken})
		}),
		web.Get("/slow", access.Public(), func(_ http.ResponseWriter, r *http.Request) error {
			<-r.Context().Done()
			return r.Context().Err()
		}),
		web.Get("/wait", access.Public(), func(w http.ResponseWriter, _ *http.Request) error {
			s.gates <- struct{}{}
			<-s.gates
			_, err := io.WriteString(w, "done")
			return err
		}),
		web.Post("/flash", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
			web.Flash(w, r, "Parcel 7K3D-9M2 is packed")
			return web.Redirect(w, r, "/")
		}),
		web.Get("/file", agents, func(w http.ResponseWriter, r *http.Request) error {
			web.Attachment(w, `né"ds.csv`, "text/csv; charset=utf-8")
			_, err := io.WriteString(w, "a,b\n")
			return err
		}),
		web.Get("/part", agents, func(w http.ResponseWriter, r *http.Request) error {
			return web.Fragment(w, r, http.StatusOK, says("part"))
		}),
		web.Post("/session", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
			web.SetSession(w, r, agentToken, time.Hour)
			return web.Redirect(w, r, web.Then(r, "/fallback"))
		}),
		web.Post("/sign-out", access.SignedIn(), func(w http.ResponseWriter, r *http.Request) error {
			web.ClearSession(w, r)
			return web.Redirect(w, r, "/")
		}),
	}
	for kind := fault.Internal; kind <= fault.Unavailable; kind++ {
		path := "/fault/" + strings.ReplaceAll(kind.String(), " ", "-")
		err := &fault.Error{Kind: kind, Code: "test.fault", Message: "Words for people.", Err: errors.New("secret cause")}
		routes = append(routes, web.Get(path, access.Public(), failing(err)), web.Post(path, access.Public(), failing(err)))
	}
	return web.Pages{
		Routes: routes,
		Nav: []web.NavItem{
			{Label: "Needs", Href: "/needs", Who: agents, Order: 20},
			{Label: "Get help", Href: "/", Who: access.Public(), Order: 10},
		},
	}
}

// request builds a request as a browser of this site sends it.
func (s *site) request(method, target, token string, form url.Values) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	if token != "" {
		r.AddCookie(&http.Cookie{Name: "kith", Value: token})
	}
	return r
}

func (s *site) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *site) get(target, token string) *httptest.ResponseRecorder {
	return s.do(s.request(http.MethodGet, target, token, nil))
}

// post sends a form with the right token of the session.
func (s *site) post(target, token string, form url.Values) *httptest.ResponseRecorder {
	if token != "" {
		form.Set("_csrf", s.token(token))
	}
	return s.do(s.request(http.MethodPost, target, token, form))
}

func (s *site) token(session string) string {
	_, after, _ := strings.Cut(s.get("/", session).Body.String(), `<h1>Get help</h1><input name="_csrf" value="`)
	token, _, _ := strings.Cut(after, `"`)
	return token
}

func wantStatus(t *testing.T, w *httptest.ResponseRecorder, status int) {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status is %d, want %d; body %q", w.Code, status, w.Body.String())
	}
}

func wantText(t *testing.T, w *httptest.ResponseRecorder, text string) {
	t.Helper()
	if !strings.Contains(w.Body.String(), text) {
		t.Fatalf("page does not say %q:\n%s", text, w.Body.String())
	}
}

func wantNoText(t *testing.T, w *httptest.ResponseRecorder, text string) {
	t.Helper()
	if strings.Contains(w.Body.String(), text) {
		t.Fatalf("page says %q:\n%s", text, w.Body.String())
	}
}
