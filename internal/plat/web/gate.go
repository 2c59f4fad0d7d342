package web

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"kith/internal/kernel/fault"
)

// gate bounds how many requests are worked on at once. The rest wait a little,
// staff ahead of the public, and are then sent away: a server that says "try
// again in a moment" recovers, one that takes everything does not. A quarter of
// the places is kept for staff.
type gate struct {
	places  int
	waiting int
	wait    time.Duration

	mu     sync.Mutex
	busy   int         // places taken
	public int         // places taken by the public
	queues [2][]waiter // of the public, of staff
	queued int
}

// waiter is closed when its turn has come.
type waiter chan struct{}

// rank orders who goes first.
type rank int

const (
	forPublic rank = iota
	forStaff
)

func newGate(places, waiting int, wait time.Duration) *gate {
	return &gate{places: places, waiting: waiting, wait: wait}
}

// room reports whether one more of that rank may start.
func (g *gate) room(who rank) bool {
	if who == forStaff {
		return g.busy < g.places
	}
	return g.busy < g.places && g.public < g.forPublic()
}

func (g *gate) forPublic() int { return max(1, g.places*3/4) }

func (g *gate) start(who rank) {
	g.busy++
	if who == forPublic {
		g.public++
	}
}

// enter takes a place, waiting for one if need be, and reports whether it got
// it. Whoever got it must leave.
func (g *gate) enter(ctx context.Context, who rank) bool {
	turn, entered := g.join(who)
	if entered || turn == nil {
		return entered
	}
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	select {
	case <-turn:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return !g.giveUp(turn, who)
}

// join starts at once when there is room and nobody of the same rank waits,
// and queues otherwise. turn is nil when the queue is full as well.
func (g *gate) join(who rank) (turn waiter, entered bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.queues[who]) == 0 && g.room(who) {
		g.start(who)
		return nil, true
	}
	if g.queued >= g.waiting {
		return nil, false
	}
	turn = make(waiter)
	g.queues[who] = append(g.queues[who], turn)
	g.queued++
	return turn, false
}

// giveUp takes a waiter out of its queue. It reports false when the turn came
// in the meantime: the place is then held.
func (g *gate) giveUp(turn waiter, who rank) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := slices.Index(g.queues[who], turn)
	if at < 0 {
		return false
	}
	g.queues[who] = slices.Delete(g.queues[who], at, at+1)
	g.queued--
	return true
}

// leave gives the place to whoever is next.
func (g *gate) leave(who rank) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy--
	if who == forPublic {
		g.public--
	}
	for _, next := range []rank{forStaff, forPublic} {
		for len(g.queues[next]) > 0 && g.room(next) {
			close(g.queues[next][0])
			g.queues[next] = g.queues[next][1:]
			g.queued--
			g.start(next)
		}
	}
}

// demote counts a place taken for staff as the public's, and reports whether
// the public has one left.
func (g *gate) demote() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.public >= g.forPublic() {
		return false
	}
	g.public++
	return true
}

// place is a request's place in the gate; nil needs none.
type place struct {
	gate *gate
	who  rank
}

// justified moves a request that went ahead with staff, but turned out to be
// nobody's, among the public. It reports whether it may stay.
func (p *place) justified(signedIn bool) bool {
	if p == nil || signedIn || p.who == forPublic {
		return true
	}
	if !p.gate.demote() {
		return false
	}
	p.who = forPublic
	return true
}

func (p *place) leave() {
	if p != nil {
		p.gate.leave(p.who)
	}
}

// admit finds a place for a request. Who claims a session goes with staff until
// the claim is looked up.
func (s *Server) admit(r *http.Request, route Route) (*place, error) {
	if route.kind != page {
		return nil, nil
	}
	p := &place{gate: s.gate, who: forPublic}
	if s.presented(r) != "" {
		p.who = forStaff
	}
	if !s.gate.enter(r.Context(), p.who) {
		return nil, errBusy()
	}
	return p, nil
}

func errBusy() error {
	busy := fault.New(fault.Unavailable, "web.busy", "Many people are using the service now. Try again in a minute.")
	return RetryAfter(busy, 5*time.Second)
}
