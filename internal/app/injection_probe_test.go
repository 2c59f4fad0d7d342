package app

import (
	"encoding/json"
	"io/fs"
	"maps"
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
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
)

// probeAll knocks at every door, first with a harmless word and then with each other, and
// holds against each other what became of the tables.
func (p *prober) probeAll() {
	tables := p.tables()
	before := p.rows(tables)
	for _, pattern := range slices.Sorted(maps.Keys(p.doors)) {
		d := p.doors[pattern]
		if unserved.MatchString(d.route.Path) {
			continue
		}
		usual := make([]int, len(tables)) // what is read writes nothing, whatever is asked
		if d.route.Method != http.MethodGet {
			p.probe(d, harmless, true)
			usual = p.grown(tables, &before)
		}
		for nth, word := range meaningful {
			p.probe(d, word, nth == 0)
		}
		for i, grown := range p.grown(tables, &before) {
			if grown < min(len(meaningful)*usual[i], 0) || grown > max(len(meaningful)*usual[i], 0) {
				p.t.Errorf("%s: %s has %d rows more, and %d with a harmless word", pattern, tables[i], grown, usual[i])
			}
		}
	}
}

// unserved needs what only a served program has, such as the runner of jobs, or stands still.
var unserved = regexp.MustCompile(unwalked.String() + `|^/admin/journal/check`)

// grown counts by how many rows each table has grown since before, which it brings up to date.
func (p *prober) grown(tables []string, before *[]int) []int {
	now := p.rows(tables)
	grown := make([]int, len(tables))
	for i, n := range now {
		grown[i] = n - (*before)[i]
	}
	*before = now
	return grown
}

// tables are all but the journal and the brakes, which note who read and tried what.
func (p *prober) tables() (all []string) {
	p.t.Helper()
	known, err := db.Tables(p.DB.Read(p.As(p.t.Context(), "test", "a test")))
	if err != nil {
		p.t.Fatal(err)
	}
	for _, table := range known {
		if slices.ContainsFunc(table.Columns, func(c db.Column) bool { return c.Name == "borough_id" }) && !noting.MatchString(table.Name) {
			all = append(all, table.Name)
		}
	}
	return all
}

var noting = regexp.MustCompile(`^(journal|brakes)_`)

// rows counts the rows of tables.
func (p *prober) rows(tables []string) []int {
	p.t.Helper()
	counts := make([]int, len(tables))
	into := make([]any, len(tables))
	args := make([]any, len(tables))
	parts := make([]string, len(tables))
	for i, table := range tables {
		into[i], args[i], parts[i] = &counts[i], p.Borough, "(SELECT count(*) FROM "+table+" WHERE borough_id = ?)"
	}
	if err := p.DB.Read(p.As(p.t.Context(), "test", "a test")).QueryRow("SELECT "+strings.Join(parts, ", "), args...).Scan(into...); err != nil {
		p.t.Fatal(err)
	}
	return counts
}

// probe sends a word to one door: in each part of its address, in what the address asks and
// in its forms, in all fields at once and, where each is true, in each alone.
func (p *prober) probe(d *door, word string, each bool) {
	for _, address := range d.bent(word) {
		p.send(d, address, sending{fields: url.Values{"version": {"1"}}})
	}
	at := d.address()
	if d.route.Method == http.MethodGet {
		p.ask(d, at, word, each)
		return
	}
	if len(d.forms) == 0 {
		p.send(d, at, sending{fields: everywhere(p.named(d), word)})
	}
	for _, form := range d.forms {
		if each && !strings.HasPrefix(d.route.Path, "/admin/blueprint/draft") { // a draft is one row, judged whole each time
			p.eachField(d, form, word)
		}
		form.fields = everywhere(slices.Collect(maps.Keys(form.fields)), word)
		p.send(d, form.action, form)
	}
}

