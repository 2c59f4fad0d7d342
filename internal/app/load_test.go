//go:build bench

package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/work/answers"
)

// surge is a national surge as it is promised to fit on two cores.
type surge struct {
	lasts          time.Duration
	each           time.Duration // in which an agent looks up, opens and saves once
	forms          int           // a second
	agents         int
	people, tasks  int
	burst          int // in one second
	within, inTime time.Duration
}

// theSurge is the one of the promise; KITH_LOAD makes it shorter, as 3m, and KITH_LOAD_FORMS,
// KITH_LOAD_AGENTS, KITH_LOAD_PEOPLE and KITH_LOAD_TASKS make it smaller, to try it out.
func theSurge(t *testing.T) surge {
	t.Helper()
	s := surge{
		lasts: 10 * time.Minute, each: 20 * time.Second, forms: number("KITH_LOAD_FORMS", 50), agents: number("KITH_LOAD_AGENTS", 200),
		people: number("KITH_LOAD_PEOPLE", 100_000), tasks: number("KITH_LOAD_TASKS", 300_000), burst: 500,
		within: 200 * time.Millisecond, inTime: 3 * time.Second,
	}
	if text := os.Getenv("KITH_LOAD"); text != "" {
		var err error
		if s.lasts, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func number(setting string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(setting)); err == nil {
		return n
	}
	return usual
}

// TestLoad sends a national surge to the program, on each engine, and prints one table. It is
// run by make load, on a machine that does nothing else.
func TestLoad(t *testing.T) {
	s := theSurge(t)
	var lines []line
	engines(t, t.TempDir(), func(e engine) {
		e.run(t, "demo", "--prepare", "--people", fmt.Sprint(s.people), "--tasks", fmt.Sprint(s.tasks))
		p, _ := e.serve(t)
		w := &wave{surge: s, t: t, program: p, told: map[string]int{}}
		lines = append(lines, w.run(e.name)...)
		p.stop()
		lost, doubled := w.missing(e.kept(t))
		lines = append(lines, line{e.name, "told a reference", []string{fmt.Sprint(len(w.told)), fmt.Sprintf("%d lost", lost), fmt.Sprintf("%d doubled", doubled)}})
		if lost+doubled > 0 {
			t.Errorf("%s: %d lost, %d doubled", e.name, lost, doubled)
		}
	})
	beside, _ := os.ReadFile("/proc/loadavg") // what it is measured beside, where that is known
	fmt.Printf("\n%s\nload at the end: %s\n", table(lines), strings.TrimSpace(string(beside)))
}

// wave is a surge under way.
type wave struct {
	surge
	t       *testing.T
	program *program

	mu     sync.Mutex
	told   map[string]int // references, and how often each was told
	did    map[string]timings
	failed map[string]int
	first  error
}

// note keeps how long something took, or that it failed.
func (w *wave) note(what string, began time.Time, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		w.failed[what]++
		if w.first == nil {
			w.first = fmt.Errorf("%s: %w", what, err)
		}
		return
	}
	w.did[what] = append(w.did[what], time.Since(began))
}

func (w *wave) run(engine string) (lines []line) {
	w.did, w.failed = map[string]timings{}, map[string]int{}
	loaded, problems := blueprint.Load(os.DirFS("../../blueprints/wigan"), app.Features().Sections())
	if len(problems) > 0 {
		w.t.Fatal(problems)
	}
	forms := demo.Forms(loaded, time.Now(), demo.Lively, 5000)
	as := w.program.visit(w.t, "agent@example.org")
	until := time.Now().Add(w.lasts)
	var work sync.WaitGroup
	for range w.agents {
		d := w.sit(as)
		work.Go(func() { w.answerCalls(d, until) })
	}
	w.ask(forms, until)
	work.Wait()
	for _, what := range []string{"form", "look-up", "open", "save"} {
		lines = append(lines, w.line(engine, what))
	}
	return append(lines, w.allAtOnce(engine, forms))
}

