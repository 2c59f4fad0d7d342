package db

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"time"

	"kith/internal/kernel/fault"
)

// What one commit may hold. A person's save waits for at most the batch before
// it and its own.
const (
	batchLimit = 128
	batchTime  = 10 * time.Millisecond
)

// stuckAfter is when a write that goes on is reported while it still runs: it
// holds up every other.
const stuckAfter = 5 * time.Second

var (
	errClosed = fault.New(fault.Unavailable, "db.closed",
		"The service is being restarted and your change has not been saved. Try again in a minute.")
	// errUndone tells a write that the batch it was part of fell apart through
	// no fault of its own. Write functions can be run again, so it is.
	errUndone = errors.New("db: undone with the batch")
	// errStopped stands for a function that never returned.
	errStopped = errors.New("db: the write's function panicked or ended its goroutine")
)

// writer lets concurrent writes to SQLite share commits, because waiting for
// the disk is nearly all of what a commit costs. One goroutine opens a
// transaction, gives each waiting write its turn inside a savepoint, and
// commits once for all of them. A write's function runs on the goroutine that
// called Write, so a panic in it is that goroutine's own; only its savepoint
// is undone.
type writer struct {
	pool    *sql.DB // of one connection
	wal     *walKeeper
	log     *slog.Logger
	queue   *queue
	counted *counters
	stopped chan struct{}
}

// turn is the writer's word to a waiting write.
type turn struct {
	tx  *sql.Tx
	err error
}

func startWriter(pool *sql.DB, wal *walKeeper, log *slog.Logger, counted *counters) *writer {
	w := &writer{pool: pool, wal: wal, log: log, queue: newQueue(), counted: counted, stopped: make(chan struct{})}
	go w.loop()
	return w
}

// write waits for its turn, runs fn, and returns when the commit that holds it
// is on the disk. ctx counts only until the turn comes.
func (w *writer) write(ctx context.Context, fn func(*sql.Tx) error) error {
	err := w.once(ctx, fn)
	if errors.Is(err, errUndone) {
		err = w.once(ctx, fn)
	}
	if errors.Is(err, errUndone) {
		return unavailable("db.undone", err)
	}
	return err
}

func (w *writer) once(ctx context.Context, fn func(*sql.Tx) error) error {
	me := newWaiting(priorityOf(ctx))
	me.patient = ctx.Value(unhurriedKey{}) != nil
	if err := w.queue.join(me); err != nil {
		return err
	}
	var mine turn
	select {
	case mine = <-me.turn:
	case <-ctx.Done():
		if w.queue.leave(me) {
			return ctx.Err()
		}
		mine = <-me.turn
	}
	if mine.err != nil {
		return mine.err
	}
	if err := me.run(mine.tx, fn); err != nil {
		return err
	}
	return <-me.done
}

// run calls fn and tells the writer what it came to, even when fn panics or
// ends the goroutine, as a failed test does.
func (me *waiting) run(tx *sql.Tx, fn func(*sql.Tx) error) error {
	outcome := errStopped
	defer func() { me.ran <- outcome }()
	outcome = fn(tx)
	return outcome
}

func (w *writer) loop() {
	defer close(w.stopped)
	for range w.queue.ready {
		for w.queue.len() > 0 {
			w.batch()
		}
		if w.queue.isClosed() {
			return
		}
	}
}

// close waits for the writes that have joined and then lets go.
func (w *writer) close() {
	w.queue.close(errClosed)
	<-w.stopped
	w.queue.refuse(errClosed)
}

// batch makes one transaction of writes that wait.
func (w *writer) batch() {
	conn, tx, err := w.begin()
	if err != nil {
		w.log.Error("no write can begin", "error", err)
		w.queue.refuse(unavailable("db.unavailable", err))
		return
	}
	defer conn.Close()
	members, whole := w.admit(tx)
	if !whole {
		// The engine has undone the transaction, or is in no state to go on.
		tx.Rollback()
		tell(members, errUndone)
		return
	}
	if len(members) == 0 {
		tx.Rollback()
		return
	}
	if err := tx.Commit(); err != nil {
		w.log.Error("a commit failed", "error", err, "writes", len(members))
		tell(members, unavailable("db.commit", err))
		return
	}
	w.counted.commits.Add(1)
	w.counted.writes.Add(int64(len(members)))
	tell(members, nil)
	w.wal.keep(conn)
}

// begin takes the one connection and SQLite's lock. Another process may hold
// the lock for longer than the busy timeout once; twice means trouble.
func (w *writer) begin() (*sql.Conn, *sql.Tx, error) {
	ctx := context.Background()
	conn, err := w.pool.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err := conn.BeginTx(ctx, nil)
	if isBusy(err) {
		tx, err = conn.BeginTx(ctx, nil)
	}
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return conn, tx, nil
}

// admit gives turns until nobody as urgent waits or the batch is full. It
// returns those to be committed; whole is false when the transaction broke.
func (w *writer) admit(tx *sql.Tx) (members []*waiting, whole bool) {
	began := time.Now()
	lowest := Imports
	for m := w.queue.first(began); m != nil; m = w.queue.next(lowest) {
		kept, err := w.take(tx, m)
		if kept {
			members = append(members, m)
			lowest = min(lowest, m.priority)
		}
		if err != nil {
			w.log.Error("a batch of writes broke", "error", err, "writes", len(members))
			return members, false
		}
		if len(members) >= batchLimit || time.Since(began) >= batchTime {
			break
		}
	}
	return members, true
}

// take runs one write in its savepoint. kept tells whether it is part of the
// batch; an error means that the transaction itself is broken.
func (w *writer) take(tx *sql.Tx, m *waiting) (kept bool, err error) {
	ctx := context.Background()
	if _, err := tx.ExecContext(ctx, "SAVEPOINT kith_write"); err != nil {
		m.turn <- turn{err: classify(err)}
		return false, err
	}
	stuck := time.AfterFunc(stuckAfter, func() {
		if m.patient {
			return
		}
		w.log.Error("a write is still running and holds up all others; does it call Write again, or wait for something?",
			"running", stuckAfter)
	})
	m.turn <- turn{tx: tx}
	failed := <-m.ran
	stuck.Stop()
	if failed != nil {
		if _, err := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT kith_write"); err != nil {
			return false, err
		}
	}
	_, err = tx.ExecContext(ctx, "RELEASE SAVEPOINT kith_write")
	return failed == nil, err
}

func tell(members []*waiting, outcome error) {
	for _, m := range members {
		m.done <- outcome
	}
}
