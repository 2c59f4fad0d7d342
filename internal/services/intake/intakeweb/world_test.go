package intakeweb

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/calls"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/steps/stepstest"
	"kith/internal/work/tasks"
	assets "kith/web"
)

const (
	checkPath = askPath + "/check"
	donePath  = askPath + "/done"
)

// noon is a Thursday on which every helpline answers.
var noon = time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)

var migrations = []db.Migrations{
	journal.Migrations(), brakes.Migrations(), imports.Migrations(), places.Static().Migrations, people.Static().Migrations, contacts.Static().Migrations, organisations.Static().Migrations,
	households.Static().Migrations, volunteers.Static().Migrations, answers.Static().Migrations, needs.Static().Migrations, tasks.Static().Migrations, protocols.Static().Migrations, intake.Static().Migrations,
}

// pinned is a borough that has only ever had one blueprint, or is given a next one.
type pinned struct {
	*blueprint.Blueprint
	next **blueprint.Blueprint
}

func (p pinned) Current(context.Context) (*blueprint.Blueprint, error) {
	if *p.next != nil {
		return *p.next, nil
	}
	return p.Blueprint, nil
}

func (p pinned) At(ctx context.Context, version string) (*blueprint.Blueprint, error) {
	if version == p.Version {
		return p.Blueprint, nil
	}
	return p.Current(ctx)
}

func (p pinned) areas(context.Context) (*places.Areas, string, error) {
	return blueprint.Part[*places.Areas](p.Blueprint), p.Version, nil
}

var loaded = map[string]*blueprint.Blueprint{}

func borough(t testing.TB, id string) pinned {
	t.Helper()
	if loaded[id] == nil {
		b := stepstest.Blueprint(t, id, answers.EqualitySection(), calls.SettingsSection(), intake.ScriptSection(), volunteering.Section())
		b.Version = "1"
		loaded[id] = b
	}
	return pinned{loaded[id], new(*blueprint.Blueprint)}
}

type noReads struct{}

func (noReads) Saw(context.Context, journal.Entry) error { return nil }

// site is the public's pages behind the real door.
type site struct {
	http.Handler
	t      testing.TB
	db     *db.DB
	ctx    context.Context // of the borough's rows
	clock  *clock.Manual
	b      pinned
	bureau *volunteers.Service
}

const agentToken = "agent-token"

func sessions(_ context.Context, token string) (access.Principal, error) {
	if token == agentToken {
		return access.Principal{Account: "a", Name: "Jo", Grants: []access.Grant{{Role: access.Agent}}}, nil
	}
	return access.Principal{}, fault.New(fault.Unauthenticated, "accounts.session", "Sign in.")
}

// newSite opens the pages of a borough over SQLite.
func newSite(t testing.TB, id string, change ...func(*web.Config)) *site {
	t.Helper()
	now := clock.NewManual(noon)
	return siteOver(t, dbtest.NewWith(t, db.Config{Clock: now}, migrations...), now, id, change...)
}

func siteOver(t testing.TB, d *db.DB, now *clock.Manual, id string, change ...func(*web.Config)) *site {
	t.Helper()
	ctx, b := dbtest.Context(t), borough(t, id)
	set, err := assets.Assets()
	if err != nil {
		t.Fatal(err)
	}
	config := web.Config{
		Borough: func(context.Context) web.Borough {
			of := b.Borough()
			return web.Borough{ID: db.CallerOf(ctx).Borough, Council: of.Council, Service: of.Service, Accent: string(of.Accent)}
		},
		Clock: now, Log: slog.New(slog.DiscardHandler), Key: []byte(strings.Repeat("k", 32)), Sessions: sessions,
		Assets: web.Assets{Files: set.Files, Path: set.Path}, Limits: web.Limits{FormsBurst: 10_000},
	}
	for _, f := range change {
		f(&config)
	}
	server, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	requests := intake.New(d, b, places.New(d, b.areas), people.New(d, noReads{}), []byte("a secret of tests, 32 bytes long"))
	streets := places.New(d, b.areas)
	bureau := volunteers.New(d, b, streets)
	public := New(b, answers.New(d), requests, needs.New(d), now, brakes.New(d, nil))
	programs := api.New("test")
	public.Operations(programs)
	return &site{Handler: server.Mount(public.Pages(), public.ReferPages(), public.OfferPages(bureau, streets), programs.Pages()), t: t, db: d, ctx: ctx, clock: now, b: b, bureau: bureau}
}

