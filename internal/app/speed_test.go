//go:build bench

package app_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/registers/places/placestest"
	"kith/internal/work/answers"
)

// The borough of the bad day. KITH_BENCH_SHARE=10 makes it a tenth, to try the
// measuring out.
const (
	people    = 320_000
	tasks     = 300_000
	postcodes = 2_700_000
)

func share(n int) int {
	if text := os.Getenv("KITH_BENCH_SHARE"); text != "" {
		if by, err := strconv.Atoi(text); err == nil {
			return n / by
		}
	}
	return n
}

// BenchmarkSpeed measures the program as it is released, on each engine, and prints one
// table. It is no test: nothing fails for being slow.
func BenchmarkSpeed(b *testing.B) {
	b.ReportMetric(0, "ns/op")
	root, err := os.MkdirTemp(os.Getenv("KITH_BENCH_DIR"), "bench-") // a temporary folder may lie in memory
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(root) })
	var lines []line
	say := func(engine, what string, values ...string) {
		l := line{engine, what, values}
		lines = append(lines, l)
		fmt.Fprintln(os.Stderr, l)
	}
	if info, err := os.Stat(binary); err == nil {
		say("", "size of the program", fmt.Sprintf("%.1f MB", float64(info.Size())/1e6))
	}
	directory := placestest.ONSPD(b, share(postcodes))
	engines(b, root, func(e engine) {
		measure(b, e, func(what string, values ...string) { say(e.name, what, values...) })
		took, out := e.run(b, "import", "postcodes", directory, "--rejects", filepath.Join(root, "rejects.csv"))
		rows := float64(share(postcodes))
		say(e.name, fmt.Sprintf("%d rows of ONSPD taken in", share(postcodes)), seconds(took), "", fmt.Sprintf("%.0f/s", rows/took.Seconds()))
		if !strings.Contains(out, "0 rejected") {
			b.Errorf("the import rejected rows: %s", out)
		}
	})
	fmt.Printf("\n%s\n", table(lines))
}

// measure fills a borough and measures everything people wait for.
func measure(b *testing.B, e engine, say func(string, ...string)) {
	size := demo.Lively
	size.People, size.Tasks = share(people), share(tasks)
	took, _ := e.run(b, "demo", "--prepare", "--seed", fmt.Sprint(size.Seed),
		"--people", fmt.Sprint(size.People), "--tasks", fmt.Sprint(size.Tasks))
	say(fmt.Sprintf("borough of %d people and %d tasks made", size.People, size.Tasks), seconds(took))
	starts(b, e, say)
	p, _ := e.serve(b)
	defer p.stop()
	agent, hub, director := p.visit(b, "agent@example.org"), p.visit(b, "hub@example.org"), p.visit(b, "director@example.org")
	typed := keystrokes()
	lookUp := func(n int) error {
		_, err := agent.post("/people/lookup", url.Values{"terms": {typed[n%len(typed)]}})
		return err
	}
	page := func(v *visitor, path string) func(int) error {
		return func(int) error { _, err := v.get(path); return err }
	}
	during(1, 2*time.Second, lookUp) // the first to come warm what is kept in memory
	say("look-up as you type, one agent", during(1, 10*time.Second, lookUp).values()...)
	say("look-up as you type, 8 agents at once", during(8, 10*time.Second, lookUp).values()...)
	say("hub's board, 50 rows", during(1, 8*time.Second, page(hub, "/board")).values()...)
	say("hub's board, 8 people at once", during(8, 8*time.Second, page(hub, "/board")).values()...)
	say("borough's board, 50 rows", during(1, 8*time.Second, page(director, "/board")).values()...)
	say("dashboard, kept for ten seconds", during(1, 5*time.Second, page(director, "/dashboard")).values()...)
	submissions(b, p, size, say)
	say("memory after that", memory(p))
}

// starts measures starting on a database that is there, and memory while nothing happens.
func starts(b *testing.B, e engine, say func(string, ...string)) {
	var all timings
	for range 5 {
		p, took := e.serve(b)
		all = append(all, took)
		p.stop()
	}
	slices.Sort(all)
	say("start to first answer", millis(all[len(all)/2]), millis(all[len(all)-1]))
	p, _ := e.serve(b)
	time.Sleep(10 * time.Second)
	say("memory at rest, after 10 s", memory(p))
	p.stop()
}

// clients is how many people send forms at the same time.
const clients = 50

