package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	"kith/internal/plat/govuk"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
	"kith/internal/registers/places"
	"kith/internal/registers/volunteers"
	"kith/internal/registers/volunteers/verifyweb"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	assets "kith/web"
)

// TestPublicPagesSayNothingOutsideTheCatalogue walks every page of the public in the
// made-up language and fails on each word that was not written so: it came from neither a
// catalogue nor a translation of the blueprint.
func TestPublicPagesSayNothingOutsideTheCatalogue(t *testing.T) {
	w := newWalker(t)
	for _, how := range []struct{ last, few bool }{{}, {last: true}, {few: true}} {
		w.last, w.few = how.last, how.few
		w.seen = map[string]bool{}
		for _, route := range w.site.Routes() {
			if route.Method == http.MethodGet && public(route) && !strings.Contains(route.Path, "{") {
				w.get(jar{}, route.Path, 0)
			}
		}
		w.get(jar{}, "/", 0)
	}
	w.get(jar{}, "/there-is-no-such-page", 0)
	w.get(jar{}, "/services?need=food", 0)
	for _, wrong := range []string{"AAAA-AAA", "7K3", "7K3D-9M3", "7K3D-9M2"} {
		w.post(jar{}, "/status", url.Values{"reference": {wrong}, "code": {"123456"}}, 0)
	}
	for _, number := range []string{w.number, "7K3D-9M3", "7K3D-9M2"} {
		w.get(jar{}, verifyweb.Path+"/"+number, 0)
	}
	for _, code := range []string{"BL1 1AA", "EH1 1AA"} { // two who are led to their own councils
		w.post(jar{}, "/helping/where", url.Values{"address": {typed}, "postcode": {code}}, 0)
	}
	w.post(jar{}, "/helping/age", url.Values{"date_of_birth-day": {"1"}, "date_of_birth-month": {"1"}, "date_of_birth-year": {"2020"}}, 0)
	w.get(jar{}, w.sorted, 0)
	w.get(jar{}, "/sorted/there-is-no-such-link", 0)
	w.get(jar{}, "/helping/enter/there-is-no-such-link", 0)
	for _, reached := range []string{"", "12", "somebody@example.org"} {
		w.post(jar{}, "/helping/link", url.Values{"reach": {reached}}, 0)
	}
	for _, route := range w.site.Routes() {
		if pattern := route.Method + " " + route.Path; public(route) && !w.came[pattern] {
			t.Errorf("%s was never come to: the walk does not know the way", pattern)
		}
	}
	if len(w.came) < 10 || w.pages < 60 {
		t.Errorf("the walk came to %d pages behind %d doors only", w.pages, len(w.came))
	}
}

func public(r web.Route) bool { return r.Spoken() && r.Who.Allows(access.Principal{}) }

// jar is the cookies of a browser.
type jar map[string]string

// walker walks the pages of the public, filling in what they ask.
type walker struct {
	t       *testing.T
	app     *App
	site    *web.Server
	mux     *http.ServeMux // the patterns of the routes, to tell by which door an address is
	names   *strings.Replacer
	last    bool            // choose the last of several radios instead of the first
	few     bool            // tick one box of several instead of all
	seen    map[string]bool // pages, by what they ask
	came    map[string]bool // doors
	pages   int
	receipt []string // the reference and the code last given
	sorted  string   // the link by which somebody says whether it was sorted
	number  string   // of a volunteer
	csrf    string   // of the forms on the page last looked at
}

