package app

import (
	"context"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	"kith/internal/plat/live"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// canary is a word that stands nowhere but in what few may see. Wherever somebody else
// finds it, the page that showed it lets slip more than this one word.
type canary struct {
	words []string
	what  string
	seen  []string // the visitors who may
}

// Who comes to the pages.
var (
	centre   = visitor{"coordination point", access.Grant{Role: access.Coordinator}}
	director = visitor{"director", access.Grant{Role: access.Manager}}
	auditor  = visitor{"governance", access.Grant{Role: access.Governance}}
	ownHub   = visitor{"coordinator of the hub", access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"}}
	otherHub = visitor{"coordinator of another hub", access.Grant{Role: access.Coordinator, Neighbourhood: "leigh"}}
	centreOf = visitor{"contact centre", access.Grant{Role: access.Agent}}
	analyst  = visitor{"analyst", access.Grant{Role: access.Analyst}}
	member   = visitor{"elected member", access.Grant{Role: access.Member}}
	health   = visitor{"public health", access.Grant{Role: access.PublicHealth}}
	van      = visitor{"logistics lead", access.Grant{Role: access.LogisticsLead}}
	till     = visitor{"finance officer", access.Grant{Role: access.Finance}}
	keeper   = visitor{"administrator", access.Grant{Role: access.Admin}}
	partner  = visitor{"partner", access.Grant{Role: access.Partner}}
	pantry   = visitor{"organisation", access.Grant{Role: access.Organisation, Organisation: "0190b0a2-6f5e-7c3a-8e0d-3b1f8c9a2d41"}}
)

type visitor struct {
	name  string
	grant access.Grant
}

func (v visitor) principal() access.Principal {
	return access.Principal{Account: strings.ReplaceAll(v.name, " ", "-"), Name: v.name, Grants: []access.Grant{v.grant}}
}

// TestCanaries plants words in what few may see and walks, as each kind of visitor, every
// page, list, file and API answer that a link or a route leads to.
func TestCanaries(t *testing.T) {
	said := logged(t)
	a := hamletLogging(t, "debug")
	a.Log.Info(heard)
	planted := a.plant(t)
	site := webtest.New(t, a.Borough, a.Clock, nil)
	site.Mount(a.pages(live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...), "")...)
	bank := visitor{"food bank", access.Grant{Role: access.Organisation, Organisation: a.foodBank(t)}}
	planted = append(planted, a.plantFood(t, bank)...)
	planted = append(planted, a.plantRounds(t)...)
	for _, v := range []visitor{centre, director, auditor, ownHub, otherHub, centreOf, analyst, member, health, van, till, keeper, partner, pantry, bank} {
		t.Run(v.name, func(t *testing.T) {
			w := &walk{t: t, v: v, browser: site.As(v.principal()), site: site, planted: planted, found: map[string]bool{}}
			w.everywhere()
			// Nobody else writes down here what was looked at, and a full list shows no more pages.
			if err := a.Journal.Reads().Flush(t.Context()); err != nil {
				t.Fatal(err)
			}
			for _, c := range planted {
				if c.may(v) && !w.found[c.what] {
					t.Errorf("%s may see %s and does not", v.name, c.what)
				}
			}
		})
	}
	a.lookBehind(t, site.Log()+said(), planted)
}

// heard is logged so that it is known that the log is listened to, however quiet the rest is.
const heard = "the walk begins"

// logged keeps what the program logs, which otherwise goes where errors go, from now on until
// what it returns is called.
func logged(t *testing.T) func() string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	usual := os.Stderr
	os.Stderr = file
	t.Cleanup(func() { os.Stderr = usual })
	return func() string {
		os.Stderr = usual
		text, err := os.ReadFile(file.Name())
		if err != nil || !strings.Contains(string(text), heard) {
			t.Errorf("the log is not heard: %d bytes, %v", len(text), err)
		}
		return string(text)
	}
}

// unlogged are the shapes of what no log may say: the invented phone numbers and NHS numbers,
// postcodes, the codes of links, and the tokens of sessions.
var unlogged = []*regexp.Regexp{
	regexp.MustCompile(`\b0?(1632|7700) ?[0-9]{3} ?[0-9]{3}\b`),
	regexp.MustCompile(`\b999 ?[0-9]{3} ?[0-9]{4}\b`),
	regexp.MustCompile(`\bWN[0-9] ?[0-9][A-Z]{2}\b`),
	regexp.MustCompile(`/(invited|enter|sorted|helping/enter)/[A-Za-z0-9_-]{16,}`),
	regexp.MustCompile(`session-of-`),
}

