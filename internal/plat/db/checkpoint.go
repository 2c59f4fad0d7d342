package db

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
)

// SQLite empties its write-ahead log into the file by itself, but cannot begin
// the log anew while any reader is in it. Where pages are read all day long
// some reader always is, and the log grows without end.
const (
	// walLimit is the size in bytes from which the log is emptied by waiting
	// for the readers in it; readers that come later do not count.
	walLimit = 24 << 20
	// walStep is by how much it grows before the next try, when a long read
	// such as a backup stood in the way.
	walStep = 4 << 20
	// walAlarm is the size from which a failed try is logged.
	walAlarm = 64 << 20
)

// walKeeper keeps the write-ahead log small. It is used by the writer alone.
type walKeeper struct {
	path string
	due  int64 // size at which to act
	log  *slog.Logger
}

func newWALKeeper(database string, log *slog.Logger) *walKeeper {
	return &walKeeper{path: database + "-wal", due: walLimit, log: log}
}

// keep empties the log when it has grown too much. Writers wait meanwhile:
// for each reader in it at most 200 ms.
func (k *walKeeper) keep(conn *sql.Conn) {
	info, err := os.Stat(k.path)
	if err != nil || info.Size() < k.due {
		return
	}
	if k.empty(conn) {
		k.due = walLimit
		return
	}
	k.due = info.Size() + walStep
	if info.Size() > walAlarm {
		k.log.Warn("the write-ahead log grows because something has been reading for a long time", "bytes", info.Size())
	}
}

func (k *walKeeper) empty(conn *sql.Conn) bool {
	ctx := context.Background()
	if _, err := conn.ExecContext(ctx, "PRAGMA busy_timeout=200"); err != nil {
		return false
	}
	defer conn.ExecContext(ctx, "PRAGMA busy_timeout="+busyTimeout)
	var busy, frames, moved int
	err := conn.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	return err == nil && busy == 0
}
