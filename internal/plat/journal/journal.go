package journal

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"time"

	"kith/internal/plat/db"
)

//go:embed migrations/*.sql data.map
var migrations embed.FS

// Migrations returns the journal's tables.
func Migrations() db.Migrations { return db.Migrations{Name: "journal", FS: migrations} }

// pause is how long the loops wait when nothing more is to be done; after an
// error they wait longer each time, up to longestPause.
const (
	pause        = 200 * time.Millisecond
	longestPause = 5 * time.Second
)

// Journal seals, relays and verifies the entries of all boroughs in one
// database. It is safe for use by many goroutines and on several nodes at once.
type Journal struct {
	d     *db.DB
	log   *slog.Logger
	reads *Reads

	queue         Queue
	subscriptions []Subscription
}

// New opens the journal of d, which from then on signs its entries with key. A
// nil key keeps the one that d has, a nil log means slog.Default().
func New(d *db.DB, key []byte, log *slog.Logger) *Journal {
	if key != nil {
		d.SignWith(key)
	}
	if log == nil {
		log = slog.Default()
	}
	return &Journal{d: d, log: log, reads: newReads(d, log)}
}

// Reads returns the queue that records what was looked at. Run empties it.
func (j *Journal) Reads() *Reads { return j.reads }

// Run seals, relays and keeps reads until ctx is cancelled, and then writes the
// reads still waiting. Trouble with the database is logged and tried again; it
// always returns nil.
func (j *Journal) Run(ctx context.Context) error {
	var loops sync.WaitGroup
	loops.Go(func() { j.repeat(ctx, "seal the journal", pause, j.Seal) })
	loops.Go(func() { j.repeat(ctx, "relay the journal", pause, j.Relay) })
	loops.Go(func() {
		j.repeat(ctx, "keep what was read", readsPause, j.reads.Flush)
		j.reads.last(ctx)
	})
	loops.Wait()
	return nil
}

// repeat calls fn again and again, with a pause in between, until ctx is
// cancelled.
func (j *Journal) repeat(ctx context.Context, what string, pause time.Duration, fn func(context.Context) error) {
	wait := pause
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		err := fn(ctx)
		if err == nil {
			wait = pause
			continue
		}
		if ctx.Err() == nil {
			j.log.Error("cannot "+what+", will try again", "error", err)
		}
		wait = min(2*wait, longestPause)
	}
}

// as returns a context in which the journal itself works on a borough, behind
// what people wait for.
func as(ctx context.Context, borough, purpose string) context.Context {
	ctx = db.As(ctx, db.Caller{Borough: borough, Actor: "journal", Purpose: purpose})
	return db.Background(ctx, db.Jobs)
}
