package web

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestGateLetsStaffGoFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 10, time.Minute)
		if !g.enter(t.Context(), forPublic) {
			t.Fatal("an empty gate refused")
		}
		order := make(chan string, 3)
		wait := func(name string, who rank) {
			go func() {
				if g.enter(t.Context(), who) {
					order <- name
					g.leave(who)
				}
			}()
			synctest.Wait()
		}
		wait("public 1", forPublic)
		wait("public 2", forPublic)
		wait("staff", forStaff)
		g.leave(forPublic)
		synctest.Wait()
		close(order)
		var got []string
		for name := range order {
			got = append(got, name)
		}
		if want := []string{"staff", "public 1", "public 2"}; !slices.Equal(got, want) {
			t.Errorf("order is %v, want %v", got, want)
		}
	})
}

func TestGateSendsAwayWhoWaitedTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 1, 3*time.Second)
		g.enter(t.Context(), forStaff)
		began := time.Now()
		if g.enter(t.Context(), forStaff) {
			t.Error("a full gate let somebody in")
		}
		if waited := time.Since(began); waited != 3*time.Second {
			t.Errorf("waited %s", waited)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		if g.enter(gone, forStaff) {
			t.Error("somebody who left was let in")
		}
		g.leave(forStaff)
		if g.busy != 0 || g.public != 0 || g.queued != 0 {
			t.Errorf("an idle gate counts %d busy, %d public, %d waiting", g.busy, g.public, g.queued)
		}
	})
}

func TestGateRefusesAtOnceWhenTheQueueIsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1, 1, time.Minute)
		g.enter(t.Context(), forStaff)
		go g.enter(t.Context(), forStaff)
		synctest.Wait()
		began := time.Now()
		if g.enter(t.Context(), forStaff) || time.Since(began) != 0 {
			t.Error("a full queue took one more")
		}
		g.leave(forStaff)
	})
}

func TestRatesForgetWhoWasSilentLongest(t *testing.T) {
	r := newRates(Limits{FormsMinute: 1, FormsBurst: 1, Addresses: 2}.orUsual())
	now := time.Now()
	s := &Server{}
	for _, remote := range []string{"192.0.2.1:1", "192.0.2.2:1", "192.0.2.3:1", "192.0.2.4:1"} {
		r.take(s.address(requestFrom(remote)), now)
	}
	if len(r.by) != 2 || r.recent.Len() != 2 {
		t.Errorf("remembers %d addresses, want 2", len(r.by))
	}
	if r.take(s.address(requestFrom("192.0.2.4:2")), now) == 0 {
		t.Error("the latest address was forgotten")
	}
}
