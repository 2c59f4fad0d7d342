package intakeweb

import (
	"sync"
	"time"

	"kith/internal/kernel/ident"
)

// How often a wrong code may be tried for one reference: six digits would be guessed in a
// day at the rate the site takes forms.
const (
	window         = 15 * time.Minute
	mostTries      = 10
	mostRemembered = 50_000
)

// throttle remembers wrong codes of the last minutes, by reference. It is kept in memory:
// a restart forgives.
type throttle struct {
	mu    sync.Mutex
	wrong map[ident.Reference][]time.Time
}

func newThrottle() *throttle { return &throttle{wrong: map[ident.Reference][]time.Time{}} }

// shut reports whether too many wrong codes were tried for a reference.
func (t *throttle) shut(of ident.Reference, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(of, now)) >= mostTries
}

// failed notes a wrong code. Of a reference that does not exist it is noted as well, so
// that nobody learns from it which do.
func (t *throttle) failed(of ident.Reference, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.wrong) >= mostRemembered {
		clear(t.wrong)
	}
	t.wrong[of] = append(t.recent(of, now), now)
}

// recent drops what is older than the window.
func (t *throttle) recent(of ident.Reference, now time.Time) []time.Time {
	all := t.wrong[of]
	for len(all) > 0 && now.Sub(all[0]) >= window {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.wrong, of)
	}
	return all
}
