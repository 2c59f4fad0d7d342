package db

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pgxTx shows pgx a transaction that was begun on its connection elsewhere.
// Its own commit and rollback are left to Write; those of a nested one are
// savepoints.
type pgxTx struct {
	conn  *pgx.Conn
	depth int
	done  bool
}

var errLargeObjects = errors.New("db: large objects are not used")

// Begin begins a nested transaction.
func (t *pgxTx) Begin(ctx context.Context) (pgx.Tx, error) {
	if t.done {
		return nil, pgx.ErrTxClosed
	}
	nested := &pgxTx{conn: t.conn, depth: t.depth + 1}
	_, err := t.conn.Exec(ctx, "SAVEPOINT "+nested.savepoint())
	return nested, err
}

func (t *pgxTx) savepoint() string { return "kith_pgx_" + string(rune('a'+t.depth%26)) }

// Commit keeps what a nested transaction did.
func (t *pgxTx) Commit(ctx context.Context) error {
	return t.finish(ctx, "RELEASE SAVEPOINT "+t.savepoint())
}

// Rollback undoes what a nested transaction did.
func (t *pgxTx) Rollback(ctx context.Context) error {
	return t.finish(ctx, "ROLLBACK TO SAVEPOINT "+t.savepoint())
}

func (t *pgxTx) finish(ctx context.Context, statement string) error {
	if t.depth == 0 {
		return nil
	}
	if t.done {
		return pgx.ErrTxClosed
	}
	t.done = true
	_, err := t.conn.Exec(ctx, statement)
	return err
}

func (t *pgxTx) CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error) {
	return t.conn.CopyFrom(ctx, table, columns, rows)
}

func (t *pgxTx) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	return t.conn.SendBatch(ctx, b)
}

// LargeObjects panics: nothing here keeps any.
func (t *pgxTx) LargeObjects() pgx.LargeObjects { panic(errLargeObjects) }

func (t *pgxTx) Prepare(ctx context.Context, name, query string) (*pgconn.StatementDescription, error) {
	return t.conn.Prepare(ctx, name, query)
}

func (t *pgxTx) Exec(ctx context.Context, query string, args ...any) (pgconn.CommandTag, error) {
	return t.conn.Exec(ctx, query, args...)
}

func (t *pgxTx) Query(ctx context.Context, query string, args ...any) (pgx.Rows, error) {
	return t.conn.Query(ctx, query, args...)
}

func (t *pgxTx) QueryRow(ctx context.Context, query string, args ...any) pgx.Row {
	return t.conn.QueryRow(ctx, query, args...)
}

// Conn returns the connection the transaction is on.
func (t *pgxTx) Conn() *pgx.Conn { return t.conn }
