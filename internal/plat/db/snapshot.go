package db

import (
	"context"
	"database/sql"
	"fmt"
)

// Snapshot is everything in the database as of one moment, whatever is written meanwhile.
type Snapshot struct {
	tx *Tx
}

// Snapshot reads everything as of one moment. Nobody waits for it.
func (d *DB) Snapshot(ctx context.Context, read func(s *Snapshot) error) error {
	level := sql.LevelDefault // a reading transaction of SQLite sees one moment anyway
	if d.dialect == Postgres {
		level = sql.LevelRepeatableRead
	}
	sqlTx, err := d.readers.BeginTx(ctx, &sql.TxOptions{Isolation: level, ReadOnly: true})
	if err != nil {
		return classify(err)
	}
	defer sqlTx.Rollback()
	tx := newTx(ctx, d, sqlTx)
	if err := tx.unhurried(); err != nil {
		return err
	}
	return tx.run(func(tx *Tx) error { return read(&Snapshot{tx}) })
}

// unhurried lets a transaction wait for whom its rows are sent to.
func (tx *Tx) unhurried() error {
	if tx.dialect == SQLite {
		return nil
	}
	_, err := tx.Exec(`SET LOCAL idle_in_transaction_session_timeout = 0`)
	return err
}

// Reader reads what the features' tables do not hold.
func (s *Snapshot) Reader() Reader { return s.tx }

// Tables lists the features' tables, those that others refer to first.
func (s *Snapshot) Tables() ([]Table, error) { return tables(s.tx) }

// Rows gives each row of a table, in no order. The values are those of [Kind]; the slice is
// used again for the next row.
func (s *Snapshot) Rows(t Table, each func(values []any) error) error { return rowsOf(s.tx, t, each) }

func rowsOf(r Reader, t Table, each func(values []any) error) error {
	return scanRows(r, t, "", nil, each)
}

// scanRows gives the rows of a table behind a condition.
func scanRows(r Reader, t Table, behind string, args []any, each func(values []any) error) error {
	rows, err := r.Query(`SELECT `+t.names()+` FROM `+t.Name+behind, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	into, values := make([]any, len(t.Columns)), make([]any, len(t.Columns))
	for i, c := range t.Columns {
		into[i] = newCell(c.Kind)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
		for i, cell := range into {
			values[i] = plain(cell)
		}
		if err := each(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

// newCell is what a value of a kind is scanned into.
func newCell(k Kind) any {
	switch k {
	case Integer:
		return new(sql.Null[int64])
	case Real:
		return new(sql.Null[float64])
	case Boolean:
		return new(sql.Null[bool])
	case Moment:
		return new(NullTime)
	}
	return new(sql.Null[string])
}

// plain is the value in a cell, or nil.
func plain(cell any) any {
	switch c := cell.(type) {
	case *sql.Null[string]:
		if c.Valid {
			return c.V
		}
	case *sql.Null[int64]:
		if c.Valid {
			return c.V
		}
	case *sql.Null[float64]:
		if c.Valid {
			return c.V
		}
	case *sql.Null[bool]:
		if c.Valid {
			return c.V
		}
	case *NullTime:
		if c.Valid {
			return c.Time
		}
	}
	return nil
}
