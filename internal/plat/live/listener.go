package live

import (
	"context"
	"sync"

	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
)

// listener is one open stream. News is counted, not queued, so one that reads
// slowly costs no more than one that reads at once.
type listener struct {
	account string
	topics  []Topic
	news    chan struct{} // holds one: there is something to take

	mu    sync.Mutex
	fresh map[Topic]int
	seq   int64 // counted up to here
}

// tell counts the entries the listener has not counted yet.
func (l *listener) tell(channels map[string]Channel, entries []journal.Sealed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		if e.Seq > l.seq {
			l.seq = e.Seq
			l.count(channels, e)
		}
	}
	l.signal()
}

// missed counts entries from before the listener joined.
func (l *listener) missed(channels map[string]Channel, entries []journal.Sealed) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		l.count(channels, e)
	}
	l.signal()
}

func (l *listener) count(channels map[string]Channel, e journal.Sealed) {
	for _, t := range l.topics {
		if t.hears(channels[t.Channel], e) {
			l.fresh[t]++
		}
	}
}

func (l *listener) signal() {
	if len(l.fresh) == 0 {
		return
	}
	select {
	case l.news <- struct{}{}:
	default:
	}
}

// take returns the counts since it was last called, and the entry they reach.
func (l *listener) take() (fresh map[Topic]int, seq int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh, l.fresh = l.fresh, map[Topic]int{}
	return fresh, l.seq
}

// join opens a stream for what comes after entry since, and first counts what
// came already. since < 0 is from now on. Whoever joined must leave.
func (h *Hub) join(ctx context.Context, account string, topics []Topic, since int64) (*listener, error) {
	last, err := h.source.Last(ctx)
	if err != nil {
		return nil, err
	}
	if since < 0 || since > last {
		since = last
	}
	l := &listener{account: account, topics: topics, news: make(chan struct{}, 1), fresh: map[Topic]int{}}
	reached, err := h.add(l, since, last)
	if err != nil {
		return nil, err
	}
	if err := h.catchUp(ctx, l, since, reached); err != nil {
		h.leave(l)
		return nil, err
	}
	return l, nil
}

// add takes the listener in; from now on it is told of what comes after the
// entry reached. The first one moves the hub, which slept, to the newest entry.
func (h *Hub) add(l *listener, since, last int64) (reached int64, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.listeners) >= maxStreams || h.tabs[l.account] >= perAccount {
		return 0, fault.New(fault.RateLimited, "live.streams", "Too many pages are open. Close some of them.")
	}
	if len(h.listeners) == 0 {
		h.reached = max(h.reached, last)
		select {
		case h.wake <- struct{}{}:
		default:
		}
	}
	h.listeners[l] = struct{}{}
	h.tabs[l.account]++
	l.seq = max(h.reached, since) // nobody tells l of anything while h.mu is held
	return h.reached, nil
}

func (h *Hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, l)
	if h.tabs[l.account]--; h.tabs[l.account] == 0 {
		delete(h.tabs, l.account)
	}
}

// catchUp counts what came after since and up to the entry reached. For a page
// left open over night the first few thousand are news enough.
func (h *Hub) catchUp(ctx context.Context, l *listener, since, reached int64) error {
	for range catchUpReads {
		if since >= reached {
			return nil
		}
		entries, err := h.source.Since(ctx, since)
		if err != nil || len(entries) == 0 {
			return err
		}
		since = entries[len(entries)-1].Seq
		l.missed(h.channels, upTo(entries, reached))
	}
	return nil
}

// upTo cuts off the entries after one, which the poller tells of.
func upTo(entries []journal.Sealed, reached int64) []journal.Sealed {
	for i, e := range entries {
		if e.Seq > reached {
			return entries[:i]
		}
	}
	return entries
}