// eachField sends a form with the word in one field after another. Where somebody else has
// changed the record meanwhile, the form is taken from its page anew.
func (p *prober) eachField(d *door, form sending, word string) {
	for _, name := range slices.Sorted(maps.Keys(form.fields)) {
		for range 2 {
			one := form
			one.fields = maps.Clone(form.fields)
			one.fields.Set(name, word)
			if p.send(d, form.action, one).Status != http.StatusConflict {
				break
			}
			form = p.anew(d, form)
		}
	}
}

// anew is a form as it stands on its page now.
func (p *prober) anew(d *door, form sending) sending {
	if form.seen == "" {
		return form
	}
	for _, now := range formsIn(d.who.signedIn().Get(form.seen).Body, form.seen) {
		if now.action == form.action {
			now.seen = form.seen
			return now
		}
	}
	return form
}

func everywhere(names []string, word string) url.Values {
	all := url.Values{}
	for _, name := range names {
		all.Set(name, word)
	}
	return all
}

// ask puts a word into the questions of an address.
func (p *prober) ask(d *door, at, word string, each bool) {
	all := url.Values{}
	for name := range d.asked {
		all.Set(name, word)
		if each {
			p.send(d, at+"?"+url.Values{name: {word}}.Encode(), sending{})
		}
	}
	p.send(d, at+"?"+all.Encode(), sending{})
}

// address is one that leads to the door: one that was seen, or else one that leads nowhere.
func (d *door) address() string {
	if len(d.at) > 0 {
		return d.at[0]
	}
	return strings.ReplaceAll(inBraces.ReplaceAllString(d.route.Path, "0190b0a2-6f5e-7c3a-8e0d-000000000000"), "{$}", "")
}

// bent are addresses of the door with a word in one of their parts.
func (d *door) bent(word string) (all []string) {
	parts, right := strings.Split(d.route.Path, "/"), strings.Split(d.address(), "/")
	for i, part := range parts {
		if strings.HasPrefix(part, "{") && part != "{$}" && i < len(right) {
			bent := slices.Clone(right)
			bent[i] = url.PathEscape(word)
			all = append(all, strings.Join(bent, "/"))
		}
	}
	return all
}

// send knocks once, and judges the answer.
func (p *prober) send(d *door, address string, form sending) webtest.Page {
	page := p.knock(d, address, form)
	if page.Status == http.StatusTooManyRequests {
		p.Clock.(*clock.Manual).Advance(time.Minute)
		page = p.knock(d, address, form)
	}
	p.told[page.Status]++
	p.read(d, address, page)
	if page.Status >= http.StatusInternalServerError {
		p.t.Errorf("%s %s with %q: %d", d.route.Method, address, form.fields, page.Status)
	}
	return page
}

// read looks for markup in a page that was typed into a form or an address, for what was typed
// in where an answer leads, and for the headers that every answer has.
func (p *prober) read(d *door, address string, page webtest.Page) webtest.Page {
	h := page.Header
	if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Content-Security-Policy") == "" || h.Get("Permissions-Policy") == "" || !strings.Contains(h.Get("Cache-Control"), "no-store") && !p.stored(d) {
		p.t.Errorf("%s %s answers %d without the headers of every answer: %v", d.route.Method, address, page.Status, h)
	}
	if d.route.Method == http.MethodPost && strings.Contains(choices.ReplaceAllString(h.Get("Location"), ""), harmless) {
		p.t.Errorf("%s %s leads to what was typed: %s", d.route.Method, d.route.Path, h.Get("Location"))
	}
	kind, _, _ := strings.Cut(page.Header.Get("Content-Type"), ";")
	if kind != "text/html" && kind != "image/svg+xml" {
		return page
	}
	if strings.Contains(page.Body, planted) {
		p.t.Errorf("%s %s has markup in it that was typed: %q", d.route.Method, address, around(page.Body, planted))
	}
	if strings.Contains(page.Body, "&lt;"+planted[1:]) {
		p.shown[d.route.Method+" "+d.route.Path] = true
	}
	return page
}

