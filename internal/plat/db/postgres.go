package db

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"kith/internal/kernel/fault"
)

// openPostgres opens the database at c.URL, whose text must sort by its bytes.
func openPostgres(ctx context.Context, c Config) (*DB, error) {
	settings, err := poolSettings(c.URL, "KITH_DATABASE", connections(c))
	if err != nil {
		return nil, err
	}
	follower, err := openReplica(ctx, c)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		follower.close()
		return nil, classify(err)
	}
	if err := checkServer(ctx, pool); err != nil {
		follower.close()
		pool.Close()
		return nil, err
	}
	return &DB{
		dialect: Postgres, clock: c.Clock, log: c.Log, replica: follower,
		readers: stdlib.OpenDBFromPool(pool), pool: pool,
		background: make(chan struct{}, max(1, int(settings.MaxConns)/2)),
	}, nil
}

// poolSettings are those of a pool of connections to an address, that came from a setting.
func poolSettings(address, setting string, size int) (*pgxpool.Config, error) {
	settings, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The cause may quote the address, and with it the password.
		return nil, fault.New(fault.Invalid, "db.config",
			"The PostgreSQL address ("+setting+") cannot be read. It looks like postgres://user:password@host:5432/kith.")
	}
	if !strings.Contains(address, "pool_max_conns") {
		settings.MaxConns = int32(size)
	}
	for name, value := range map[string]string{
		"application_name":                    "kith",
		"timezone":                            "UTC",
		"default_transaction_isolation":       "read committed",
		"idle_in_transaction_session_timeout": "60s",
		"jit":                                 "off", // costs more than it saves on queries this short
	} {
		if _, given := settings.ConnConfig.RuntimeParams[name]; !given {
			settings.ConnConfig.RuntimeParams[name] = value
		}
	}
	return settings, nil
}

// connections returns the size of the pool: four for each core is where a
// PostgreSQL beside the program stops gaining. Several nodes share that number
// by setting ReadPool or pool_max_conns in the address.
func connections(c Config) int {
	if c.ReadPool > 0 {
		return c.ReadPool
	}
	return max(8, 4*runtime.NumCPU())
}

// checkServer refuses a database that would sort and compare text otherwise
// than SQLite does, or hold it in another encoding.
func checkServer(ctx context.Context, pool *pgxpool.Pool) error {
	var name, collation, encoding string
	err := pool.QueryRow(ctx, `SELECT datname, datcollate, pg_encoding_to_char(encoding)
		FROM pg_database WHERE datname = current_database()`).Scan(&name, &collation, &encoding)
	if err != nil {
		return withCause(fault.Unavailable, "db.open",
			"The PostgreSQL server cannot be reached. Check that it runs and that the address and password (KITH_DATABASE) are right.", err)
	}
	if (collation == "C" || collation == "POSIX") && encoding == "UTF8" {
		return nil
	}
	return fault.New(fault.Invalid, "db.collation", fmt.Sprintf(
		"The PostgreSQL database %q has collation %s and encoding %s; Kith needs C and UTF8. Make a new one with: "+
			"CREATE DATABASE kith TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", name, collation, encoding))
}

// reconnect drops the connections that a restarted server left behind, so that
// the next use makes a new one. It returns false where there are none to drop.
func (d *DB) reconnect() bool {
	if d.pool == nil {
		return false
	}
	d.pool.Reset()
	return true
}

// pgxConn returns pgx's connection under a database/sql one.
func pgxConn(driverConn any) (*pgx.Conn, error) {
	c, ok := driverConn.(*stdlib.Conn)
	if !ok {
		return nil, errors.New("db: not a pgx connection")
	}
	return c.Conn(), nil
}
