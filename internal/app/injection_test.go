package app

import (
	"cmp"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/live"
	"kith/internal/plat/web"
	"kith/internal/plat/web/webtest"
)

// harmless is what a form is sent with first. The others mean something to a database that
// is handed them as a part of a statement, and the first to a browser as well.
const (
	harmless = "Quillon"
	planted  = "<kith-planted"
)

var meaningful = []string{
	`Quillon'; DELETE FROM tasks_task; --"><kith-planted onfocus='x`,
	`1' OR '1'='1" OR 1=1) --`,
	"? $1 %_\\' \xff\x00",
}

// fewest is how many doors and forms the walk finds at least: a walk that ends early would
// prove nothing.
const (
	fewestForms = 200
	fewestShown = 60
	mostOfADoor = 2
)

// TestInjection sends words that mean something to a database in every part of every address,
// every question of an address and every field of every form that anybody can reach. No answer
// may be a failure of ours, and no table may gain or lose more rows than by a harmless word.
func TestInjection(t *testing.T) {
	a := hamlet(t)
	a.plant(t)
	a.plantFood(t, visitor{"food bank", access.Grant{Role: access.Organisation, Organisation: a.foodBank(t)}})
	a.plantRounds(t)
	p := newProber(t, a)
	all := p.visitors()
	for _, who := range all {
		p.learn(who)
	}
	p.press()
	for _, who := range all {
		p.learn(who)
	}
	for _, d := range p.doors {
		d.who = cmp.Or(d.who, all[0])
	}
	p.probeAll()
	p.names = map[string]bool{}
	for _, who := range all {
		p.learn(who)
	}
	p.judge()
}

// TestInjectionIsSeen opens a door that puts what it is asked into a statement, or the other
// test would show nothing.
func TestInjectionIsSeen(t *testing.T) {
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	open := func(_ http.ResponseWriter, r *http.Request) error {
		var n int
		return a.DB.Read(a.As(r.Context(), "test", "a test")).QueryRow(`SELECT count(*) FROM tasks_task WHERE borough_id = '` + r.FormValue("area") + `'`).Scan(&n)
	}
	site := webtest.New(t, a.Borough, a.Clock, nil)
	site.Mount(web.Pages{Routes: []web.Route{web.Get("/planted", access.Public(), open)}})
	if got := site.Browser("").Get("/planted?area=" + url.QueryEscape(meaningful[0])).Status; got < http.StatusInternalServerError {
		t.Errorf("a statement put together from a question of the address answered %d", got)
	}
}

// prober knocks at every door.
type prober struct {
	*App
	t     *testing.T
	site  *webtest.Site
	match *http.ServeMux
	doors map[string]*door
	names map[string]bool // of every field and question that was seen
	shown map[string]bool // the doors that showed what was typed
	told  map[int]int     // how often which status was answered
	said  map[string]map[string]bool
}

// door is a route with what was seen to lead to it.
type door struct {
	route web.Route
	who   *knocker
	at    []string        // addresses
	asked map[string]bool // questions of addresses
	forms []sending
}

func newProber(t *testing.T, a *App) *prober {
	p := &prober{App: a, t: t, site: webtest.New(t, a.Borough, a.Clock, nil), match: http.NewServeMux(), doors: map[string]*door{}, names: map[string]bool{}, shown: map[string]bool{}, told: map[int]int{}}
	p.site.Rough()
	address := "https://kith.example.org"
	a.publicURL.Store(&address)
	p.site.Mount(a.pages(live.New(live.Journal(a.DB, a.Borough), a.Log, channels()...), address)...)
	for _, route := range p.site.Routes() {
		pattern := route.Method + " " + route.Path
		p.doors[pattern] = &door{route: route, asked: map[string]bool{}}
		p.match.Handle(pattern, http.NotFoundHandler())
	}
	return p
}

// visitors are somebody who holds every role of staff, a volunteer, an organisation and the
// public.
func (p *prober) visitors() []*knocker {
	var everything []access.Grant
	for _, role := range access.Roles() {
		if role != access.Organisation && role != access.Volunteer {
			everything = append(everything, access.Grant{Role: role})
		}
	}
	point, found, err := facts{App: p.App}.AccountByEmail(p.As(p.t.Context(), "test", "a test"), "coordination@example.org")
	if err != nil || !found {
		p.t.Fatal("the demo has no coordination point: ", err)
	}
	return []*knocker{
		p.knocker(access.Principal{Account: string(point.ID), Name: "Everything", Grants: everything}),
		p.knocker(access.Principal{Account: "a-volunteer", Name: "A volunteer", Grants: []access.Grant{{Role: access.Volunteer, Volunteer: p.oneOf("volunteers_volunteer")}}}),
		p.knocker(access.Principal{Account: "an-organisation", Name: "An organisation", Grants: []access.Grant{{Role: access.Organisation, Organisation: p.oneOf("organisations_organisation")}}}),
		p.knocker(access.Principal{}),
	}
}

