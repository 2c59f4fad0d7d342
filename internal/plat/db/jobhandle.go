package db

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// CopyTo copies the embedded database as it is into a new file, for its owner alone.
func (d *DB) CopyTo(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	_, err = d.SQLDB().ExecContext(ctx, `VACUUM INTO ?`, path)
	return classify(err)
}

// SQLDB returns the pool that may write. It is for the job library and the
// backup alone; everything else uses Write and Read.
//
// On SQLite it is the writer's own pool, which has a single connection: the
// job library's statements and the writer's batches take turns on it, first
// come first served. A second handle would fight the writer for the file's
// lock by polling, and under load wait until it fails; a file of its own for
// the jobs could not share a transaction with the journal's cursor. So keep
// what is done with it short, and never use it inside a Write, which holds the
// connection: there, use Tx.SQLTx.
func (d *DB) SQLDB() *sql.DB {
	if d.writer != nil {
		return d.writer.pool
	}
	return d.readers
}

// PgxPool returns the pool of connections to PostgreSQL, or nil on SQLite. It
// is for the job library alone.
func (d *DB) PgxPool() *pgxpool.Pool { return d.pool }

// SQLTx returns the transaction, so that the job library can enqueue a job
// with what else is written. Its statements are given Tx.Context: a cancelled
// one would undo the writes of others that share the commit.
func (tx *Tx) SQLTx() *sql.Tx { return tx.sql }

// PgxTx returns the transaction as pgx sees it, for the same purpose, or nil
// on SQLite. Commit and Rollback on it do nothing: Write does that.
func (tx *Tx) PgxTx() pgx.Tx {
	if tx.pgx == nil {
		return nil
	}
	return &pgxTx{conn: tx.pgx}
}