// lookBehind looks for the canaries where no visitor looks: in the log of the program, and in
// the journal, which is told that something was done and never what it says. What somebody
// typed into a search stands with the search.
func (a *App) lookBehind(t *testing.T, log string, planted []canary) {
	t.Helper()
	rows, err := a.DB.Read(a.As(t.Context(), "test", "a test")).Query(`SELECT e.verb, e.purpose, e.data FROM journal_entry e WHERE e.borough_id = ?`, a.Borough)
	told, err := db.Collect(rows, err, func(rows *db.Rows) (string, error) {
		var verb, purpose, data string
		err := rows.Scan(&verb, &purpose, &data)
		return verb + purpose + data, err
	})
	if err != nil || len(told) == 0 || log == "" {
		t.Fatalf("%d entries, %d bytes of log: %v", len(told), len(log), err)
	}
	all := strings.Join(told, "\n")
	for _, shape := range unlogged {
		if found := shape.FindString(log); found != "" {
			t.Errorf("the log says %q: %q", found, around(log, found))
		}
	}
	for _, c := range planted {
		for _, word := range c.words {
			if strings.Contains(log, word) {
				t.Errorf("the log says %s: %q", c.what, around(log, word))
			}
			if !slices.Contains(typedInWalks, word) && strings.Contains(all, word) {
				t.Errorf("the journal says %s: %q", c.what, around(all, word))
			}
		}
	}
}

// typedInWalks are what visitors look for.
var typedInWalks = []string{"Zorbelia", "Quorvex", "Pexiter", "Wrenchby", "WN2 3EB", "01632 960177"}

// hamlet is the whole program over a demo of a few people.
func hamlet(t *testing.T) *App {
	t.Helper()
	return hamletLogging(t, "error")
}

func hamletLogging(t *testing.T, level string) *App {
	t.Helper()
	at := clock.NewManual(time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC))
	a, err := Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: level,
	}, at, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.WithoutCancel(t.Context())) })
	if err := a.MakeDemo(t.Context(), at, at.Now(), DemoSize{Seed: 11, People: 40, Requests: 12, Volunteers: 12}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	return a
}

func (c canary) may(v visitor) bool { return slices.Contains(c.seen, v.name) }

// plant asks for help in the names of people who must be kept from somebody.
func (a *App) plant(t *testing.T) []canary {
	t.Helper()
	point := access.With(a.As(t.Context(), "coordination-point", "a test"), centre.principal())
	ask := func(key string, extra answers.Answers) {
		given := answers.Answers{
			"who_for": {"me"}, "postcode": {"WN2 3EB"}, "needs": {"comfort-call"}, "phone": {"01632 960177"},
			"safe_contact": {"call"}, "agreement": {"share"}, "helps_now": {"nobody"},
		}
		for id, values := range extra {
			given[id] = values
		}
		if _, err := a.Intake.Ask(point, intake.Asking{Channel: needs.Phone, Answers: given, Key: key}); err != nil {
			t.Fatal(err)
		}
	}
	ask("restricted", answers.Answers{"first_name": {"Zorbelia"}, "last_name": {"Quorvex"}, "address": {"11 Vantzel Street"}, "own_words": {"My sister Brimtulla rings too."}})
	ask("withheld", answers.Answers{"first_name": {"Yolanzu"}, "last_name": {"Pexiter"}, "address": {"5 Wrenchby Lane"}})
	ask("afraid", answers.Answers{
		"first_name": {"Harvoni"}, "last_name": {"Lissomer"}, "address": {"7 Mill Brow"}, "needs": {"domestic-abuse"},
		"own_words": {"Hexmorlin must not hear of it."}, "abuse_now": {"no"}, "abuse_contact": {"Through Jubalta next door"},
	})
	a.label(t, point, "Quorvex", people.Restricted)
	a.label(t, point, "Pexiter", people.AddressWithheld)
	own := access.With(a.As(t.Context(), "coordinator-of-the-hub", "a test"), ownHub.principal())
	if err := a.People.WriteNote(own, a.known(t, point, "Pexiter").ID, "Takes Grelvianol in the morning.", true); err != nil {
		t.Fatal(err)
	}
	whole := []string{centre.name, director.name, auditor.name}
	return []canary{
		{[]string{"Zorbelia", "Quorvex", "Vantzel", "Brimtulla"}, "a restricted person", whole},
		{[]string{"Wrenchby"}, "a withheld address", nil},
		{[]string{"Hexmorlin", "Jubalta"}, "what somebody said who is afraid", whole},
		{[]string{"Grelvianol"}, "a health note", []string{ownHub.name, auditor.name}},
	}
}