// knocker is a visitor who signs in again whenever a door has signed them out.
type knocker struct {
	*webtest.Browser
	token string
	again func() *webtest.Browser
}

func (p *prober) knocker(who access.Principal) *knocker {
	again := func() *webtest.Browser { return p.site.As(who) }
	if who.Account == "" {
		again = func() *webtest.Browser { return p.site.Browser("") }
	}
	k := &knocker{Browser: again(), again: again}
	k.token = k.Cookie("kith")
	return k
}

func (k *knocker) signedIn() *knocker {
	if k.Cookie("kith") != k.token {
		k.Browser = k.again()
	}
	return k
}

func (p *prober) oneOf(table string) (id string) {
	p.t.Helper()
	if err := p.DB.Read(p.As(p.t.Context(), "test", "a test")).QueryRow(`SELECT max(id) FROM `+table+` WHERE borough_id = ?`, p.Borough).Scan(&id); err != nil {
		p.t.Fatal(err)
	}
	return id
}

// doorAt finds the door of an address.
func (p *prober) doorAt(method, address string) *door {
	_, pattern := p.match.Handler(httptest.NewRequest(method, strings.ReplaceAll(address, " ", "%20"), nil))
	return p.doors[pattern]
}

// learn follows links as one visitor until each door was opened a few times, and keeps what
// addresses ask and which forms there are.
func (p *prober) learn(who *knocker) {
	var queue []string
	known := map[string]bool{}
	times := map[string]int{}
	meet := func(address string) {
		if address = html.UnescapeString(address); !known[address] && !unwalked.MatchString(address) {
			known[address], queue = true, append(queue, address)
		}
	}
	for _, route := range p.site.Routes() {
		if route.Method == http.MethodGet && !parameter.MatchString(route.Path) {
			meet(route.Path)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		path, asked, _ := strings.Cut(queue[0], "?")
		d := p.doorAt(http.MethodGet, path)
		if d == nil {
			continue
		}
		questions, _ := url.ParseQuery(asked)
		d.ask(questions)
		kind := d.route.Path + " " + strings.Join(slices.Sorted(maps.Keys(questions)), " ")
		if times[kind]++; times[kind] > mostOfADoor {
			continue
		}
		page := p.read(d, queue[0], who.signedIn().Get(queue[0]))
		if page.Status != http.StatusOK {
			continue
		}
		d.knocked(who, path)
		for _, link := range linked(page.Body) {
			meet(link)
		}
		for _, form := range formsIn(page.Body, queue[0]) {
			form.seen = queue[0]
			p.keep(who, form)
		}
	}
}

func (d *door) ask(questions url.Values) {
	for name := range questions {
		d.asked[name] = true
	}
}

func (d *door) knocked(who *knocker, path string) {
	if d.who == nil {
		d.who = who
	}
	if d.who == who && !slices.Contains(d.at, path) {
		d.at = append(d.at, path)
	}
}

// undoing are doors behind which others close.
var undoing = regexp.MustCompile(`/(discard|publish|remove|retire|revoke|end|erase|disable|drop|cancel|refuse|stop|left|sign-.*|separate|withdraw|take-back|hand-back|put-back)$`)

// press sends each form once as it stands on its page: what it leads to has forms as well.
func (p *prober) press() {
	for _, pattern := range slices.Sorted(maps.Keys(p.doors)) {
		d := p.doors[pattern]
		if undoing.MatchString(d.route.Path) || unserved.MatchString(d.route.Path) {
			continue
		}
		for _, form := range d.forms {
			p.send(d, form.action, form)
		}
	}
}

// keep keeps a form of which the door has none with the same fields.
func (p *prober) keep(who *knocker, form sending) {
	for name := range form.fields {
		p.names[name] = true
	}
	method := http.MethodPost
	if form.method != method {
		method = http.MethodGet
	}
	d := p.doorAt(method, form.action)
	if d == nil {
		return
	}
	if method == http.MethodGet {
		d.ask(form.fields)
		return
	}
	d.knocked(who, form.action)
	same := func(other sending) bool {
		return slices.Equal(slices.Sorted(maps.Keys(other.fields)), slices.Sorted(maps.Keys(form.fields)))
	}
	if len(d.forms) < mostOfADoor && !slices.ContainsFunc(d.forms, same) {
		d.forms = append(d.forms, form)
	}
}
