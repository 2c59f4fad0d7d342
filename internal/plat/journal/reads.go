package journal

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const (
	// readsPause is how often what was read is written.
	readsPause = 100 * time.Millisecond
	// readsLimit is how many reads wait at most: at 100 pages a second, more
	// than a minute of a database that cannot be written to.
	readsLimit = 8192
	// readsBatch is how many are written in one transaction.
	readsBatch = 200
	// lastChance is how long the reads still waiting may take at the end.
	lastChance = 5 * time.Second
)

var errReadsFull = fault.New(fault.Unavailable, "journal.reads",
	"We cannot record that you looked at this, so it is not shown. Try again in a minute.")

// Reads records what was looked at, without making the page wait for the disk.
// It is safe for use by many goroutines.
type Reads struct {
	d       *db.DB
	log     *slog.Logger
	writing sync.Mutex // held by the one who writes

	mu      sync.Mutex
	waiting []row
}

func newReads(d *db.DB, log *slog.Logger) *Reads { return &Reads{d: d, log: log} }

// Saw records that the caller named in ctx looked at something: one entry for a
// page, with the query in Data and the ids in Objects, and a subject if the
// page is about one person. It is written within a fraction of a second.
//
// When too much waits already, because the disk is full or the database does
// not answer, the entry goes to the program's log instead and Saw returns a
// fault of kind Unavailable. The caller then refuses to show withheld data, and
// shows anything else all the same.
func (r *Reads) Saw(ctx context.Context, e Entry) error {
	entry, err := rowOf(r.d.Read(ctx).Now(), db.CallerOf(ctx), e)
	if err != nil {
		return err
	}
	r.mu.Lock()
	full := len(r.waiting) >= readsLimit
	if !full {
		r.waiting = append(r.waiting, entry)
	}
	r.mu.Unlock()
	if full {
		r.logOutside(ctx, entry)
		return errReadsFull
	}
	return nil
}

// SawFirst is Saw for what must not be seen unrecorded: break-glass, withheld
// addresses, exports. When it returns nil the entry is on the disk; otherwise
// nothing may be shown.
func (r *Reads) SawFirst(ctx context.Context, e Entry) error {
	return r.d.Write(ctx, func(tx *db.Tx) error { return Record(tx, e) })
}

// Flush writes what waits. Run does so all the time.
func (r *Reads) Flush(ctx context.Context) error {
	r.writing.Lock()
	defer r.writing.Unlock()
	for {
		batch := r.first()
		if len(batch) == 0 {
			return nil
		}
		ctx := as(ctx, batch[0].borough, "reads")
		err := r.d.Write(ctx, func(tx *db.Tx) error {
			for _, entry := range batch {
				if err := insert(tx, entry); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		r.drop(len(batch))
	}
}

// first returns the reads that have waited longest, without taking them out.
func (r *Reads) first() []row {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]row(nil), r.waiting[:min(len(r.waiting), readsBatch)]...)
}

// drop takes out the first n.
func (r *Reads) drop(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.waiting = append([]row(nil), r.waiting[n:]...)
}

// last writes what waits when the program ends, or at least logs it.
func (r *Reads) last(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastChance)
	defer cancel()
	err := r.Flush(ctx)
	if err == nil {
		return
	}
	r.log.Error("what was read last could not be kept in the journal", "error", err)
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, entry := range r.waiting {
		r.logOutside(ctx, entry)
	}
}

// logOutside keeps an entry in the program's log. It holds ids, no contents;
// not even the query, which may be a name somebody typed.
func (r *Reads) logOutside(ctx context.Context, e row) {
	r.log.WarnContext(ctx, "read, not kept in the journal", "borough", e.borough, "at", e.at, "actor", e.actor,
		"purpose", e.purpose, "topic", e.topic, "subject", e.subject, "objects", e.objects)
}
