// Package clock tells the time to everything that needs it, so that tests and
// the demonstration borough can live on another day.
package clock

import (
	"sync"
	"sync/atomic"
	"time"
)

// Clock tells the time. It is safe for use by many goroutines.
type Clock interface {
	// Now returns the current instant; its location is unspecified.
	Now() time.Time
}

// System is the clock of the machine.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return time.Now() }

type fixed time.Time

func (f fixed) Now() time.Time { return time.Time(f) }

// Fixed returns a clock that always shows t.
func Fixed(t time.Time) Clock { return fixed(t) }

// Manual is a clock that stands still until it is moved. Its zero value shows
// the zero time and is ready for use.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual returns a clock that shows t until it is moved.
func NewManual(t time.Time) *Manual { return &Manual{now: t} }

// Now returns the time the clock was last moved to.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Advance moves the clock by d, which may be negative, and returns the new time.
func (m *Manual) Advance(d time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = m.now.Add(d)
	return m.now
}

// Set moves the clock to t.
func (m *Manual) Set(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = t
}

type shifted time.Duration

func (s shifted) Now() time.Time { return time.Now().Add(time.Duration(s)) }

// StartingAt returns a clock that shows t now and goes on from there at the pace of the
// machine's: a demonstration that begins on another day.
func StartingAt(t time.Time) Clock { return shifted(time.Until(t)) }

// Movable is a clock that goes on at the pace of another and can be moved forward, for a
// demonstration in which a day is to pass. It is never set back.
type Movable struct {
	of    Clock
	ahead atomic.Int64
}

// NewMovable returns a clock that shows what another shows until it is moved.
func NewMovable(of Clock) *Movable { return &Movable{of: of} }

// Now returns the current instant.
func (m *Movable) Now() time.Time { return m.of.Now().Add(time.Duration(m.ahead.Load())) }

// Forward moves the clock on by d; a d that is not positive leaves it alone.
func (m *Movable) Forward(d time.Duration) { m.ahead.Add(int64(max(d, 0))) }