// line is how something went, against what is promised.
func (w *wave) line(engine, what string) line {
	took := w.did[what]
	slices.Sort(took)
	if len(took) == 0 {
		w.t.Errorf("%s: no %s came through: %v", engine, what, w.first)
		return line{engine, what, nil}
	}
	p95 := took[len(took)*95/100]
	if p95 > w.within || w.failed[what] > 0 {
		w.t.Errorf("%s: %s: 95th %v, %d failed, first %v", engine, what, p95, w.failed[what], w.first)
	}
	return line{engine, what, []string{
		millis(took[len(took)/2]), millis(p95),
		fmt.Sprintf("%d, %d failed; 99th %s, slowest %s", len(took), w.failed[what], millis(took[len(took)*99/100]), millis(took[len(took)-1])),
	}}
}

// sit begins a call with connections of its own.
func (w *wave) sit(as *visitor) *desk {
	w.t.Helper()
	own := *as
	own.http.Transport = &http.Transport{MaxIdleConnsPerHost: 1, DisableCompression: true}
	d := &desk{visitor: &own}
	to, err := d.leads("/calls", url.Values{})
	if err != nil {
		w.t.Fatal(err)
	}
	d.call = to
	page, err := d.get(to)
	found := versionField.FindStringSubmatch(page)
	if err != nil || found == nil {
		w.t.Fatalf("the call %s has no version: %v", to, err)
	}
	d.version = found[1]
	return d
}

// answerCalls looks somebody up, opens something and saves once in each stretch of time.
func (w *wave) answerCalls(d *desk, until time.Time) {
	typed := keystrokes()
	step := w.each / 3
	time.Sleep(rand.N(step))
	for n := 0; time.Now().Before(until); n++ {
		began := time.Now()
		switch n % 3 {
		case 0:
			_, err := d.post("/people/lookup", url.Values{"terms": {typed[rand.IntN(len(typed))]}})
			w.note("look-up", began, err)
		case 1:
			_, err := d.get([]string{"/requests", d.call, "/people"}[n/3%3])
			w.note("open", began, err)
		default:
			failed := d.failed
			d.save(n)
			err := error(nil)
			if d.failed > failed {
				err = d.first
			}
			w.note("save", began, err)
		}
		time.Sleep(step - step/4 + rand.N(step/2) - time.Since(began))
	}
}

// ask sends forms at a steady rate, whoever has to wait for the one before.
func (w *wave) ask(forms []answers.Answers, until time.Time) {
	tick := time.NewTicker(time.Second / time.Duration(w.forms))
	defer tick.Stop()
	run := rand.Uint64()
	var sent sync.WaitGroup
	public := w.public(64)
	for n := 0; time.Now().Before(until); n++ {
		<-tick.C
		sent.Go(func() {
			v := <-public
			defer func() { public <- v }()
			began := time.Now()
			w.note("form", began, w.send(v, fmt.Sprintf("load %d %d", run, n), forms[n%len(forms)]))
		})
	}
	sent.Wait()
}

func (w *wave) public(n int) chan *visitor {
	public := make(chan *visitor, n)
	for range n {
		public <- w.program.visit(w.t, "")
	}
	return public
}

// send sends one form and keeps what was told.
func (w *wave) send(v *visitor, key string, form answers.Answers) error {
	got, err := v.ask(key, form)
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.told[got.Reference]++
	}
	return err
}

// allAtOnce sends as many forms as come in the worst second.
func (w *wave) allAtOnce(engine string, forms []answers.Answers) line {
	public := w.public(w.burst)
	run := rand.Uint64()
	var sent sync.WaitGroup
	var mu sync.Mutex
	failed, first := 0, error(nil)
	began := time.Now()
	for n := range w.burst {
		sent.Go(func() {
			time.Sleep(rand.N(time.Second))
			v := <-public
			if err := w.send(v, fmt.Sprintf("burst %d %d", run, n), forms[n%len(forms)]); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed, first = failed+1, err
			}
		})
	}
	sent.Wait()
	took := time.Since(began)
	if took > w.inTime || failed > 0 {
		w.t.Errorf("%s: %d in one second took %v, %d failed, %v", engine, w.burst, took, failed, first)
	}
	return line{engine, fmt.Sprintf("%d forms in one second", w.burst), []string{"all within " + seconds(took), fmt.Sprintf("%d failed", failed)}}
}

// missing counts those who were told a reference that is not there, or is there twice.
func (w *wave) missing(kept map[string]int) (lost, doubled int) {
	for reference, times := range w.told {
		if kept[reference] == 0 {
			lost++
		}
		if kept[reference] > 1 || times > 1 {
			doubled++
		}
	}
	return lost, doubled
}
