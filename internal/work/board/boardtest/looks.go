package boardtest

import (
	"context"
	"sync"

	"kith/internal/plat/journal"
)

// Looks keeps what the journal is told of reading, in place of its queue.
type Looks struct {
	mu      sync.Mutex
	entries []journal.Entry
}

// Saw keeps an entry.
func (l *Looks) Saw(_ context.Context, e journal.Entry) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.entries = append(l.entries, e)
	return nil
}

// SawFirst keeps an entry.
func (l *Looks) SawFirst(ctx context.Context, e journal.Entry) error { return l.Saw(ctx, e) }

// Take returns what was kept and forgets it.
func (l *Looks) Take() []journal.Entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.entries
	l.entries = nil
	return all
}
