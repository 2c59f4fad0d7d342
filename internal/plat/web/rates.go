package web

import (
	"container/list"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"kith/internal/kernel/fault"
)

// rates holds one token bucket for each address that posted lately. The table
// is bounded: the address heard from longest ago makes room.
type rates struct {
	each  rate.Limit
	burst int
	size  int

	mu     sync.Mutex
	recent *list.List // of *bucket, latest first
	by     map[netip.Prefix]*list.Element
}

type bucket struct {
	from    netip.Prefix
	limiter *rate.Limiter
}

func newRates(l Limits) *rates {
	return &rates{
		each: rate.Limit(float64(l.FormsMinute) / 60), burst: l.FormsBurst, size: l.Addresses,
		recent: list.New(), by: map[netip.Prefix]*list.Element{},
	}
}

// take reports whether an address may post now, and otherwise how long until
// it may.
func (t *rates) take(from netip.Prefix, now time.Time) (wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	limiter := t.limiter(from)
	if limiter.AllowN(now, 1) {
		return 0
	}
	missing := 1 - limiter.TokensAt(now)
	return max(time.Second, time.Duration(missing/float64(t.each)*float64(time.Second)))
}

func (t *rates) limiter(from netip.Prefix) *rate.Limiter {
	if e, ok := t.by[from]; ok {
		t.recent.MoveToFront(e)
		return e.Value.(*bucket).limiter
	}
	if t.recent.Len() >= t.size {
		oldest := t.recent.Remove(t.recent.Back()).(*bucket)
		delete(t.by, oldest.from)
	}
	b := &bucket{from: from, limiter: rate.NewLimiter(t.each, t.burst)}
	t.by[from] = t.recent.PushFront(b)
	return b.limiter
}

// withinRate refuses the public who post too often from one address. Staff,
// who may sit behind one address by the hundred, are not limited here.
func (s *Server) withinRate(r *http.Request, route Route) error {
	if safe(r.Method) || !route.Who.IsPublic() || route.program || visited(r).who.SignedIn() {
		return nil
	}
	wait := s.rates.take(s.address(r), s.config.Clock.Now())
	if wait == 0 {
		return nil
	}
	return RetryAfter(fault.New(fault.RateLimited, "web.rate", "Many forms were sent from your connection in a short time. Wait a minute, then send yours again."), wait)
}
