package journal

import (
	"context"
	"fmt"
	"runtime/debug"

	"kith/internal/plat/db"
)

// Deliver runs a subscription for the entries of one of its jobs, in order. An
// entry that fails does not hold up the rest: it gets a job of its own, and a
// job of a single entry fails with that entry's error, so that it is tried
// again by itself and, if it never succeeds, is what a person finds among the
// dead jobs. The same is done with entries for which no time was left.
//
// An entry that does not say what was recorded is logged and not handed on:
// nobody acts on a forgery. Nor is one that was redacted.
func (j *Journal) Deliver(ctx context.Context, s Subscription, d Delivery) error {
	ctx = db.As(ctx, db.Caller{Borough: d.Borough, Actor: s.Name, Purpose: "subscription"})
	entries, err := j.load(ctx, d)
	if err != nil {
		return err
	}
	var failed []int64
	for _, e := range entries {
		err := ctx.Err()
		if err == nil {
			err = handle(ctx, s, e)
		}
		if err != nil && len(d.Seqs) == 1 {
			return fmt.Errorf("journal: %s of entry %d: %w", s.Name, e.Seq, err)
		}
		if err != nil {
			j.log.Warn("a subscription failed and will be tried again", "subscription", s.Name, "entry", e.Seq, "error", err)
			failed = append(failed, e.Seq)
		}
	}
	return j.retryEach(context.WithoutCancel(ctx), s, d.Borough, failed)
}

// handle calls the subscription and makes an error of a panic, which would
// otherwise fail the entries after it as well.
func handle(ctx context.Context, s Subscription, e Sealed) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return s.Handle(ctx, e)
}

// load returns the entries of a delivery that can be trusted.
func (j *Journal) load(ctx context.Context, d Delivery) ([]Sealed, error) {
	key, err := j.d.SigningKey()
	if err != nil {
		return nil, err
	}
	marks, args := db.In(d.Seqs)
	rows, err := j.d.Read(ctx).Query(`SELECT `+columns+` FROM journal_entry
		WHERE borough_id = ? AND seq IN (`+marks+`) ORDER BY seq`, append([]any{d.Borough}, args...)...)
	found, err := db.Collect(rows, err, scanRow)
	if err != nil {
		return nil, err
	}
	var entries []Sealed
	for _, r := range found {
		if !signer(key).says(r) {
			j.log.Error("an altered entry is not acted on; run “kith verify”", "borough", r.borough, "entry", r.seq)
			continue
		}
		e, err := r.sealed()
		if err != nil {
			return nil, err
		}
		if !e.Redacted {
			entries = append(entries, e)
		}
	}
	return entries, nil
}

// retryEach gives each of the entries a job of its own.
func (j *Journal) retryEach(ctx context.Context, s Subscription, borough string, seqs []int64) error {
	if len(seqs) == 0 {
		return nil
	}
	jobs := make([]any, len(seqs))
	for i, seq := range seqs {
		jobs[i] = Delivery{Borough: borough, Seqs: []int64{seq}}
	}
	return j.d.Write(ctx, func(tx *db.Tx) error { return j.queue.EnqueueTx(tx, s.Kind(), jobs...) })
}