func newWalker(t *testing.T) *walker {
	t.Helper()
	a := opened(t)
	if err := a.EnsureBlueprint(t.Context()); err != nil {
		t.Fatal(err)
	}
	set, err := assets.Assets()
	if err != nil {
		t.Fatal(err)
	}
	site, _, err := a.site(t.Context(), config.Serving{FormsMinute: 100_000, FormsBurst: 100_000}, set, true)
	if err != nil {
		t.Fatal(err)
	}
	w := &walker{t: t, app: a, site: site, mux: http.NewServeMux(), seen: map[string]bool{}, came: map[string]bool{}}
	for _, route := range site.Routes() {
		w.mux.HandleFunc(route.Method+" "+route.Path, func(http.ResponseWriter, *http.Request) {})
	}
	w.sorted, w.number = sortedLink(t, a), volunteersNumber(t, a)
	b, err := a.Blueprints.Current(a.As(t.Context(), "test", "walk"))
	if err != nil {
		t.Fatal(err)
	}
	names := []string{b.Borough().Council, ""} // what is called so in every language
	for _, n := range blueprint.Part[*places.Areas](b).Neighbourhoods {
		names = append(names, n.Name, "")
	}
	for _, l := range words.Languages() { // each as its speakers call it
		names = append(names, l.Name, "")
	}
	w.names = strings.NewReplacer(names...)
	return w
}

