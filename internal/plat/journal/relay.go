package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kith/internal/plat/db"
)

// Subscription is what a feature does about what happened elsewhere. The relay
// runs it as a job, in the background, for each entry of its topics.
type Subscription struct {
	// Name is unique and never changes: "<package>.<what it does>", such as
	// "messages.confirm".
	Name string
	// Topics are whole topics, "needs.opened", or all of a package, "needs.*".
	Topics []string
	// Handle is called at least once for each entry, so it must be fit to run
	// again; entries may come out of order. An error means that it is tried
	// again later, and in the end listed among the dead jobs. The context's
	// caller is the subscription, in the entry's borough.
	Handle func(ctx context.Context, e Sealed) error
}

// Wants tells whether the subscription asks for topic.
func (s Subscription) Wants(topic string) bool {
	return slices.ContainsFunc(s.Topics, func(t string) bool {
		family, all := strings.CutSuffix(t, "*")
		return t == topic || all && strings.HasPrefix(topic, family)
	})
}

// Queue takes the jobs that the relay makes. Package jobs has one.
type Queue interface {
	// EnqueueTx adds one job for each of args, of the kind given, if and only
	// if tx is committed.
	EnqueueTx(tx *db.Tx, kind string, args ...any) error
}

// Subscribe adds subscriptions. It is called before Run, on every node alike:
// an entry relayed while nobody wants its topic is not relayed again.
func (j *Journal) Subscribe(s ...Subscription) {
	j.subscriptions = append(j.subscriptions, s...)
}

// RelayTo says where jobs go. It is called before Run; without it nothing is
// relayed, and what happens meanwhile waits.
func (j *Journal) RelayTo(q Queue) { j.queue = q }

// Delivery is the argument of a subscription's job: entries of one borough.
type Delivery struct {
	Borough string  `json:"borough"`
	Seqs    []int64 `json:"seqs"`
}

// Kind returns the kind of the subscription's jobs.
func (s Subscription) Kind() string { return "journal." + s.Name }

// relayBatch is how many entries are relayed in one transaction, and
// deliveryBatch how many go into one job.
const (
	relayBatch    = 500
	deliveryBatch = 50
)

// cursorName is the name under which journal_cursor remembers how far the
// relay has come.
const cursorName = "relay"

// Relay hands every sealed entry that was not handed on before to the queue,
// for each subscription that wants it, and returns when none is left. Any
// number of nodes may relay at once.
func (j *Journal) Relay(ctx context.Context) error {
	if j.queue == nil {
		return nil
	}
	rows, err := j.d.Read(ctx).Query(`SELECT h.borough_id FROM journal_head h
		LEFT JOIN journal_cursor c ON c.borough_id = h.borough_id AND c.name = ?
		WHERE h.seq > COALESCE(c.seq, 0)`, cursorName)
	boroughs, err := db.Collect(rows, err, scanText)
	for _, borough := range boroughs {
		err = errors.Join(err, j.relayBorough(as(ctx, borough, "relay"), borough))
	}
	return err
}

func (j *Journal) relayBorough(ctx context.Context, borough string) error {
	for {
		var relayed int
		err := j.d.Write(ctx, func(tx *db.Tx) (err error) {
			relayed, err = j.relaySome(tx, borough)
			return err
		})
		if err != nil {
			return fmt.Errorf("journal: relaying %s: %w", borough, err)
		}
		if relayed < relayBatch {
			return nil
		}
	}
}

// relaySome enqueues what follows from up to relayBatch entries and moves the
// cursor past them.
func (j *Journal) relaySome(tx *db.Tx, borough string) (int, error) {
	from, err := takeCursor(tx, borough)
	if err != nil {
		return 0, err
	}
	entries, err := topicsSince(tx, borough, from)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	for _, s := range j.subscriptions {
		if err := j.enqueue(tx, s, borough, s.wanted(entries)); err != nil {
			return 0, err
		}
	}
	_, err = tx.Exec(`UPDATE journal_cursor SET seq = ? WHERE borough_id = ? AND name = ?`,
		entries[len(entries)-1].seq, borough, cursorName)
	return len(entries), err
}

// takeCursor locks the relay's cursor, so that relays take turns.
func takeCursor(tx *db.Tx, borough string) (seq int64, err error) {
	_, err = tx.Exec(`INSERT INTO journal_cursor (borough_id, name, seq) VALUES (?, ?, 0)
		ON CONFLICT (borough_id, name) DO NOTHING`, borough, cursorName)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(`SELECT seq FROM journal_cursor WHERE borough_id = ? AND name = ?`+tx.Dialect().ForUpdate(),
		borough, cursorName).Scan(&seq)
	return seq, err
}

func topicsSince(tx *db.Tx, borough string, seq int64) ([]row, error) {
	rows, err := tx.Query(`SELECT seq, topic FROM journal_entry
		WHERE borough_id = ? AND seq > ? ORDER BY seq LIMIT ?`, borough, seq, relayBatch)
	return db.Collect(rows, err, func(rows *db.Rows) (r row, err error) {
		return r, rows.Scan(&r.seq, &r.topic)
	})
}

// wanted returns the numbers of the entries the subscription asks for.
func (s Subscription) wanted(entries []row) (seqs []int64) {
	for _, e := range entries {
		if s.Wants(e.topic) {
			seqs = append(seqs, e.seq)
		}
	}
	return seqs
}

func (j *Journal) enqueue(tx *db.Tx, s Subscription, borough string, seqs []int64) error {
	var deliveries []any
	for part := range slices.Chunk(seqs, deliveryBatch) {
		deliveries = append(deliveries, Delivery{Borough: borough, Seqs: part})
	}
	if len(deliveries) == 0 {
		return nil
	}
	return j.queue.EnqueueTx(tx, s.Kind(), deliveries...)
}
