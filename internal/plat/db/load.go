package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/jackc/pgx/v5"
)

// Fill is [DB.Write] for a database that nobody uses yet: it may take as long as it takes.
func (d *DB) Fill(ctx context.Context, fn func(tx *Tx) error) error {
	return d.Write(context.WithValue(ctx, unhurriedKey{}, true), fn)
}

type unhurriedKey struct{}

// Load puts rows into a table, until next returns io.EOF, and returns how many there were.
// The values are those of [Kind], in the order of the table's columns.
func (tx *Tx) Load(t Table, next func() ([]any, error)) (int64, error) {
	if _, err := tx.ready(nil); err != nil {
		return 0, err
	}
	if tx.dialect == Postgres {
		return tx.copyRows(t, next)
	}
	return tx.insertRows(t, next)
}

func (tx *Tx) insertRows(t Table, next func() ([]any, error)) (n int64, err error) {
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(t.Columns)), ", ")
	insert, err := tx.sql.PrepareContext(tx.ctx, `INSERT INTO `+t.Name+` (`+t.names()+`) VALUES (`+marks+`)`)
	if err != nil {
		return 0, tx.spoil(err)
	}
	defer insert.Close()
	for ; ; n++ {
		values, err := tx.nextRow(next)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		if _, err := insert.ExecContext(tx.ctx, values...); err != nil {
			return n, tx.spoil(fmt.Errorf("%s: %w", t.Name, err))
		}
	}
}

func (tx *Tx) nextRow(next func() ([]any, error)) ([]any, error) {
	values, err := next()
	if err != nil {
		return nil, err
	}
	return tx.dialect.bind(values)
}

func (tx *Tx) copyRows(t Table, next func() ([]any, error)) (int64, error) {
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.Name
	}
	source := pgx.CopyFromFunc(func() ([]any, error) {
		values, err := tx.nextRow(next)
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return values, err
	})
	n, err := tx.pgx.CopyFrom(tx.ctx, pgx.Identifier{t.Name}, columns, source)
	return n, tx.spoil(err)
}