// choices are of lists of work and of hubs, by their ids; what is no such choice is refused there.
var choices = regexp.MustCompile(`[?&](task|hub)=[^&]*`)

// stored reports whether browsers may keep what a door answers: published figures, a drawing
// of figures and the description of the API, which are of nobody.
func (p *prober) stored(d *door) bool { return keptByBrowsers.MatchString(d.route.Path) }

var keptByBrowsers = regexp.MustCompile(`^/(open/data|api/|robots|rounds/doorstep|situation/[a-z]+\.svg)`)

func (p *prober) knock(d *door, address string, form sending) webtest.Page {
	switch who := d.who.signedIn(); {
	case strings.HasPrefix(address, "/api/"):
		return p.program(d, address, form)
	case d.route.Method == http.MethodGet:
		return who.Get(address)
	case form.upload != "":
		return who.Upload(address, form.fields, form.upload, "names.csv", "Name,Phone\n"+form.fields.Get("word")+",01632 960123\n")
	default:
		return who.Post(address, form.fields)
	}
}

// program knocks as a program does.
func (p *prober) program(d *door, address string, form sending) webtest.Page {
	said := map[string]any{"answers": form.fields}
	for name := range form.fields {
		said[name] = form.fields.Get(name)
	}
	body, err := json.Marshal(said)
	if err != nil {
		p.t.Fatal(err)
	}
	r := httptest.NewRequest(d.route.Method, address, strings.NewReader(string(body)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+d.who.Cookie("kith"))
	r.Header.Set("Idempotency-Key", form.fields.Get("version"))
	answer := httptest.NewRecorder()
	p.site.ServeHTTP(answer, r)
	return webtest.Page{Status: answer.Code, Header: answer.Header(), Body: answer.Body.String()}
}

// judge says how much was tried, and fails where it was too little to prove anything.
func (p *prober) judge() {
	forms, unseen := 0, []string{}
	for pattern, d := range p.doors {
		forms += len(d.forms)
		if d.route.Method == http.MethodPost && len(d.forms) == 0 && len(d.at) == 0 {
			unseen = append(unseen, pattern)
		}
	}
	slices.Sort(unseen)
	p.t.Logf("%d forms, %d doors showed what was typed, answers %v; no page with a form for %s", forms, len(p.shown), p.told, strings.Join(unseen, ", "))
	if log := p.site.Log(); log == "" || strings.Contains(log, harmless) {
		p.t.Errorf("%d bytes of log, and they say what was typed: %q", len(log), around(log, harmless))
	}
	if forms < fewestForms || len(p.shown) < fewestShown {
		p.t.Errorf("%d forms were found and %d doors showed what was typed: too few to prove anything", forms, len(p.shown))
	}
}

var (
	inQuotes = regexp.MustCompile("[\"`]([^\"`]*)[\"`]")
	fieldish = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,30}$`)
)

// named are the names a door could ask for: those that stand in the source of the package
// which declares it, or else all that were seen on pages.
func (p *prober) named(d *door) []string {
	if p.said == nil {
		p.said = declared(p.t)
	}
	for _, said := range p.said {
		if said[d.route.Path] {
			names := slices.Collect(maps.Keys(said))
			return slices.DeleteFunc(names, func(name string) bool { return !fieldish.MatchString(name) })
		}
	}
	return slices.Collect(maps.Keys(p.names))
}

// declared are the texts in the source of each package of pages.
func declared(t *testing.T) map[string]map[string]bool {
	t.Helper()
	all := map[string]map[string]bool{}
	err := filepath.WalkDir("..", func(path string, _ fs.DirEntry, err error) error {
		dir := filepath.Dir(path)
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(dir, "web") {
			return err
		}
		text, err := os.ReadFile(path)
		if all[dir] == nil {
			all[dir] = map[string]bool{}
		}
		for _, said := range inQuotes.FindAllSubmatch(text, -1) {
			all[dir][string(said[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
