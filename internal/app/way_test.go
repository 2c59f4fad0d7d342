//go:build fault

package app_test

import (
	"net"
	"net/url"
	"sync"
	"testing"
	"time"
)

// way is the network between the program and its database server, which can be cut, closed,
// slowed down or swallow everything.
type way struct {
	listener net.Listener
	to       string

	mu     sync.Mutex
	state  passing
	open   map[net.Conn]bool
	change chan struct{} // closed when the state changes
}

// passing is how a way treats what it is given.
type passing struct {
	refuse  bool          // no new connections
	swallow bool          // nothing arrives, and nothing is said
	delay   time.Duration // of each piece, either way
}

// wayTo makes a way to the engine's server; the engine it returns goes by it.
func wayTo(t *testing.T, e engine) (engine, *way) {
	t.Helper()
	u, err := url.Parse(e.url)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &way{listener: listener, to: u.Host, open: map[net.Conn]bool{}, change: make(chan struct{})}
	go w.accept()
	t.Cleanup(func() { listener.Close(); w.cut() })
	u.Host = listener.Addr().String()
	e.url = u.String()
	return e, w
}

// becomes changes how the way treats what it is given from now on.
func (w *way) becomes(p passing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.state = p
	close(w.change)
	w.change = make(chan struct{})
}

// cut breaks every connection that is open.
func (w *way) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.open {
		c.Close()
	}
}

func (w *way) now() (passing, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state, w.change
}

func (w *way) accept() {
	for {
		near, err := w.listener.Accept()
		if err != nil {
			return
		}
		if p, _ := w.now(); p.refuse {
			near.Close()
			continue
		}
		far, err := net.Dial("tcp", w.to)
		if err != nil {
			near.Close()
			continue
		}
		w.mu.Lock()
		w.open[near], w.open[far] = true, true
		w.mu.Unlock()
		go w.carry(near, far)
		go w.carry(far, near)
	}
}

// carry carries one direction of a connection until either side ends it.
func (w *way) carry(from, to net.Conn) {
	defer func() {
		from.Close()
		to.Close()
		w.mu.Lock()
		delete(w.open, from)
		w.mu.Unlock()
	}()
	piece := make([]byte, 32<<10)
	for {
		n, err := from.Read(piece)
		if n > 0 {
			w.wait()
			if _, err := to.Write(piece[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// wait holds a piece up for as long as the way does.
func (w *way) wait() {
	p, changed := w.now()
	for p.swallow {
		<-changed
		p, changed = w.now()
	}
	time.Sleep(p.delay)
}
