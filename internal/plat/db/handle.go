package db

import (
	"context"
	"database/sql"
	"time"

	"kith/internal/kernel/fault"
)

// Reader answers queries. A *Tx is one, and so is what DB.Read returns, so a
// helper that only reads takes a Reader and works in both. The context it was
// made with is bound inside.
type Reader interface {
	// Query runs q with args for its ? placeholders. The rows must be closed;
	// Collect does so. Do not query again on a read handle while rows are
	// open: each open result holds one of few connections.
	Query(q string, args ...any) (*Rows, error)
	// QueryRow runs q for its first row. Errors wait for Row.Scan.
	QueryRow(q string, args ...any) *Row
	// Dialect returns the engine in use.
	Dialect() Dialect
	// Borough returns the borough of the caller; every query names it.
	Borough() string
	// Now returns the time of the transaction, or of the read handle, in UTC
	// and whole microseconds.
	Now() time.Time
	// Context returns the context bound inside.
	Context() context.Context
}

// reading is a Reader outside any transaction: each query sees everything
// committed before it began.
type reading struct {
	ctx context.Context
	d   *DB
	now time.Time

	from *sql.DB // the replica; nil is where is written
}

// Read returns a handle that reads what is committed, for the caller named in
// ctx. Within a Write it reads through that Write, and sees what it has done.
func (d *DB) Read(ctx context.Context) Reader {
	if tx := txOf(ctx); tx != nil {
		return tx
	}
	return &reading{ctx: ctx, d: d, now: happened(ctx, d.now())}
}

func (r *reading) Dialect() Dialect         { return r.d.dialect }
func (r *reading) Borough() string          { return CallerOf(r.ctx).Borough }
func (r *reading) Now() time.Time           { return r.now }
func (r *reading) Context() context.Context { return r.ctx }

func (r *reading) Query(q string, args ...any) (*Rows, error) {
	bound, err := r.d.dialect.bind(args)
	if err != nil {
		return nil, err
	}
	q = r.d.dialect.Rebind(q)
	if r.from != nil {
		rows, err := r.from.QueryContext(r.ctx, q, bound...)
		if err == nil {
			return &Rows{rows: rows}, nil
		}
		if kindOf(err) != fault.Unavailable || isReadOnly(err) {
			return nil, classify(err)
		}
	}
	rows, err := r.d.readers.QueryContext(r.ctx, q, bound...)
	if isLost(err) && r.d.reconnect() {
		rows, err = r.d.readers.QueryContext(r.ctx, q, bound...)
	}
	if err != nil {
		return nil, classify(err)
	}
	return &Rows{rows: rows}, nil
}

func (r *reading) QueryRow(q string, args ...any) *Row {
	rows, err := r.Query(q, args...)
	return &Row{rows: rows, err: err}
}

// Rows is the result of a query, read as with database/sql.
type Rows struct {
	rows *sql.Rows
	tx   *Tx
}

// Next moves to the next row; false means the end or an error, see Err.
func (r *Rows) Next() bool { return r.rows.Next() }

// Scan copies the row's columns into dest. Besides what database/sql takes,
// a *time.Time reads a TIMESTAMPTZ column of either engine.
func (r *Rows) Scan(dest ...any) error {
	return r.failed(r.rows.Scan(scannable(dest)...))
}

// Err returns what ended the rows early, if anything.
func (r *Rows) Err() error { return r.failed(r.rows.Err()) }

// Close ends the result; it may be called twice.
func (r *Rows) Close() error { return r.failed(r.rows.Close()) }

// Columns returns the names of the columns.
func (r *Rows) Columns() ([]string, error) { return r.rows.Columns() }

func (r *Rows) failed(err error) error {
	if r.tx != nil {
		return r.tx.spoil(err)
	}
	return classify(err)
}

// scannable wraps the destinations that one engine needs help with.
func scannable(dest []any) []any {
	var wrapped []any
	for i, d := range dest {
		if at, ok := d.(*time.Time); ok {
			if wrapped == nil {
				wrapped = append([]any(nil), dest...)
			}
			wrapped[i] = (*timeInto)(at)
		}
	}
	if wrapped == nil {
		return dest
	}
	return wrapped
}

type timeInto time.Time

func (t *timeInto) Scan(src any) error {
	at, err := scanTime(src)
	if err == nil {
		*t = timeInto(at)
	}
	return err
}

// Row is the first row of a query.
type Row struct {
	rows *Rows
	err  error
}

// Scan copies the row's columns into dest and closes the result. It returns
// ErrNoRows when there is none.
func (r *Row) Scan(dest ...any) (err error) {
	if r.err != nil {
		return r.err
	}
	defer func() {
		if closing := r.rows.Close(); err == nil {
			err = closing
		}
	}()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	return r.rows.Scan(dest...)
}

// Collect reads all rows with scan and closes them. It takes both results of
// Query, so there is one place to look for an error:
//
//	rows, err := r.Query(`SELECT …`, r.Borough())
//	return db.Collect(rows, err, scanParcel)
//
// The slice is nil when there are no rows.
func Collect[T any](rows *Rows, err error, scan func(*Rows) (T, error)) (all []T, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