func (a *App) known(t *testing.T, ctx context.Context, family string) people.Person {
	t.Helper()
	hits, err := a.People.Search(ctx, family, 2)
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d people are called %s: %v", len(hits), family, err)
	}
	p, err := a.People.Person(ctx, hits[0].Person)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (a *App) label(t *testing.T, ctx context.Context, family string, label people.Label) {
	t.Helper()
	p := a.known(t, ctx, family)
	if err := a.People.Mark(ctx, p.ID, p.Labels(), []people.Label{label}); err != nil {
		t.Fatal(err)
	}
}

// walk is one visitor's way through the site.
type walk struct {
	t       *testing.T
	v       visitor
	site    *webtest.Site
	browser *webtest.Browser
	planted []canary
	queue   []string
	known   map[string]bool
	found   map[string]bool
}

// mostPages ends a walk that would not end by itself.
const mostPages = 8000

var (
	recordPage = regexp.MustCompile(`^/(requests|tasks|people)/[0-9a-f-]{36}$`)
	// unwalked tell of nobody, or stand still: the page of background work needs the
	// runner that a served program has, each volunteer's part of the board is one page, and
	// so is each week and each open shift of the redeployed, and each week and hub of the
	// figures, whose pages name nobody.
	unwalked  = regexp.MustCompile(`^/(assets|live|sign-out|api/docs|admin$|admin/jobs)|assignee=volunteer|^/deployment/seats|^/deployment.*[?&]week=|^/figures.*[?&](week|hub|from)=|^/board-report.*[?&]until=`)
	parameter = regexp.MustCompile(`\{`)
)

// everywhere follows every link from every door, and tries the searches.
func (w *walk) everywhere() {
	w.known = map[string]bool{}
	for _, route := range w.site.Routes() {
		if route.Method == http.MethodGet && !parameter.MatchString(route.Path) {
			w.meet(route.Path)
		}
	}
	for n := 0; len(w.queue) > 0 && n < mostPages; n++ {
		address := w.queue[0]
		w.queue = w.queue[1:]
		w.open(address)
	}
	if len(w.queue) > 0 {
		w.t.Errorf("%d pages and more wait: the walk has no end", len(w.queue))
	}
	for _, typed := range typedInWalks {
		w.judge("a look-up of "+typed, w.browser.Post("/people/lookup", url.Values{"terms": {typed}}), typed)
	}
	like := url.Values{"first_name": {"Zorbelia"}, "last_name": {"Quorvex"}, "postcode": {"WN2 3EB"}, "phone": {"01632 960177"}}
	w.judge("a look for likenesses", w.browser.Post("/people/like", like), "Zorbelia", "Quorvex")
}

// meet keeps an address for later, and what programs ask of the same record.
func (w *walk) meet(address string) {
	if address = html.UnescapeString(address); w.known[address] || unwalked.MatchString(address) {
		return
	}
	w.known[address] = true
	w.queue = append(w.queue, address)
	if record := recordPage.FindString(address); record == address {
		w.meet("/api/v1" + record)
		w.meet("/api/v1" + record + "/tasks")
	}
}

func (w *walk) open(address string) {
	p := w.browser.Get(address)
	if strings.HasPrefix(address, "/api/") {
		p = w.program(address)
	}
	if p.Status >= http.StatusInternalServerError {
		w.t.Errorf("%s is %d: %s", address, p.Status, p.Body)
	}
	w.judge(address, p)
	for _, link := range linked(p.Body) {
		w.meet(link)
	}
}

// program asks as a program that is signed in.
func (w *walk) program(address string) webtest.Page {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Authorization", "Bearer session-of-"+w.v.principal().Account)
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	return webtest.Page{Status: answer.Code, Header: answer.Header(), Body: answer.Body.String()}
}

// judge looks for the canaries in a page, save those words that the visitor typed.
func (w *walk) judge(what string, p webtest.Page, typed ...string) {
	for _, c := range w.planted {
		for _, word := range c.words {
			if slices.Contains(typed, word) || !strings.Contains(p.Body, word) {
				continue
			}
			w.found[c.what] = true
			if !c.may(w.v) {
				w.t.Errorf("%s shows %s to %s: %q", what, c.what, w.v.name, around(p.Body, word))
			}
		}
	}
}

func around(body, word string) string {
	i := strings.Index(body, word)
	return body[max(0, i-60):min(len(body), i+60)]
}
