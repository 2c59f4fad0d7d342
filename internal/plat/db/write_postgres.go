package db

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"kith/internal/kernel/fault"
)

// attempts is how often a write that collided with another is run in all.
const attempts = 6

// writeWithin is how long one try of what somebody waits for may take. A network that lets
// nothing through says nothing either, and whoever waits has to be told.
const writeWithin = 10 * time.Second

// writePostgres runs fn in a READ COMMITTED transaction, again when it lost
// against another one or its connection went before the commit.
func (d *DB) writePostgres(ctx context.Context, fn func(*Tx) error) error {
	release, err := d.place(ctx)
	if err != nil {
		return err
	}
	defer release()
	for attempt := 1; ; attempt++ {
		again, err := d.attempt(ctx, fn)
		if err == nil {
			d.counted.commits.Add(1)
			d.counted.writes.Add(1)
			return nil
		}
		if !again || attempt == attempts {
			return classify(err)
		}
		if !isCollision(err) {
			d.reconnect()
		}
		time.Sleep(backoff(attempt))
	}
}

// place keeps half of the connections free for people.
func (d *DB) place(ctx context.Context) (release func(), err error) {
	if priorityOf(ctx) == People {
		return func() {}, nil
	}
	select {
	case d.background <- struct{}{}:
		return func() { <-d.background }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// backoff returns how long to wait after a collision: 2 ms, doubled each time,
// with as much again at random so that two do not collide for ever.
func backoff(attempt int) time.Duration {
	wait := 2 * time.Millisecond << (attempt - 1)
	return wait + rand.N(wait)
}

// attempt runs fn once; again tells whether running it once more may help.
// Waiting for a connection ends with ctx, the transaction does not.
func (d *DB) attempt(ctx context.Context, fn func(*Tx) error) (again bool, err error) {
	conn, err := d.readers.Conn(ctx)
	if err != nil {
		return false, err
	}
	defer conn.Close()
	ctx, cancel := within(ctx)
	defer cancel()
	sqlTx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return isLost(err), err
	}
	defer sqlTx.Rollback() // after a panic too; nothing to do once committed
	tx := newTx(ctx, d, sqlTx)
	tx.ctx = context.WithValue(ctx, txKey{}, tx)
	if tx.pgx, err = under(conn); err != nil {
		return false, err
	}
	if err := d.timed(tx, fn); err != nil {
		return isCollision(err) || isCollision(tx.failed) || isLost(tx.failed), err
	}
	return d.commit(sqlTx)
}

// within is a context that nobody cancels, and that ends for what people wait for.
func within(ctx context.Context) (context.Context, context.CancelFunc) {
	ends := priorityOf(ctx) == People && ctx.Value(unhurriedKey{}) == nil
	ctx = context.WithoutCancel(ctx)
	if !ends {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, writeWithin)
}

// commit commits. A connection lost meanwhile leaves open what happened, so
// that is never run again.
func (d *DB) commit(tx *sql.Tx) (again bool, err error) {
	err = tx.Commit()
	if err == nil || isCollision(err) {
		return err != nil, err
	}
	if errors.Is(err, pgx.ErrTxCommitRollback) {
		return false, fault.New(fault.Internal, "db.rolled-back", "A transaction that had failed was committed.")
	}
	return false, unavailable("db.commit", err)
}

// under returns the pgx connection under conn, for the job library.
func under(conn *sql.Conn) (c *pgx.Conn, err error) {
	err = conn.Raw(func(driverConn any) error {
		c, err = pgxConn(driverConn)
		return err
	})
	return c, err
}

// isCollision tells whether PostgreSQL gave up a transaction for the sake of
// another: serialization failure or deadlock.
func isCollision(err error) bool {
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == "40001" || e.Code == "40P01")
}

// isLost tells whether the connection went away under the transaction, which
// undoes it: a server that was restarted since the last use, for one.
func isLost(err error) bool {
	if err == nil {
		return false
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "57P01" || e.Code == "57P02"
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return false // the server is not there at all
	}
	return isConnection(err)
}
