package db

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"kith/internal/kernel/fault"
)

// FileName is the name of the SQLite database in the data folder.
const FileName = "kith.db"

// busyTimeout is how long to wait for another process that holds the file's
// lock, in milliseconds.
const busyTimeout = "5000"

// openSQLite opens Dir/kith.db with one connection that writes and a few that
// can only read.
func openSQLite(ctx context.Context, c Config) (*DB, error) {
	path, err := prepareFile(c.Dir)
	if err != nil {
		return nil, err
	}
	writing, err := openKeeping(sqliteDSN(path, writing(c.Volatile)))
	if err != nil {
		return nil, err
	}
	writing.SetMaxOpenConns(1)
	// The writer goes first: it is the one that may turn the file into WAL.
	if err := writing.PingContext(ctx); err != nil {
		return nil, errors.Join(cannotOpen(path, err), writing.Close())
	}
	reading, err := openKeeping(sqliteDSN(path, readOnly()))
	if err != nil {
		return nil, errors.Join(err, writing.Close())
	}
	readers := c.ReadPool
	if readers <= 0 {
		readers = max(4, runtime.NumCPU())
	}
	reading.SetMaxOpenConns(readers)
	reading.SetMaxIdleConns(readers)
	d := &DB{dialect: SQLite, clock: c.Clock, log: c.Log, readers: reading}
	d.writer = startWriter(writing, newWALKeeper(path, c.Log), c.Log, &d.counted)
	return d, nil
}

// prepareFile makes the folder and the file for their owner's eyes alone;
// SQLite gives its log files the same mode.
func prepareFile(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, FileName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", cannotOpen(path, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", cannotOpen(path, err)
	}
	return path, f.Close()
}

func cannotOpen(path string, cause error) error {
	return withCause(fault.Unavailable, "db.open", fmt.Sprintf(
		"The database %s cannot be opened. Check that the disk is not full and that this account may write to the folder.", path), cause)
}

// sqliteDSN returns the address of path with settings that hold for each of
// its connections.
func sqliteDSN(path string, q url.Values) string {
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

// writing are the settings of the connection that writes. FULL is what keeps
// an acknowledged write through a power cut.
func writing(volatile bool) url.Values {
	q := both()
	q.Set("_txlock", "immediate")
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", "FULL")
	if volatile {
		q.Set("_synchronous", "OFF")
	}
	q.Add("_pragma", "journal_size_limit(33554432)")
	// 16 MB of the log at a time go into the file, not the usual 4: a page that was
	// written often meanwhile goes once.
	q.Add("_pragma", "wal_autocheckpoint(4000)")
	q.Add("_pragma", "cache_size(-65536)")
	return q
}

func readOnly() url.Values {
	q := both()
	q.Set("_query_only", "on")
	q.Add("_pragma", "cache_size(-16384)")
	return q
}

// both are the settings of every connection. With _dqs off a misspelt column
// in double quotes is an error, as on PostgreSQL, and not a text.
func both() url.Values {
	return url.Values{
		"mode":          {"rw"},
		"_busy_timeout": {busyTimeout},
		"_foreign_keys": {"on"},
		"_dqs":          {"0"},
		"_pragma":       {"temp_store(MEMORY)"},
	}
}

// closeSQLite closes the readers before the writer, which can then empty the
// write-ahead log into the file.
func (d *DB) closeSQLite() error {
	d.writer.close()
	err := d.readers.Close()
	// Statistics for the planner cost little here and keep its choices good.
	_, tidy := d.writer.pool.ExecContext(context.Background(), "PRAGMA analysis_limit=400; PRAGMA optimize")
	if tidy != nil {
		d.log.Warn("the database's statistics could not be brought up to date", "error", tidy)
	}
	return errors.Join(err, d.writer.pool.Close())
}
