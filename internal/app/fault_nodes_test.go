//go:build fault

package app_test

import (
	"strings"
	"testing"
	"time"
)

// TestFaultTwoNodes serves one borough by two programs on one PostgreSQL, one of which is
// killed again and again while people go from one to the other. Nobody's request is lost or
// doubled, whoever signed in at one is signed in at the other, what happens at one is told at
// the other, and the journal is one chain.
func TestFaultTwoNodes(t *testing.T) {
	count, kills := 200, 2
	if long() {
		count, kills = 8000, 60
	}
	all := forms(t, count)
	onServersWithPeople(t, func(t *testing.T, e engine) {
		first, _ := e.serve(t)
		second, _ := e.serve(t)
		hub := first.visit(t, "hub@example.org")
		hub.base = second.base
		if _, err := hub.get("/board"); err != nil {
			t.Errorf("signed in at the first, at the second: %v", err)
		}

		steady := &public{t: t, forms: all, told: map[int]string{}}
		steady.program.Store(first)
		p := &public{t: t, forms: all, told: map[int]string{}}
		p.program.Store(second)
		done := make(chan struct{})
		go func() { defer close(done); p.sendAll(span(0, count), 10) }()
		also := make(chan struct{})
		go func() { defer close(also); steady.sendAll(span(0, count), 10) }() // the same forms, by the other
		killed := p.killing(e, done, kills, count)
		<-done
		<-also
		for n, reference := range p.told {
			if steady.told[n] != reference {
				t.Errorf("form %d was told %s by one and %s by the other", n, reference, steady.told[n])
			}
		}
		e.settled(t)
		kept := e.kept(t)
		for n, reference := range p.told {
			if kept[reference] != 1 {
				t.Errorf("form %d was told %s, which is there %d times", n, reference, kept[reference])
			}
		}
		p.program.Load().stop()
		first.stop()
		if _, said := e.run(t, "verify"); !strings.Contains(said, "whole") {
			t.Errorf("the journal of both: %s", said)
		}
		t.Logf("%d forms by two nodes, one killed %d times", count, killed)
	})
}

// settled waits until nothing is left to seal and no job runs, which the node that is left
// sees to for the one that was killed.
func (e engine) settled(t *testing.T) {
	t.Helper()
	for began := time.Now(); ; time.Sleep(200 * time.Millisecond) {
		_, unsealed := e.leftBehind(t)
		if unsealed == 0 {
			return
		}
		if time.Since(began) > 20*time.Second {
			t.Errorf("%d entries of the journal are not sealed after %v", unsealed, time.Since(began))
			return
		}
	}
}

// onServersWithPeople is onServers with accounts to sign in as.
func onServersWithPeople(t *testing.T, test func(t *testing.T, e engine)) {
	t.Helper()
	engines(t, t.TempDir(), func(e engine) {
		if e.url == "" {
			return
		}
		e.run(t, "demo", "--prepare", "--people", "60", "--requests", "12", "--at", "2020-04-21")
		test(t, e)
	})
}
