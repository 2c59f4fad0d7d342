package reports

import (
	"sync"
	"time"
)

// How many wrong codes one member may try in how long. Six digits would else be guessed.
const (
	triesWithin = 15 * time.Minute
	mostTries   = 10
)

// tries remembers wrong codes of the last minutes by account. It is kept in memory: a
// restart forgives.
type tries struct {
	mu    sync.Mutex
	wrong map[string][]time.Time
}

// shut reports whether somebody has to wait.
func (t *tries) shut(account string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(account, now)) >= mostTries
}

func (t *tries) failed(account string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wrong[account] = append(t.recent(account, now), now)
}

func (t *tries) recent(account string, now time.Time) []time.Time {
	all := t.wrong[account]
	for len(all) > 0 && now.Sub(all[0]) >= triesWithin {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.wrong, account)
	}
	return all
}
