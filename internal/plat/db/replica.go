package db

import (
	"context"
	"database/sql"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	// tooFarBehind is from when on a replica is not read any more.
	tooFarBehind = 30 * time.Second
	// lookAgain is for how long what is known of a replica holds.
	lookAgain = 3 * time.Second
	// lookWithin is how long it may take to say how far it is.
	lookWithin = time.Second
	// replicaConnections is how many a node holds to it: few read there, one after another.
	replicaConnections = 4
)

// replica is a PostgreSQL that follows ours.
type replica struct {
	pool    *pgxpool.Pool
	readers *sql.DB
	log     *slog.Logger

	mu     sync.Mutex
	looked time.Time
	usable bool
}

// openReplica opens the replica of a configuration; nil where there is none. One that cannot
// be reached is no reason not to start: everything can be read where it is written.
func openReplica(ctx context.Context, c Config) (*replica, error) {
	if c.Replica == "" {
		return nil, nil
	}
	settings, err := poolSettings(c.Replica, "KITH_REPLICA", replicaConnections)
	if err != nil {
		return nil, err
	}
	settings.ConnConfig.RuntimeParams["default_transaction_read_only"] = "on"
	pool, err := pgxpool.NewWithConfig(ctx, settings)
	if err != nil {
		return nil, classify(err)
	}
	return &replica{pool: pool, readers: stdlib.OpenDBFromPool(pool), log: c.Log}, nil
}

func (r *replica) close() {
	if r != nil {
		_ = r.readers.Close() // nothing was written through it
		r.pool.Close()
	}
}

// follows reports whether the replica is there and less than tooFarBehind behind.
func (r *replica) follows(ctx context.Context) bool {
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if time.Since(r.looked) < lookAgain {
		return r.usable
	}
	was := r.usable
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	behind, err := r.behind(ctx)
	r.looked, r.usable = time.Now(), err == nil && behind < tooFarBehind
	if was != r.usable {
		r.log.Warn("whether the replica is read has changed", "read", r.usable, "behind", behind, "error", err)
	}
	return r.usable
}

// behind is how far behind the replica is. One that has replayed all it was sent is not, as
// long as it is still sent something.
func (r *replica) behind(ctx context.Context) (time.Duration, error) {
	var seconds float64
	err := r.pool.QueryRow(ctx, `SELECT CASE
		WHEN NOT pg_is_in_recovery() THEN 0
		WHEN NOT EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL) THEN 1e9
		WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
		ELSE COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 1e9) END::float8`).Scan(&seconds)
	return time.Duration(min(seconds, 1e9) * float64(time.Second)), err
}

// ReadBehind is [DB.Read] for what may be up to half a minute old, such as counts of a whole
// borough: it reads from the replica, where there is one that keeps up, and from where is
// written otherwise. Never decide anything by it.
func (d *DB) ReadBehind(ctx context.Context) Reader {
	if txOf(ctx) != nil || !d.replica.follows(ctx) {
		return d.Read(ctx)
	}
	return &reading{ctx: ctx, d: d, now: d.now(), from: d.replica.readers}
}
