package db

import (
	"strconv"
	"strings"
	"time"
)

// Dialect is the database engine in use. It is the only place where SQL may
// differ between the two.
type Dialect string

// The engines.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Name returns "sqlite" or "postgres".
func (d Dialect) Name() string { return string(d) }

// SkipLocked returns what a claiming SELECT ends with, so that two workers
// never claim the same row. SQLite has one writer and needs nothing.
func (d Dialect) SkipLocked() string {
	if d == Postgres {
		return " FOR UPDATE SKIP LOCKED"
	}
	return ""
}

// ForUpdate returns what a SELECT ends with to hold its rows until commit, so
// that a second writer waits. SQLite has one writer and needs nothing.
func (d Dialect) ForUpdate() string {
	if d == Postgres {
		return " FOR UPDATE"
	}
	return ""
}

// Rebind turns each ? placeholder into the engine's own. Question marks in
// quoted text, quoted names and comments stay as they are.
func (d Dialect) Rebind(query string) string {
	if d != Postgres || !strings.Contains(query, "?") {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 16)
	n := 0
	for i := 0; i < len(query); {
		if skip := unbound(query[i:]); skip > 0 {
			b.WriteString(query[i : i+skip])
			i += skip
			continue
		}
		if query[i] == '?' {
			n++
			b.WriteByte('$')
			b.WriteString(strconv.Itoa(n))
		} else {
			b.WriteByte(query[i])
		}
		i++
	}
	return b.String()
}

// unbound returns the length of the quoted text, quoted name or comment that s
// begins with, or 0. A doubled quote reads as the end of one and the beginning
// of the next, which comes to the same.
func unbound(s string) int {
	switch {
	case s[0] == '\'' || s[0] == '"':
		return through(s, 1, s[:1])
	case strings.HasPrefix(s, "--"):
		return through(s, 2, "\n")
	case strings.HasPrefix(s, "/*"):
		return through(s, 2, "*/")
	}
	return 0
}

// through returns the length of s up to and with the first end at or after
// from, or all of s when it never ends.
func through(s string, from int, end string) int {
	if i := strings.Index(s[from:], end); i >= 0 {
		return from + i + len(end)
	}
	return len(s)
}

// bindTime returns the form in which the engine takes t: UTC, whole
// microseconds, and on SQLite text of a fixed width so that it sorts by time.
func (d Dialect) bindTime(t time.Time) any {
	t = t.UTC().Truncate(time.Microsecond)
	if d == SQLite {
		return t.Format(timeText)
	}
	return t
}

// countTable returns a query that counts the tables of a name: 0 or 1.
func (d Dialect) countTable() string {
	if d == Postgres {
		return `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = ?`
	}
	return `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?`
}

// JSONText returns a column that the job library keeps as JSON in the engine's own form, as
// text.
func (d Dialect) JSONText(column string) string {
	if d == Postgres {
		return column + `::text`
	}
	return `json(` + column + `)`
}

// columns returns a query that lists every table's columns in order: table, column, type.
func (d Dialect) columns() string {
	if d == Postgres {
		return `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c
			JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
			WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
			ORDER BY c.table_name, c.ordinal_position`
	}
	return `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, c.cid`
}

// nullable returns a query that lists tables, their columns and whether each may be NULL.
func (d Dialect) nullable() string {
	if d == Postgres {
		return `SELECT c.table_name, c.column_name, c.is_nullable = 'YES' FROM information_schema.columns c
			WHERE c.table_schema = current_schema()`
	}
	return `SELECT m.name, c.name, c."notnull" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`
}

// references returns a query that lists which table refers to which.
func (d Dialect) references() string {
	if d == Postgres {
		return `SELECT DISTINCT f.relname, t.relname FROM pg_constraint c
			JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
			WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace`
	}
	return `SELECT DISTINCT m.name, f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`
}

// schemaQuery lists SQLite's own record of each table followed by its indexes.
const schemaQuery = `SELECT sql FROM sqlite_master
	WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND tbl_name <> ?
	ORDER BY tbl_name, type = 'table' DESC, name`
