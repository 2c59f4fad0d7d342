package accounts

import (
	"sync"
	"time"
)

// The limits on failed sign-ins within the window: few for one account, many for one
// address, since a whole hub may sit behind it.
const (
	window         = 5 * time.Minute
	mostPerAccount = 10
	mostPerAddress = 100
	mostRemembered = 50_000
)

// throttle remembers failed sign-ins of the last minutes. It is kept in memory: a restart
// forgives.
type throttle struct {
	mu       sync.Mutex
	failures map[string][]time.Time
}

func newThrottle() *throttle { return &throttle{failures: map[string][]time.Time{}} }

// shut reports whether an account or an address has failed too often.
func (t *throttle) shut(now time.Time, account, address string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.recent(now, "account "+account)) >= mostPerAccount || len(t.recent(now, "address "+address)) >= mostPerAddress
}

func (t *throttle) failed(now time.Time, account, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.failures) > mostRemembered {
		clear(t.failures)
	}
	for _, key := range []string{"account " + account, "address " + address} {
		t.failures[key] = append(t.recent(now, key), now)
	}
}

func (t *throttle) forgive(account string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.failures, "account "+account)
}

// recent drops what is older than the window.
func (t *throttle) recent(now time.Time, key string) []time.Time {
	all := t.failures[key]
	for len(all) > 0 && now.Sub(all[0]) >= window {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.failures, key)
	}
	return all
}
