//go:build fault

package app_test

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

// onServers runs a test over an empty, prepared database of a PostgreSQL server.
func onServers(t *testing.T, test func(t *testing.T, e engine)) {
	t.Helper()
	engines(t, t.TempDir(), func(e engine) {
		if e.url != "" {
			e.run(t, "migrate")
			test(t, e)
		}
	})
}

// TestFaultTheWayToTheDatabase cuts the connections to PostgreSQL under people who ask, has
// it refuse new ones, makes it slow, and has it swallow everything. Whoever cannot be served
// is told so in time; nothing is lost or doubled; and it heals without a restart.
func TestFaultTheWayToTheDatabase(t *testing.T) {
	rounds := 1
	if long() {
		rounds = 20
	}
	onServers(t, func(t *testing.T, e engine) {
		far, way := wayTo(t, e)
		all := forms(t, 300*rounds)
		program, _ := far.serve(t)
		p := &public{t: t, forms: all, told: map[int]string{}}
		p.program.Store(program)
		for round := range rounds {
			done := make(chan struct{})
			go func() { defer close(done); p.sendAll(span(300*round, 300), 20) }()
			for _, hour := range []struct {
				what  string
				is    passing
				lasts time.Duration
			}{
				{"cut", passing{}, 100 * time.Millisecond},
				{"refused", passing{refuse: true}, 700 * time.Millisecond},
				{"slow", passing{delay: 20 * time.Millisecond}, 700 * time.Millisecond},
				{"swallowed", passing{swallow: true}, 700 * time.Millisecond},
			} {
				time.Sleep(200 * time.Millisecond)
				way.becomes(hour.is)
				if hour.what != "slow" {
					way.cut()
				}
				time.Sleep(hour.lasts)
				way.becomes(passing{})
			}
			<-done
		}
		p.sendAll(span(0, len(all)), 20) // everybody presses once more
		time.Sleep(time.Second)
		program.stop()
		p.check(e, len(all))
		t.Logf("%d forms, %d answers", len(all), p.answers)
	})
}

// TestFaultTheDatabaseIsGone takes PostgreSQL away from a program that serves. Pages that
// need no record go on, those that do say that it will pass and never hang, and once it is
// back everything goes on.
func TestFaultTheDatabaseIsGone(t *testing.T) {
	onServers(t, func(t *testing.T, e engine) {
		far, way := wayTo(t, e)
		program, _ := far.serve(t)
		v := program.visit(t, "")
		form := forms(t, 1)[0]
		v.http.Timeout = time.Minute
		ways := map[string]passing{"nobody listens": {refuse: true}}
		if long() { // it is half a minute until nothing said is taken for no
			ways["it says nothing"] = passing{swallow: true}
		}
		for what, gone := range ways {
			way.becomes(gone)
			way.cut()
			if _, err := v.get("/healthz"); err != nil {
				t.Errorf("%s: %v", what, err)
			}
			if _, err := v.get("/"); err != nil {
				t.Errorf("%s: %v", what, err)
			}
			began := time.Now()
			_, err := v.ask("gone "+what, form)
			if refused, ok := errors.AsType[refusedError](err); !ok || refused.status != http.StatusServiceUnavailable {
				t.Errorf("%s: a form gave %v", what, err)
			}
			if took := time.Since(began); took > 40*time.Second {
				t.Errorf("%s: it took %v to say so", what, took)
			}
			t.Logf("%s: said after %v", what, time.Since(began))
			way.becomes(passing{})
			began = time.Now()
			for _, err = v.ask("gone "+what, form); err != nil && time.Since(began) < 20*time.Second; _, err = v.ask("gone "+what, form) {
				time.Sleep(50 * time.Millisecond)
			}
			if err != nil {
				t.Errorf("%s: after it came back: %v", what, err)
			}
			t.Logf("%s: healed after %v", what, time.Since(began))
		}
		program.stop()
	})
}
