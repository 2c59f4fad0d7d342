//go:build fault

package app_test

import (
	"testing"
	"time"
)

// TestFaultTheServerIsKilled kills PostgreSQL under a program that serves, and starts it
// again. Nothing acknowledged is lost, and the program goes on by itself.
func TestFaultTheServerIsKilled(t *testing.T) {
	if !long() {
		t.Skip("part of make fault: TestFaultTheWayToTheDatabase cuts the connections in a tenth of the time")
	}
	const count, kills = 6000, 20
	all := forms(t, count)
	s := newServer(t)
	e := s.engine()
	e.run(t, "migrate")
	program, _ := e.serve(t)
	p := &public{t: t, forms: all, told: map[int]string{}}
	p.program.Store(program)
	done := make(chan struct{})
	go func() { defer close(done); p.sendAll(span(0, count), 20) }()
	for kill := range kills {
		for p.answered() < (kill+1)*count/(kills+1) {
			time.Sleep(time.Millisecond)
		}
		s.kill()
		time.Sleep(300 * time.Millisecond)
		s.start()
	}
	<-done
	p.sendAll(span(0, count), 20)
	time.Sleep(time.Second)
	program.stop()
	p.check(e, count)
}
