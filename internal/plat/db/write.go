package db

import (
	"context"
	"database/sql"
	"runtime"
	"strconv"
	"sync/atomic"
	"time"

	"kith/internal/kernel/fault"
)

// slowWrite is how long a write's function may take before it is logged: on
// SQLite nobody else can write meanwhile.
const slowWrite = 50 * time.Millisecond

var errNested = fault.New(fault.Internal, "db.nested",
	"A Write was begun inside another. Give the helper the *Tx instead.")

// Write runs fn in a transaction for the caller named in ctx. When it returns
// nil, everything fn did is on the disk and every later Read sees it; on any
// error nothing of it remains, except that a lost connection during a commit
// (code "db.commit") leaves it open whether the change was kept.
//
// fn may be run more than once, so it changes nothing but the database and its
// own results, and does no I/O: look things up and decide beforehand, and check
// versions here. If ctx is cancelled before fn has begun, Write returns
// ctx.Err(); from then on it goes through to the end. A panic in fn undoes its
// work and goes on in the caller. Errors of the engine carry a fault kind.
func (d *DB) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if txOf(ctx) != nil {
		return errNested
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if d.dialect == Postgres {
		return d.writePostgres(ctx, fn)
	}
	return d.writer.write(ctx, func(tx *sql.Tx) error {
		return d.timed(newTx(ctx, d, tx), fn)
	})
}

// timed runs fn and logs it when it takes too long.
func (d *DB) timed(tx *Tx, fn func(*Tx) error) error {
	began := time.Now()
	err := tx.run(fn)
	if took := time.Since(began); took > slowWrite && tx.ctx.Value(unhurriedKey{}) == nil {
		d.log.Warn("slow write", "took", took, "at", writeCaller(), "purpose", tx.caller.Purpose)
	}
	return err
}

// writeCaller returns the file and line that called Write, the first outside
// this package.
func writeCaller() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	inside := true
	for {
		f, more := frames.Next()
		if f.Function == "kith/internal/plat/db.(*DB).Write" {
			inside = false
		} else if !inside {
			return f.File + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return "unknown"
		}
	}
}

// counters count what has been written since the database was opened.
type counters struct{ commits, writes atomic.Int64 }

// Stats tells how writing goes.
type Stats struct {
	Writes  int64 // functions that were committed
	Commits int64 // commits they shared
	Waiting int   // writes in the queue; always 0 on PostgreSQL
}

// Stats returns counts since the database was opened.
func (d *DB) Stats() Stats {
	s := Stats{Writes: d.counted.writes.Load(), Commits: d.counted.commits.Load()}
	if d.writer != nil {
		s.Waiting = d.writer.queue.len()
	}
	return s
}
