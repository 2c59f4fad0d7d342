//go:build fault

package app_test

import (
	"context"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
)

// TestFaultStoppedInTheMiddle asks the program to end while people send forms. Whoever was
// being served is answered, no job is left half-done and nothing of the journal unsealed.
func TestFaultStoppedInTheMiddle(t *testing.T) {
	all := forms(t, 400)
	onEngines(t, func(t *testing.T, e engine) {
		program, _ := e.serve(t)
		p := &public{t: t, forms: all, told: map[int]string{}, giveUp: make(chan struct{})}
		p.program.Store(program)
		done := make(chan struct{})
		go func() { defer close(done); p.sendAll(span(0, 400), 20) }()
		for p.answered() < 100 {
			time.Sleep(time.Millisecond)
		}
		began := time.Now()
		program.stop()
		took := time.Since(began)
		close(p.giveUp)
		<-done
		if code := program.cmd.ProcessState.ExitCode(); code != 0 {
			t.Errorf("it ended with %d", code)
		}
		running, unsealed := e.leftBehind(t)
		if running > 0 || unsealed > 0 {
			t.Errorf("%d jobs are half-done, %d entries of the journal are not sealed; its log:\n%s", running, unsealed, program.log)
		}
		kept := e.kept(t)
		for n, reference := range p.toldSoFar() {
			if kept[reference] != 1 {
				t.Errorf("form %d was told %s, which is there %d times", n, reference, kept[reference])
			}
		}
		t.Logf("it ended within %v; %d had been told", took, len(p.told))
	})
}

// leftBehind counts jobs that are said to be running, and entries that are not sealed, in a
// database that no program serves.
func (e engine) leftBehind(t *testing.T) (running, unsealed int) {
	t.Helper()
	a, err := app.Open(t.Context(), config.Common{Data: e.data, Database: e.url, Borough: "wigan", LogLevel: "error"}, clock.System{}, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close(context.WithoutCancel(t.Context())) }()
	r := a.DB.Read(a.As(t.Context(), "test", "count"))
	counts, err := jobs.Count(r)
	if err == nil {
		unsealed, _, err = journal.Behind(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return counts["running"], unsealed
}

// TestFaultFarTooMany has far more people come than can be served. Staff go first and all
// are served; whoever is sent away is told when to come again; and within five seconds of
// the crowd leaving it is as if it had never been there.
func TestFaultFarTooMany(t *testing.T) {
	lasts := 2 * time.Second
	if long() {
		lasts = time.Minute
	}
	e := engine{name: "SQLite", data: t.TempDir()}
	e.run(t, "demo", "--prepare", "--people", "60", "--requests", "12", "--at", "2020-04-21")
	e.env = []string{"KITH_IN_FLIGHT=2"}
	program, _ := e.serve(t)
	hub := program.visit(t, "hub@example.org")

	until := time.Now().Add(lasts)
	var crowd sync.WaitGroup
	var served, away, wrong atomic.Int64
	client := &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 3000}}
	for range 3200 { // all places, all that may wait, and more
		crowd.Go(func() {
			for time.Now().Before(until) {
				answer, err := client.Get(program.base + "/ask")
				if err != nil {
					continue
				}
				answer.Body.Close()
				switch {
				case answer.StatusCode == http.StatusServiceUnavailable && answer.Header.Get("Retry-After") != "":
					away.Add(1)
					time.Sleep(100 * time.Millisecond)
				case answer.StatusCode < 400:
					served.Add(1)
				default:
					wrong.Add(1)
				}
			}
		})
	}
	var waits []time.Duration
	for time.Now().Before(until) {
		began := time.Now()
		if _, err := hub.get("/board"); err != nil {
			t.Errorf("staff in the crowd: %v", err)
		}
		waits = append(waits, time.Since(began))
	}
	crowd.Wait()
	began := time.Now()
	for slow := true; slow && time.Since(began) < 10*time.Second; {
		at := time.Now()
		_, err := program.visit(t, "").get("/")
		slow = err != nil || time.Since(at) > 500*time.Millisecond
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v to recover", took)
	}
	slices.Sort(waits)
	if wrong.Load() > 0 || served.Load() == 0 || away.Load() == 0 {
		t.Errorf("%d were served, %d sent away with when to come again, %d otherwise", served.Load(), away.Load(), wrong.Load())
	}
	t.Logf("%d served, %d sent away; staff waited %v in the middle, %v at most; recovered after %v",
		served.Load(), away.Load(), waits[len(waits)/2], waits[len(waits)-1], time.Since(began))
	program.stop()
}

// descriptors counts what a process has open.
func descriptors(t *testing.T, pid string) int {
	t.Helper()
	all, err := os.ReadDir("/proc/" + pid + "/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}
