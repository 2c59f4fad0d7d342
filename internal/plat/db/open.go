package db

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
)

// Config says where the records are. Dir is the data folder, which holds
// kith.db when SQLite is used; a URL (postgres://…) means PostgreSQL instead.
type Config struct {
	Dir   string
	URL   string
	Clock clock.Clock  // the machine's when nil
	Log   *slog.Logger // slog.Default() when nil
	// ReadPool is how many connections read at once on SQLite, or how many
	// there are in all on PostgreSQL. 0 leaves the choice to Kith.
	ReadPool int
	// Replica is a PostgreSQL that follows the one at URL; "" is none. What may be a little
	// behind is read there. See ReadBehind.
	Replica string
	// Volatile skips waiting for the disk on SQLite: a power cut may lose
	// acknowledged writes. For tests and copies that are thrown away.
	Volatile bool
}

// DB is an open database. It is safe for use by many goroutines.
type DB struct {
	dialect Dialect
	clock   clock.Clock
	log     *slog.Logger

	readers *sql.DB       // on PostgreSQL the only pool
	pool    *pgxpool.Pool // nil on SQLite
	writer  *writer       // nil on PostgreSQL

	replica    *replica      // nil where there is none
	background chan struct{} // PostgreSQL: places for writes that may wait
	closing    sync.Once
	counted    counters
	signing    atomic.Pointer[[]byte] // the journal's key
}

// Open opens the database, creating an empty SQLite file if there is none. A
// database that cannot be used is a fault that says how to mend it.
func Open(ctx context.Context, c Config) (*DB, error) {
	if (c.Dir == "") == (c.URL == "") {
		return nil, fault.New(fault.Invalid, "db.config",
			"Say where the records are: either a data folder (KITH_DATA) or a PostgreSQL address (KITH_DATABASE).")
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if c.URL != "" {
		return openPostgres(ctx, c)
	}
	return openSQLite(ctx, c)
}

// Close waits for writes under way, refuses further ones and closes the
// database. Closing it again does nothing.
func (d *DB) Close() (err error) {
	d.closing.Do(func() {
		if d.dialect == SQLite {
			err = d.closeSQLite()
			return
		}
		err = d.readers.Close()
		d.pool.Close()
		d.replica.close()
	})
	return err
}

// Dialect returns the engine in use.
func (d *DB) Dialect() Dialect { return d.dialect }

// now returns the time as the database keeps it.
func (d *DB) now() time.Time { return d.clock.Now().UTC().Truncate(time.Microsecond) }