// sortedLink is the link that somebody is sent whose request was met.
func sortedLink(t *testing.T, a *App) string {
	t.Helper()
	if err := a.carry(t.Context(), config.Serving{}, true); err != nil {
		t.Fatal(err)
	}
	ctx := a.As(t.Context(), "test", "walk")
	receipt, err := a.Intake.Ask(ctx, intake.Asking{Channel: needs.Web, Key: "sorted", Answers: answers.Answers{
		answers.AskWhoFor: {"me"}, answers.AskFirstName: {"Amina"}, answers.AskLastName: {"Khan"}, answers.AskPhone: {"07700 900123"},
		answers.AskSafeContact: {"text"}, answers.AskPostcode: {"WN2 3EB"}, answers.AskNeeds: {"food"}, "food_left": {"none"}, "food_reason": {"no-money"}, "adults": {"1"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	request, err := needs.ByCode(a.DB.Read(ctx), receipt.Reference, receipt.Code)
	if err != nil {
		t.Fatal(err)
	}
	err = a.DB.Write(ctx, func(tx *db.Tx) error {
		all, err := needs.AllNeeds(tx, request.ID)
		for _, n := range all {
			err = errors.Join(err, needs.Settle(tx, n.ID, needs.NeedMet, "done"))
		}
		return errors.Join(err, needs.NoteFirstContact(tx, request.ID))
	})
	for _, s := range a.Updates.Subscriptions() {
		if s.Wants("needs.settled") {
			err = errors.Join(err, s.Handle(ctx, journal.Sealed{At: a.Clock.Now(), Entry: journal.Entry{Objects: []journal.Object{{Kind: "request", ID: string(request.ID)}}}}))
		}
	}
	if err := errors.Join(err, a.Messages.SendDue(ctx)); err != nil {
		t.Fatal(err)
	}
	for _, arrived := range a.box.Arrived() {
		if _, token, ok := strings.Cut(arrived.Body, "/sorted/"); ok {
			return "/sorted/" + strings.Fields(token)[0]
		}
	}
	t.Fatal("nobody was asked whether it was sorted")
	return ""
}

// volunteersNumber is the number on the letter of a volunteer.
func volunteersNumber(t *testing.T, a *App) string {
	t.Helper()
	ctx := central(a.As(t.Context(), "test", "walk"))
	v, err := a.Volunteers.Add(ctx, volunteers.NewVolunteer{GivenNames: typed, BornUnknown: "They ring back.", Phone: "+447700900123", Neighbourhood: "hapi", Activities: []string{"food"}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Volunteers.RecordCheck(ctx, v.ID, volunteers.Held{Check: "identity", IssuedOn: day.Today(a.Clock), SeenBy: "test", SeenHow: "both papers"})
	rules, errRules := a.Volunteers.Rules(ctx)
	err = errors.Join(err, errRules, a.Volunteers.Agree(ctx, v.ID))
	for _, m := range rules.Modules {
		err = errors.Join(err, a.Volunteers.PassInPerson(ctx, v.ID, m.ID, "test"))
	}
	p, errLetter := a.Volunteers.Letter(ctx, v.ID)
	if err := errors.Join(err, errLetter); err != nil {
		t.Fatal(err)
	}
	return p.Registration.String()
}

// central is a coordinator of the whole borough.
func central(ctx context.Context) context.Context {
	return access.With(ctx, access.Principal{Account: "test", Grants: []access.Grant{{Role: access.Coordinator}}})
}

const deepest = 200

func (w *walker) get(j jar, address string, depth int) {
	w.answer(j, httptest.NewRequest(http.MethodGet, address, nil), depth)
}

func (w *walker) post(j jar, address string, form url.Values, depth int) {
	r := httptest.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w.answer(j, r, depth)
}

// answer sends a request, judges the page that comes and goes on from there.
func (w *walker) answer(j jar, r *http.Request, depth int) {
	if depth > deepest {
		return
	}
	r.AddCookie(&http.Cookie{Name: "kith-language", Value: words.PseudoCode})
	kept := jar{}
	for name, value := range j {
		kept[name] = value
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	_, pattern := w.mux.Handler(r)
	w.came[pattern] = true
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	for _, c := range answer.Result().Cookies() {
		if kept[c.Name] = c.Value; c.MaxAge < 0 {
			delete(kept, c.Name)
		}
	}
	if to := answer.Header().Get("Location"); answer.Code == http.StatusSeeOther {
		w.get(kept, to, depth+1)
		return
	}
	w.page(kept, r, answer, depth)
}

// page judges a page once and follows its forms, blank and filled in, and its links.
func (w *walker) page(j jar, r *http.Request, answer *httptest.ResponseRecorder, depth int) {
	body := answer.Body.String()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	asked := asks(root)
	name := fmt.Sprint(r.Method, " ", r.URL.Path, " ", answer.Code, asked.headings, len(asked.forms), len(j))
	if w.seen[name] {
		return
	}
	w.seen[name] = true
	w.pages++
	where := fmt.Sprintf("%s %s (%d)", r.Method, r.URL, answer.Code)
	for _, wrong := range pagecheck.Faults(body) {
		w.t.Errorf("%s: %s", where, wrong)
	}
	for _, f := range asked.forms {
		w.csrf = cmp.Or(f.blank().Get(govuk.CSRFField), w.csrf)
	}
	for _, text := range asked.texts {
		if rest := w.outside(text); rest != "" {
			w.t.Errorf("%s says outside the catalogue: %q in %q", where, rest, text)
		}
	}
	if len(asked.references) == 2 {
		w.receipt = asked.references
		w.follow(j, asked.links, depth) // before a form forgets what was sent
	}
	for _, f := range asked.forms {
		w.post(j, f.action, f.blank(), depth+1)
		w.post(j, f.action, w.filled(f), depth+1)
	}
	w.follow(j, asked.links, depth)
}

func (w *walker) follow(j jar, links []string, depth int) {
	for _, link := range links {
		if next := "GET " + link; !w.seen[next+fmt.Sprint(len(j))] {
			w.seen[next+fmt.Sprint(len(j))] = true
			w.get(j, link, depth+1)
		}
	}
}

var (
	inBrackets = regexp.MustCompile(`\[[^\[\]]*\]`)
	english    = regexp.MustCompile(`[A-Za-z]{2,}`)
	data       = regexp.MustCompile(`\b[A-Z]{1,2}\d{1,2} \d(?:[A-Z]{2})?\b|\b[0-9A-Z]{4}-[0-9A-Z]{3}\b|\S+@\S+|%\{count\}`)
)

// outside is what of a text was not written in the made-up language, or "".
func (w *walker) outside(text string) string {
	for inBrackets.MatchString(text) {
		text = inBrackets.ReplaceAllString(text, "")
	}
	text = data.ReplaceAllString(w.names.Replace(text), "")
	if english.MatchString(text) {
		return strings.TrimSpace(text)
	}
	return ""
}

// asking is what a page says and asks.
type asking struct {
	texts, headings, links, references []string
	forms                              []*form
}

type form struct {
	action string
	inputs []input
}

type input struct {
	name, kind, value string
	exclusive         bool
	numeric           bool
}

// asks reads a page. What is in a language of its own, and addresses between bdi marks,
// needs no translation.
func asks(root *html.Node) *asking {
	a := &asking{}
	a.read(root, nil)
	return a
}

func (a *asking) read(n *html.Node, in *form) {
	if n.Type == html.TextNode {
		a.texts = append(a.texts, n.Data)
	}
	if n.Type == html.ElementNode {
		switch {
		case n.Data == "script" || n.Data == "style" || n.Data == "bdi":
			return
		case n.Data != "html" && attribute(n, "lang") != "":
			return
		case n.Data == "textarea":
			in.inputs = append(in.inputs, input{name: attribute(n, "name"), kind: "textarea"})
			return
		}
		in = a.element(n, in)
	}
	for child := range n.ChildNodes() {
		a.read(child, in)
	}
}

func (a *asking) element(n *html.Node, in *form) *form {
	for _, at := range n.Attr {
		if slices.Contains([]string{"title", "aria-label", "placeholder", "alt"}, at.Key) || strings.HasPrefix(at.Key, "data-i18n.") {
			a.texts = append(a.texts, at.Val)
		}
	}
	switch n.Data {
	case "form":
		if attribute(n, "method") == "post" {
			in = &form{action: attribute(n, "action")}
			a.forms = append(a.forms, in)
		}
	case "input", "button", "select":
		if in != nil && attribute(n, "name") != "" {
			in.inputs = append(in.inputs, input{
				name: attribute(n, "name"), kind: n.Data + " " + attribute(n, "type"), value: attribute(n, "value"),
				exclusive: attribute(n, "data-behaviour") == "exclusive", numeric: attribute(n, "inputmode") == "numeric",
			})
		}
	case "a":
		if href := attribute(n, "href"); strings.HasPrefix(href, "/") && !strings.Contains(href, "lang=") {
			a.links = append(a.links, href)
		}
	case "h1":
		a.headings = append(a.headings, text(n))
	case "strong":
		if attribute(n, "class") == "kith-reference" {
			a.references = append(a.references, text(n))
		}
	}
	return in
}

func attribute(n *html.Node, name string) string {
	for _, at := range n.Attr {
		if at.Key == name {
			return at.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// blank sends nothing but what the page itself put into the form.
func (f *form) blank() url.Values {
	sent := url.Values{}
	for _, i := range f.inputs {
		if i.kind == "input hidden" {
			sent.Add(i.name, i.value)
		}
	}
	return sent
}

// typed is written in letters that are no English word's.
const typed = "Ωμέγα"

// filled answers every question of a form.
func (w *walker) filled(f *form) url.Values {
	sent := f.blank()
	for _, i := range f.inputs {
		switch i.kind {
		case "input radio":
			if !sent.Has(i.name) || w.last {
				sent.Set(i.name, i.value)
			}
		case "input checkbox":
			if !i.exclusive && !(w.few && sent.Has(i.name)) {
				sent.Add(i.name, i.value)
			}
		case "button submit":
			sent.Set(i.name, i.value)
		case "input hidden", "select ":
		default:
			sent.Set(i.name, w.answerTo(i))
		}
	}
	return sent
}

func (w *walker) answerTo(i input) string {
	switch {
	case i.name == "reference" && len(w.receipt) == 2:
		return w.receipt[0]
	case i.name == "code" && len(w.receipt) == 2:
		return w.receipt[1]
	case i.kind == "input tel":
		return "01632 960 001"
	case i.kind == "input email":
		return "a@b.example.org"
	case strings.Contains(i.name, "postcode"):
		return "WN2 3EB"
	case strings.HasSuffix(i.name, "-year"):
		return "1952"
	case i.numeric:
		return "2"
	}
	return typed
}
