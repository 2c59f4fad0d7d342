package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"kith/internal/kernel/fault"
)

// ErrNoRows is what Row.Scan returns when there is no row.
var ErrNoRows = sql.ErrNoRows

// IsUnique tells whether err comes from a unique index or primary key that
// already holds the value.
func IsUnique(err error) bool {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "23505"
}

// classify gives an engine's error its fault, so that a page can say what to
// do about it. Other errors are returned as they are.
func classify(err error) error {
	if err == nil || errors.Is(err, ErrNoRows) || isFault(err) {
		return err
	}
	// A person who went away is not a database that is down.
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch kindOf(err) {
	case fault.Unavailable:
		return unavailable("db.unavailable", err)
	case fault.Conflict:
		return withCause(fault.Conflict, "db.conflict", "This clashes with something already recorded. Refresh the page to see what is there.", err)
	case fault.TooLarge:
		return withCause(fault.TooLarge, "db.too-large", "This is more than can be stored in one go. Make it shorter.", err)
	case fault.Invalid:
		return withCause(fault.Invalid, errText.Code, errText.Message, err)
	}
	return err
}

// unavailable says that nothing was saved and trying again may help.
func unavailable(code string, cause error) error {
	return withCause(fault.Unavailable, code, "Your change has not been saved because the records cannot be reached just now. Try again in a minute.", cause)
}

func withCause(kind fault.Kind, code, message string, cause error) error {
	e := fault.New(kind, code, message)
	e.Err = cause
	return e
}

func isFault(err error) bool {
	_, ok := errors.AsType[*fault.Error](err)
	return ok
}

func kindOf(err error) fault.Kind {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return sqliteKind(e.Code())
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return postgresKind(e.Code)
	}
	if isConnection(err) {
		return fault.Unavailable
	}
	return fault.Internal
}

func sqliteKind(code int) fault.Kind {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return fault.Conflict
	}
	switch code & 0xff {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
		sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOMEM:
		return fault.Unavailable
	case sqlite3.SQLITE_TOOBIG:
		return fault.TooLarge
	}
	return fault.Internal
}

// postgresKind reads an SQLSTATE: 23505 and 23503 are broken unique and
// foreign keys, 22021 text that is not UTF-8, 54000 a row too large; classes
// 08, 53, 57P and 58 are lost connections, full disks and servers stopping.
func postgresKind(state string) fault.Kind {
	switch state {
	case "23505", "23503":
		return fault.Conflict
	case "22021":
		return fault.Invalid
	case "54000":
		return fault.TooLarge
	case "25006", "40001", "40P01", "55P03":
		return fault.Unavailable
	}
	for _, class := range []string{"08", "53", "57P", "58"} {
		if strings.HasPrefix(state, class) {
			return fault.Unavailable
		}
	}
	return fault.Internal
}

// isConnection tells whether err means that the connection, not the statement,
// failed.
func isConnection(err error) bool {
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if errors.Is(err, lost) {
			return true
		}
	}
	return strings.Contains(err.Error(), "conn closed")
}

// isEngine tells whether err came from the database engine or the way to it,
// and not from turning values into columns.
func isEngine(err error) bool {
	if _, ok := errors.AsType[*sqlite.Error](err); ok {
		return true
	}
	if _, ok := errors.AsType[*pgconn.PgError](err); ok {
		return true
	}
	return isConnection(err)
}

// isReadOnly tells whether a statement would have written where nothing may be.
func isReadOnly(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && e.Code == "25006"
}

// isBusy tells whether another process held SQLite's lock for too long.
func isBusy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY
}