// submissions sends whole requests for help.
func submissions(b *testing.B, p *program, size demo.Size, say func(string, ...string)) {
	loaded, problems := blueprint.Load(os.DirFS(filepath.Join("..", "..", "blueprints", "wigan")), app.Features().Sections())
	if len(problems) > 0 {
		b.Fatal(problems)
	}
	forms := demo.Forms(loaded, time.Now(), size, share(40_000))
	rand.Shuffle(len(forms), func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	busyHour(b, p, forms, say)
	for range 2 {
		say(fmt.Sprintf("complete submissions, %d people at once", clients), send(b, p, forms).values()...)
	}
}

// send lets people send forms for a while; no key is used twice.
func send(b *testing.B, p *program, forms []answers.Answers) load {
	public := make(chan *visitor, clients)
	for range clients {
		public <- p.visit(b, "")
	}
	run := rand.Uint64()
	return during(clients, 20*time.Second, func(n int) error {
		v := <-public
		defer func() { public <- v }()
		_, err := v.ask(fmt.Sprintf("bench %d %d", run, n), forms[n%len(forms)])
		return err
	})
}

// keystrokes are what agents have typed so far, key by key.
func keystrokes() (all []string) {
	for _, text := range []string{
		"margaret smith", "smith john", "mohammed khan", "o'brien", "kowalska an", "WN2 3EB", "WN5 9", "07700 900123",
		"jones wn2", "12/05/1948", "taylor 1951", "patel", "ashworth doris", "hughes wn7", "nguyen",
	} {
		for n := 2; n <= len(text); n++ {
			all = append(all, text[:n])
		}
	}
	return all
}

type timings []time.Duration

// load is how it went for people who did something again and again.
type load struct {
	took   timings
	lasted time.Duration
	failed int64
	first  error
}

// during lets so many people do something again and again for a while. Each time has a
// number of its own.
func during(people int, lasting time.Duration, do func(n int) error) load {
	var l load
	var mu sync.Mutex
	var all sync.WaitGroup
	var n, failed atomic.Int64
	began := time.Now()
	for range people {
		all.Go(func() {
			var mine timings
			for time.Since(began) < lasting {
				at := time.Now()
				if err := do(int(n.Add(1) - 1)); err != nil {
					failed.Add(1)
					mu.Lock()
					l.first = err
					mu.Unlock()
					continue
				}
				mine = append(mine, time.Since(at))
			}
			mu.Lock()
			defer mu.Unlock()
			l.took = append(l.took, mine...)
		})
	}
	all.Wait()
	l.lasted, l.failed = time.Since(began), failed.Load()
	slices.Sort(l.took)
	return l
}

// values are the middle one, the 95th of a hundred, how many a second, and what failed.
func (l load) values() []string {
	if len(l.took) == 0 {
		return []string{"-", "-", fmt.Sprintf("all failed: %v", l.first)}
	}
	values := []string{
		millis(l.took[len(l.took)/2]), millis(l.took[len(l.took)*95/100]),
		fmt.Sprintf("%.0f/s", float64(len(l.took))/l.lasted.Seconds()),
	}
	if l.failed > 0 {
		values = append(values, fmt.Sprintf("%d failed: %.300v", l.failed, l.first))
	}
	return values
}

func millis(d time.Duration) string  { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }
func seconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// memory is what the program holds of the machine's.
func memory(p *program) string {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return "unknown on this system"
	}
	for text := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(text, "VmRSS:"); ok {
			if kb, err := strconv.Atoi(strings.Fields(rest)[0]); err == nil {
				return fmt.Sprintf("%.0f MB", float64(kb)/1024)
			}
		}
	}
	return "unknown"
}

// line is one line of the table.
type line struct {
	engine, what string
	values       []string
}

// String is the line as it is told while the measuring goes on.
func (l line) String() string { return l.engine + ": " + l.what + ": " + strings.Join(l.values, ", ") }

func table(lines []line) string {
	var b strings.Builder
	fmt.Fprintln(&b, "| engine | what | median | 95th | rate |\n| --- | --- | ---: | ---: | ---: |")
	for _, l := range lines {
		cells := append(slices.Clone(l.values), "", "", "")[:max(3, len(l.values))]
		fmt.Fprintf(&b, "| %s | %s | %s |\n", l.engine, l.what, strings.Join(cells, " | "))
	}
	return b.String()
}
