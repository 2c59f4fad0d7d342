package web

import (
	"sync"
	"time"
)

// Tries counts what went wrong of late, by what it was tried on or from where: wrong codes
// for a reference, wrong numbers from a network. It is kept in memory: a restart forgives.
// It is safe for use by many goroutines.
type Tries struct {
	within time.Duration
	most   int

	mu    sync.Mutex
	wrong map[string][]time.Time
}

// mostTried bounds how many keys are remembered.
const mostTried = 50_000

// NewTries returns a count that is full once so many went wrong within a time.
func NewTries(most int, within time.Duration) *Tries {
	return &Tries{within: within, most: most, wrong: map[string][]time.Time{}}
}

// Within is how long one is remembered, which is how long whoever is shut out waits at most.
func (t *Tries) Within() time.Duration { return t.within }

// Full reports whether too many went wrong for a key.
func (t *Tries) Full(key string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(key, now)) >= t.most
}

// Failed notes one more. A full count grows no further, so that somebody who goes on trying
// cannot fill the memory.
func (t *Tries) Failed(key string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	recent := t.recent(key, now)
	if len(recent) >= t.most {
		recent = recent[1:]
	}
	if len(t.wrong) >= mostTried {
		clear(t.wrong)
	}
	t.wrong[key] = append(recent, now)
}

// recent drops what is older than the time.
func (t *Tries) recent(key string, now time.Time) []time.Time {
	all := t.wrong[key]
	for len(all) > 0 && now.Sub(all[0]) >= t.within {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.wrong, key)
	}
	return all
}