// requests counts the requests of the site's borough.
func (s *site) requests() (n int) {
	s.t.Helper()
	r := s.db.Read(s.ctx)
	if err := r.QueryRow(`SELECT COUNT(*) FROM needs_request WHERE borough_id = ?`, r.Borough()).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

// browser is somebody's browser without scripts.
type browser struct {
	*site
	cookies map[string]*http.Cookie
	at      string // address of the page shown
	page    string
	status  int
}

func (s *site) browser() *browser { return &browser{site: s, cookies: map[string]*http.Cookie{}} }

// copy is the same browser in another tab.
func (b *browser) copy() *browser {
	c := b.site.browser()
	for name, cookie := range b.cookies {
		c.cookies[name] = cookie
	}
	return c
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
			continue
		}
		b.cookies[c.Name] = c
	}
	return w
}

// get opens an address and follows where it leads. Every page is judged.
func (b *browser) get(address string) *browser {
	b.t.Helper()
	for range 5 {
		w := b.send(httptest.NewRequest(http.MethodGet, address, nil))
		if w.Code == http.StatusSeeOther {
			address = w.Header().Get("Location")
			continue
		}
		b.show(address, w)
		return b
	}
	b.t.Fatalf("%s leads round in a circle", address)
	return b
}

// post sends a form and follows where it leads.
func (b *browser) post(address string, form url.Values) *browser {
	b.t.Helper()
	if token := csrf.FindStringSubmatch(b.page); token != nil {
		signed := url.Values{"_csrf": {token[1]}}
		for name, values := range form {
			signed[name] = values
		}
		form = signed
	}
	w := b.send(posted(address, form))
	if w.Code == http.StatusSeeOther {
		return b.get(w.Header().Get("Location"))
	}
	b.show(address, w)
	return b
}

func posted(address string, form url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

func (b *browser) show(address string, w *httptest.ResponseRecorder) {
	b.t.Helper()
	b.at, b.page, b.status = address, w.Body.String(), w.Code
	for _, wrong := range pagecheck.Faults(b.page) {
		b.t.Errorf("%s (%d): %s", address, w.Code, wrong)
	}
}

// answer fills the page shown in and sends it.
func (b *browser) answer(form string) *browser {
	b.t.Helper()
	values, err := url.ParseQuery(form)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.post(b.action(), values)
}

var formAction = regexp.MustCompile(`<form method="post" action="(/(?:ask|register|refer|equality|volunteer)/[^"]*)"`)

func (b *browser) action() string {
	b.t.Helper()
	found := formAction.FindStringSubmatch(b.page)
	if found == nil {
		b.t.Fatalf("%s has no form:\n%s", b.at, b.page)
	}
	return found[1]
}

func (b *browser) wantAt(address string) *browser {
	b.t.Helper()
	if b.at != address {
		b.t.Fatalf("at %s, want %s", b.at, address)
	}
	return b
}

func (b *browser) wantStatus(status int) *browser {
	b.t.Helper()
	if b.status != status {
		b.t.Fatalf("%s is %d, want %d", b.at, b.status, status)
	}
	return b
}

func (b *browser) wantText(texts ...string) *browser {
	b.t.Helper()
	for _, text := range texts {
		if !strings.Contains(b.page, text) {
			b.t.Errorf("%s does not say %q:\n%s", b.at, text, b.page)
		}
	}
	return b
}

func (b *browser) wantNoText(texts ...string) *browser {
	b.t.Helper()
	for _, text := range texts {
		if strings.Contains(b.page, text) {
			b.t.Errorf("%s says %q", b.at, text)
		}
	}
	return b
}

// csrf is the token of the forms of whoever is signed in.
var csrf = regexp.MustCompile(`name="_csrf" value="([^"]+)"`)

var reference = regexp.MustCompile(`<strong class="kith-reference">([^<]*)</strong>`)

// receipt reads the reference and the code off the page shown.
func (b *browser) receipt() (ref, code string) {
	b.t.Helper()
	found := reference.FindAllStringSubmatch(b.page, -1)
	if len(found) != 2 {
		b.t.Fatalf("%s shows no reference and code:\n%s", b.at, b.page)
	}
	return found[0][1], found[1][1]
}
