package db

import (
	"slices"
	"sync"
	"time"

	"kith/internal/kernel/fault"
)

// patience is how long a write may be passed by more urgent ones before it
// goes with the next commit.
var patience = [...]time.Duration{People: 0, Jobs: 100 * time.Millisecond, Imports: 250 * time.Millisecond}

// queueLimit is how many writes may wait. Beyond it people are better told at
// once that the service is busy: at 2,000 writes a second it is two seconds.
const queueLimit = 4096

var errBusy = fault.New(fault.Unavailable, "db.busy",
	"The service is very busy and your change has not been saved. Try again in a minute.")

// waiting is a write in the queue.
type waiting struct {
	priority Priority
	since    time.Time
	patient  bool       // whoever waits for it knows that it takes long
	turn     chan turn  // the writer says: go ahead, or why not
	ran      chan error // its goroutine says what its function came to
	done     chan error // the writer says what the commit came to
}

func newWaiting(p Priority) *waiting {
	return &waiting{
		priority: p,
		since:    time.Now(),
		turn:     make(chan turn, 1),
		ran:      make(chan error, 1),
		done:     make(chan error, 1),
	}
}

// queue holds the writes that wait for the one writer, by priority and then in
// the order they came.
type queue struct {
	mu     sync.Mutex
	lines  [Imports + 1][]*waiting
	length int
	closed error         // why nothing may join any more
	ready  chan struct{} // holds a token when something may be waiting
}

func newQueue() *queue { return &queue{ready: make(chan struct{}, 1)} }

// join adds w at the end of its line.
func (q *queue) join(w *waiting) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed != nil {
		return q.closed
	}
	if q.length >= queueLimit {
		return errBusy
	}
	q.lines[w.priority] = append(q.lines[w.priority], w)
	q.length++
	q.wake()
	return nil
}

func (q *queue) wake() {
	select {
	case q.ready <- struct{}{}:
	default:
	}
}

// leave takes w out again; false means that it has been admitted already.
func (q *queue) leave(w *waiting) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	line := q.lines[w.priority]
	i := slices.Index(line, w)
	if i < 0 {
		return false
	}
	q.lines[w.priority] = slices.Delete(line, i, i+1)
	q.length--
	return true
}

// first returns the write that goes first: one that lost its patience, else
// the most urgent. Nil means that nobody waits.
func (q *queue) first(now time.Time) *waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	for p := Imports; p > People; p-- {
		if line := q.lines[p]; len(line) > 0 && now.Sub(line[0].since) > patience[p] {
			return q.take(p)
		}
	}
	return q.upTo(Imports)
}

// next returns the most urgent write that is at least as urgent as lowest, so
// that nobody's commit waits for a less urgent write than theirs.
func (q *queue) next(lowest Priority) *waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.upTo(lowest)
}

func (q *queue) upTo(lowest Priority) *waiting {
	for p := People; p <= lowest; p++ {
		if len(q.lines[p]) > 0 {
			return q.take(p)
		}
	}
	return nil
}

func (q *queue) take(p Priority) *waiting {
	w := q.lines[p][0]
	q.lines[p][0] = nil
	q.lines[p] = q.lines[p][1:]
	q.length--
	return w
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.length
}

// refuse tells everybody who waits that they cannot be served, and why.
func (q *queue) refuse(why error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for p, line := range q.lines {
		for _, w := range line {
			w.turn <- turn{err: why}
		}
		q.lines[p] = nil
	}
	q.length = 0
}

// close lets nobody join any more.
func (q *queue) close(why error) {
	q.mu.Lock()
	q.closed = why
	q.mu.Unlock()
	q.wake()
}

func (q *queue) isClosed() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.closed != nil
}
