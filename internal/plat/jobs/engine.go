package jobs

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"

	"kith/internal/plat/db"
)

// engine is a River client, whose type depends on the database.
type engine interface {
	start(ctx context.Context) error
	stopped() <-chan struct{}
	insert(tx *db.Tx, jobs []river.InsertManyParams) error
	list(ctx context.Context, which *river.JobListParams) ([]*rivertype.JobRow, error)
	job(tx *db.Tx, id int64) (*rivertype.JobRow, error)
	retry(tx *db.Tx, id int64) error
}

// client is an engine whose transactions are of type T.
type client[T any] struct {
	river *river.Client[T]
	tx    func(*db.Tx) T
}

// open returns the engine for d's database.
func open(d *db.DB, config *river.Config) (engine, error) {
	if d.Dialect() == db.Postgres {
		return newClient(riverpgxv5.New(d.PgxPool()), config, (*db.Tx).PgxTx)
	}
	return newClient(riversqlite.New(d.SQLDB()), config, (*db.Tx).SQLTx)
}

func newClient[T any](driver riverdriver.Driver[T], config *river.Config, tx func(*db.Tx) T) (engine, error) {
	c, err := river.NewClient(driver, config)
	if err != nil {
		return nil, err
	}
	return &client[T]{river: c, tx: tx}, nil
}

func (c *client[T]) start(ctx context.Context) error { return c.river.Start(ctx) }

// stopped is closed when the client has stopped.
func (c *client[T]) stopped() <-chan struct{} { return c.river.Stopped() }

func (c *client[T]) insert(tx *db.Tx, jobs []river.InsertManyParams) error {
	_, err := c.river.InsertManyTx(tx.Context(), c.tx(tx), jobs)
	return err
}

func (c *client[T]) list(ctx context.Context, which *river.JobListParams) ([]*rivertype.JobRow, error) {
	found, err := c.river.JobList(ctx, which)
	if err != nil {
		return nil, err
	}
	return found.Jobs, nil
}

func (c *client[T]) job(tx *db.Tx, id int64) (*rivertype.JobRow, error) {
	return c.river.JobGetTx(tx.Context(), c.tx(tx), id)
}

func (c *client[T]) retry(tx *db.Tx, id int64) error {
	_, err := c.river.JobRetryTx(tx.Context(), c.tx(tx), id)
	return err
}

// Migrate brings the job library's tables up to date. On PostgreSQL run it
// from one node.
func Migrate(ctx context.Context, d *db.DB) error {
	if d.Dialect() == db.Postgres {
		return migrate[pgx.Tx](ctx, riverpgxv5.New(d.PgxPool()))
	}
	return migrate[*sql.Tx](ctx, riversqlite.New(d.SQLDB()))
}

func migrate[T any](ctx context.Context, driver riverdriver.Driver[T]) error {
	m, err := rivermigrate.New(driver, nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}
