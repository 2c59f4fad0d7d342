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

// throttle remembers the sign-ins of the last minutes that did not succeed. It is kept in
// memory: a restart forgives.
type throttle struct {
	mu    sync.Mutex
	tries map[string][]time.Time
}

func newThrottle() *throttle { return &throttle{tries: map[string][]time.Time{}} }

// enter counts a try as a failure before its password is looked at, so that many at once
// are not let through together, and reports whether it may go on. A try that may not is
// not counted: whoever waits is let in again.
func (t *throttle) enter(now time.Time, account, address string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.makeRoom(now)
	byAccount, byAddress := t.recent(now, "account "+account), t.recent(now, "address "+address)
	if len(byAccount) >= mostPerAccount || len(byAddress) >= mostPerAddress {
		return false
	}
	t.tries["account "+account] = append(byAccount, now)
	t.tries["address "+address] = append(byAddress, now)
	return true
}

// succeeded forgets the failures of an account, and at its address the try that was none.
func (t *throttle) succeeded(account, address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tries, "account "+account)
	if all := t.tries["address "+address]; len(all) > 0 {
		t.tries["address "+address] = all[:len(all)-1]
	}
}

// recent drops what is older than the window.
func (t *throttle) recent(now time.Time, key string) []time.Time {
	all := t.tries[key]
	for len(all) > 0 && now.Sub(all[0]) >= window {
		all = all[1:]
	}
	if len(all) == 0 {
		delete(t.tries, key)
	}
	return all
}

// makeRoom bounds what is remembered: first what no longer counts goes, then, should made
// up addresses still fill it, all of it. Making them up takes an attacker longer than the
// window, for the site limits the forms of one address too.
func (t *throttle) makeRoom(now time.Time) {
	if len(t.tries) < mostRemembered {
		return
	}
	for key := range t.tries {
		t.recent(now, key)
	}
	if len(t.tries) >= mostRemembered {
		clear(t.tries)
	}
}
