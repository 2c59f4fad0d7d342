package db

import (
	"container/list"
	"context"
	"database/sql"
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"

	"kith/internal/kernel/fault"
)

// SQLite reads a statement's text anew each time it is run unless it is kept prepared,
// and for a short statement that reading is most of the work. Each connection therefore
// keeps the statements it ran last. pgx does the same for PostgreSQL by itself.
const (
	// keptStatements is how many a connection keeps; a page and all behind it need fewer.
	keptStatements = 200
	// longestKept is the length in bytes from which a statement is not worth keeping: it
	// carries many rows, and seldom as many again.
	longestKept = 4096
)

// openKeeping opens the pool of a SQLite address whose connections keep statements.
func openKeeping(dsn string) (*sql.DB, error) {
	plain, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(keeping{plain}), nil
}

// keeping makes connections that keep statements.
type keeping struct{ driver.Connector }

// Connect implements driver.Connector.
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	plain, ok := c.(plainConn)
	if !ok {
		c.Close()
		return nil, fault.New(fault.Internal, "db.driver", "The SQLite driver is not the one this program was written for.")
	}
	return &keepingConn{plainConn: plain, kept: map[string]*list.Element{}}, nil
}

// plainConn is all that database/sql asks of a connection to SQLite.
type plainConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keepingConn is a connection with the statements it ran last. database/sql lets one
// goroutine at a time near it.
type keepingConn struct {
	plainConn
	kept   map[string]*list.Element // of *statement
	recent list.List                // the last run in front
}

// statement is a prepared statement. While its rows are read it cannot be run again.
type statement struct {
	text string
	stmt preparedStmt
	busy bool
	gone bool // to be closed when its rows are
}

type preparedStmt interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// ExecContext implements driver.ExecerContext.
func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.plainConn.ExecContext(ctx, mended(query), args)
	}
	return s.stmt.ExecContext(ctx, args)
}

// QueryContext implements driver.QueryerContext.
func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.plainConn.QueryContext(ctx, mended(query), args)
	}
	rows, err := s.stmt.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{Rows: rows, of: s}, nil
}

// Close implements driver.Conn.
func (c *keepingConn) Close() error {
	for c.recent.Len() > 0 {
		c.forget(c.recent.Front())
	}
	return c.plainConn.Close()
}

// statement returns a prepared statement that is free, or nil for a text that is not to
// be kept or whose rows are still being read.
func (c *keepingConn) statement(ctx context.Context, text string) (*statement, error) {
	if at, ok := c.kept[text]; ok {
		c.recent.MoveToFront(at)
		if s := at.Value.(*statement); !s.busy {
			return s, nil
		}
		return nil, nil
	}
	if !worthKeeping(text) {
		return nil, nil
	}
	prepared, err := c.plainConn.PrepareContext(ctx, mended(text))
	if err != nil {
		return nil, err
	}
	stmt, ok := prepared.(preparedStmt)
	if !ok {
		return nil, prepared.Close()
	}
	s := &statement{text: text, stmt: stmt}
	c.kept[text] = c.recent.PushFront(s)
	if c.recent.Len() > keptStatements {
		c.forget(c.recent.Back())
	}
	return s, nil
}

// forget lets a statement go.
func (c *keepingConn) forget(at *list.Element) {
	s := c.recent.Remove(at).(*statement)
	delete(c.kept, s.text)
	if s.gone = true; !s.busy {
		s.stmt.Close()
	}
}

const blanks = " \t\r\n"

// worthKeeping tells statements that read and write rows from those that say something
// about the connection, some of which SQLite carries out when they are prepared.
func worthKeeping(text string) bool {
	if len(text) > longestKept {
		return false
	}
	verb := strings.TrimLeft(text, blanks)
	switch verb[:max(0, strings.IndexAny(verb, blanks))] {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK":
		return true
	}
	return false
}

// mended hides from SQLite that the limit is a value: where it sees one it looks at the
// value to plan by, and prepares the statement again for each value that is bound.
func mended(text string) string { return strings.ReplaceAll(text, "LIMIT ?", "LIMIT 0+?") }

// keptRows are rows of a kept statement.
type keptRows struct {
	driver.Rows
	of *statement
}

// Close implements driver.Rows.
func (r *keptRows) Close() error {
	err := r.Rows.Close()
	if r.of == nil {
		return err
	}
	r.of.busy = false
	if r.of.gone {
		r.of.stmt.Close()
	}
	r.of = nil
	return err
}
