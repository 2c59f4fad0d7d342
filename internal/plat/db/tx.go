package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"kith/internal/kernel/fault"
)

// Tx is one transaction, as a Write's function sees it. It is used by that
// function's goroutine alone and is worth nothing once the function returned.
type Tx struct {
	db       *DB
	ctx      context.Context // of its statements, which may be bounded in time
	outlives context.Context // that callers are given: nobody cancels it, also afterwards
	dialect  Dialect
	caller   Caller
	now      time.Time
	written  time.Time // by the clock; now is earlier in what is entered late
	sql      *sql.Tx
	pgx      *pgx.Conn // nil on SQLite

	open   []*Rows // closed for a function that forgot
	tries  int     // depth of Try
	failed error   // the statement that spoiled the transaction
	ended  atomic.Bool
}

var (
	errEnded = fault.New(fault.Internal, "db.ended",
		"A transaction was used after its Write had ended.")
	errSpoiled = errors.New("db: an earlier statement of this transaction failed; " +
		"write what may fail with ON CONFLICT or inside Tx.Try")
)

// newTx returns a transaction for the caller of ctx. Its own context cannot be
// cancelled: a closed browser tab must not undo the writes that share a commit.
func newTx(ctx context.Context, d *DB, tx *sql.Tx) *Tx {
	t := &Tx{db: d, dialect: d.dialect, caller: CallerOf(ctx), written: d.now(), sql: tx}
	t.now = happened(ctx, t.written)
	t.ctx = context.WithValue(context.WithoutCancel(ctx), txKey{}, t)
	t.outlives = t.ctx
	return t
}

type txKey struct{}

// txOf returns the transaction that ctx belongs to while it lasts, or nil.
func txOf(ctx context.Context) *Tx {
	if tx, ok := ctx.Value(txKey{}).(*Tx); ok && !tx.ended.Load() {
		return tx
	}
	return nil
}

// Now returns the time of this transaction, in UTC and whole microseconds; it
// is the same throughout.
func (tx *Tx) Now() time.Time { return tx.now }

// Written returns the time by the clock, which [Tx.Now] is too unless what is written
// happened earlier: see [Then].
func (tx *Tx) Written() time.Time { return tx.written }

// Late reports whether what is written happened earlier.
func (tx *Tx) Late() bool { return tx.now.Before(tx.written) }

// Borough returns the borough written to.
func (tx *Tx) Borough() string { return tx.caller.Borough }

// Actor returns who acts: an account, "public", or the name of a job.
func (tx *Tx) Actor() string { return tx.caller.Actor }

// Purpose returns why they act.
func (tx *Tx) Purpose() string { return tx.caller.Purpose }

// Dialect returns the engine in use.
func (tx *Tx) Dialect() Dialect { return tx.dialect }

// Context returns a context with the caller's values that nobody cancels.
// DB.Read with it reads through this transaction.
func (tx *Tx) Context() context.Context { return tx.outlives }

// Exec runs a statement and returns how many rows it changed. When it fails
// the whole transaction fails, unless it ran inside Try.
func (tx *Tx) Exec(q string, args ...any) (int64, error) {
	bound, err := tx.ready(args)
	if err != nil {
		return 0, err
	}
	result, err := tx.sql.ExecContext(tx.ctx, tx.dialect.Rebind(q), bound...)
	if err != nil {
		return 0, tx.spoil(err)
	}
	n, err := result.RowsAffected()
	return n, tx.spoil(err)
}

// Query runs q within the transaction; see Reader.
func (tx *Tx) Query(q string, args ...any) (*Rows, error) {
	bound, err := tx.ready(args)
	if err != nil {
		return nil, err
	}
	rows, err := tx.sql.QueryContext(tx.ctx, tx.dialect.Rebind(q), bound...)
	if err != nil {
		return nil, tx.spoil(err)
	}
	r := &Rows{rows: rows, tx: tx}
	tx.open = append(tx.open, r)
	return r, nil
}

// QueryRow runs q for its first row; see Reader.
func (tx *Tx) QueryRow(q string, args ...any) *Row {
	rows, err := tx.Query(q, args...)
	return &Row{rows: rows, err: err}
}

// Try runs fn so that its failure undoes only what fn did: the way to attempt
// something and go on without it. It returns fn's error.
func (tx *Tx) Try(fn func() error) error {
	if _, err := tx.ready(nil); err != nil {
		return err
	}
	tx.tries++
	defer func() { tx.tries-- }()
	name := fmt.Sprintf("kith_try_%d", tx.tries)
	if err := tx.control("SAVEPOINT " + name); err != nil {
		return err
	}
	err := fn()
	if err == nil && tx.failed == nil {
		return tx.control("RELEASE SAVEPOINT " + name)
	}
	if err == nil {
		err = tx.failed
	}
	tx.failed = nil
	if undo := tx.control("ROLLBACK TO SAVEPOINT " + name); undo != nil {
		return errors.Join(err, undo)
	}
	return err
}

// control runs a statement of the transaction itself; when even that fails,
// nothing of the transaction can be trusted.
func (tx *Tx) control(statement string) error {
	_, err := tx.sql.ExecContext(tx.ctx, statement)
	return tx.spoil(err)
}

// ready binds args if the transaction can still be used.
func (tx *Tx) ready(args []any) ([]any, error) {
	if tx.ended.Load() {
		return nil, errEnded
	}
	if tx.failed != nil {
		return nil, errSpoiled
	}
	return tx.dialect.bind(args)
}

// spoil classifies err and remembers that the engine refused a statement:
// PostgreSQL would now refuse every other, and SQLite must do the same.
func (tx *Tx) spoil(err error) error {
	if err == nil {
		return nil
	}
	classified := classify(err)
	if tx.failed == nil && isEngine(err) {
		tx.failed = classified
	}
	return classified
}

// run calls fn once and returns what the transaction came to. A function that
// swallowed the failure of a statement fails all the same.
func (tx *Tx) run(fn func(*Tx) error) error {
	defer tx.end()
	if err := fn(tx); err != nil {
		return classify(err)
	}
	return tx.failed
}

func (tx *Tx) end() {
	for _, r := range tx.open {
		r.rows.Close()
	}
	tx.open = nil
	tx.ended.Store(true)
}
