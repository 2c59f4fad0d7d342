//go:build bench && linux

package app_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/demo"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/plat/journal"
	"kith/internal/services/intake"
	"kith/internal/work/needs"
	work "kith/internal/work/tasks"
)

// Of the comparison: how many writes one turn has, by how many at once, and how many turns
// each side has.
const (
	costWrites  = 100
	costClients = 50
	costTurns   = 7
)

// BenchmarkWhatTheJournalAdds compares whole submissions, and what came of tasks, with all the
// rows they write, with and without the journal. The disk is waited for. The two take turns in
// one run, sealing is part of what the journal costs, and the middle of the turns is told: of
// the time by the clock, and of the processor's, the database server's with it.
func BenchmarkWhatTheJournalAdds(b *testing.B) {
	root, err := os.MkdirTemp(os.Getenv("KITH_BENCH_DIR"), "journal-") // a temporary folder may lie in memory
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(root) })
	engines(b, root, func(e engine) {
		c := newCost(b, e)
		b.Run(e.name+"/a submission", func(b *testing.B) { c.compare(b, c.submissions) })
		b.Run(e.name+"/what came of a task", func(b *testing.B) { c.compare(b, c.outcomes) })
	})
}

type cost struct {
	*app.App
	ctx    context.Context
	server string // the process that the database server's others come from, "" of SQLite
	forms  int    // asked so far
}

func newCost(b *testing.B, e engine) *cost {
	a, err := app.Open(b.Context(), config.Common{Data: e.data, Database: e.url, Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error"}, clock.System{}, true)
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(a.As(context.Background(), "point", "measure"))
	var sealing sync.WaitGroup
	sealing.Go(func() {
		for ctx.Err() == nil {
			_ = a.Journal.SealBorough(ctx, "wigan")
			time.Sleep(200 * time.Millisecond)
		}
	})
	b.Cleanup(func() {
		stop()
		sealing.Wait()
		_ = a.Close(context.Background())
	})
	if err := a.EnsureBlueprint(ctx); err != nil {
		b.Fatal(err)
	}
	c := &cost{App: a, ctx: ctx}
	if e.url != "" {
		var pid int
		if err := a.DB.Read(ctx).QueryRow(`SELECT pg_backend_pid()`).Scan(&pid); err != nil {
			b.Fatal(err)
		}
		c.server = processOf(strconv.Itoa(pid)).parent
	}
	return c
}

// deed is one write, prepared.
type deed func() error

// submissions prepares whole requests for help, each of somebody else.
func (c *cost) submissions(b *testing.B, n int) (all []deed) {
	bp, err := c.Blueprints.Current(c.ctx)
	if err != nil {
		b.Fatal(err)
	}
	size := demo.Lively
	size.Seed += uint64(c.forms)
	for i, form := range demo.Forms(bp, time.Now(), size, n) {
		key := fmt.Sprint("cost ", c.forms+i)
		all = append(all, func() error {
			_, err := c.Intake.Ask(c.ctx, intake.Asking{Channel: needs.Web, Key: key, Answers: form})
			return err
		})
	}
	c.forms += n
	return all
}

// outcomes prepares tasks that somebody has taken on, to be told what came of them.
func (c *cost) outcomes(b *testing.B, n int) (all []deed) {
	for len(all) < n {
		for _, ask := range c.submissions(b, n) {
			if err := ask(); err != nil {
				b.Fatal(err)
			}
		}
		open, err := c.Needs.Requests(c.ctx, needs.RequestFilter{States: []needs.RequestState{needs.Received}, Limit: n + c.forms})
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range open {
			if err := c.Needs.Accept(c.ctx, r.ID, r.Version); err != nil {
				continue // nowhere to go yet
			}
			todo, err := c.Tasks.OfRequest(c.ctx, r.ID)
			if err != nil {
				b.Fatal(err)
			}
			for _, t := range todo {
				if err := c.Tasks.Claim(c.ctx, work.Choice{ID: t.ID, Version: t.Version}); err != nil {
					continue
				}
				mine := work.Choice{ID: t.ID, Version: t.Version + 1}
				all = append(all, func() error { return c.Tasks.RecordOutcome(c.ctx, mine, work.Outcome{Code: goesWell(t)}) })
				break
			}
		}
	}
	return all[:n]
}

// goesWell is the outcome of a task that goes well.
func goesWell(t work.Task) string {
	for _, code := range []string{"spoken", "acknowledged", "done", "collected"} {
		if slices.ContainsFunc(t.Endings(), func(e work.Ending) bool { return e.Code == code }) {
			return code
		}
	}
	return t.Endings()[0].Code
}

// compare lets the two take turns.
func (c *cost) compare(b *testing.B, prepare func(*testing.B, int) []deed) {
	c.turn(b, prepare(b, costWrites), true)
	var byClock, byProcessor, each, more []float64
	for i := range costTurns {
		var at [2]struct{ clock, processor float64 }
		for half := range 2 {
			tells := (i+half)%2 == 0 // neither is always first
			side := 0
			if tells {
				side = 1
			}
			at[side].clock, at[side].processor = c.turn(b, prepare(b, costWrites), tells)
		}
		byClock, byProcessor = append(byClock, 100*(at[1].clock/at[0].clock-1)), append(byProcessor, 100*(at[1].processor/at[0].processor-1))
		each, more = append(each, 1e6*at[0].processor), append(more, 1e6*(at[1].processor-at[0].processor))
	}
	for what, all := range map[string][]float64{"%-of-time": byClock, "%-of-processor": byProcessor, "µs-without": each, "µs-more": more} {
		slices.Sort(all)
		b.ReportMetric(all[len(all)/2], what)
	}
	b.ReportMetric(0, "ns/op")
}

// turn does the writes and says how long one took by the clock and of the processor, in
// seconds.
func (c *cost) turn(b *testing.B, all []deed, tells bool) (clock, processor float64) {
	c.sealed(b)
	journal.Silence(!tells)
	defer journal.Silence(false)
	began, busy := time.Now(), c.processor()
	todo := make(chan deed, len(all))
	for _, w := range all {
		todo <- w
	}
	close(todo)
	var done sync.WaitGroup
	for range costClients {
		done.Go(func() {
			for w := range todo {
				if err := w(); err != nil {
					b.Error(err)
				}
			}
		})
	}
	done.Wait()
	clock = time.Since(began).Seconds() / float64(len(all))
	c.sealed(b)
	return clock, (c.processor() - busy) / float64(len(all))
}

// sealed seals what waits.
func (c *cost) sealed(b *testing.B) {
	if err := c.Journal.SealBorough(c.ctx, "wigan"); err != nil {
		b.Fatal(err)
	}
}

// processor is how many seconds of a processor this process has taken, and the server.
func (c *cost) processor() float64 {
	var used syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	took := time.Duration(used.Utime.Nano() + used.Stime.Nano()).Seconds()
	if c.server == "" {
		return took
	}
	running, _ := filepath.Glob("/proc/[0-9]*")
	for _, one := range running {
		if p := processOf(filepath.Base(one)); p.parent == c.server {
			took += p.took
		}
	}
	return took
}

// process is what the system says of a running program.
type process struct {
	parent string
	took   float64 // seconds of a processor
}

func processOf(pid string) (p process) {
	text, err := os.ReadFile(filepath.Join("/proc", pid, "stat"))
	if errors.Is(err, fs.ErrNotExist) {
		return p
	}
	_, after, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return p
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return process{parent: fields[1], took: float64(user+system) / 100} // a clock tick is a hundredth
}
