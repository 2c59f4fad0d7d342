package journal_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

var sets = []db.Migrations{journal.Migrations()}

// start is the day in the tests.
var start = time.Date(2020, time.April, 1, 9, 30, 0, 0, time.UTC)

// desk is a borough's journal and the means to write in it.
type desk struct {
	*testing.T
	d       *db.DB
	j       *journal.Journal
	clock   *clock.Manual
	ctx     context.Context
	borough string
}

// onBoth runs a test on both engines, in a borough of its own.
func onBoth(t *testing.T, test func(k *desk)) {
	t.Helper()
	run := func(open func(testing.TB, db.Config, ...db.Migrations) *db.DB) func(t *testing.T) {
		return func(t *testing.T) {
			now := clock.NewManual(start)
			d := open(t, db.Config{Clock: now}, sets...)
			ctx := dbtest.Context(t)
			test(&desk{T: t, d: d, j: journal.New(d, nil, slog.New(slog.DiscardHandler)), clock: now, ctx: ctx, borough: db.CallerOf(ctx).Borough})
		}
	}
	t.Run("sqlite", run(dbtest.NewWith))
	t.Run("postgres", run(dbtest.PostgresWith))
}

func (k *desk) must(err error) {
	k.Helper()
	if err != nil {
		k.Fatal(err)
	}
}

// record writes entries in one transaction.
func (k *desk) record(entries ...journal.Entry) {
	k.Helper()
	k.must(k.d.Write(k.ctx, func(tx *db.Tx) error {
		for _, e := range entries {
			if err := journal.Record(tx, e); err != nil {
				return err
			}
		}
		return nil
	}))
}

// opened is an entry about the nth need.
func opened(n int) journal.Entry {
	return journal.Entry{
		Verb: "opened a need", Topic: "needs.opened", Subject: fmt.Sprintf("person-%d", n),
		Objects: []journal.Object{{Kind: "need", ID: fmt.Sprintf("need-%d", n)}},
		Data:    map[string]any{"category": "food", "n": n},
	}
}

// sealed records and seals n entries.
func (k *desk) sealed(n int) {
	k.Helper()
	for i := range n {
		k.record(opened(i + 1))
	}
	k.must(k.j.SealBorough(k.ctx, k.borough))
}

func (k *desk) exec(q string, args ...any) {
	k.Helper()
	k.must(k.d.Write(k.ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(q, args...)
		return err
	}))
}

func (k *desk) verify(anchors ...journal.Anchor) journal.Report {
	k.Helper()
	report, err := k.j.Verify(k.ctx, k.borough, anchors...)
	k.must(err)
	return report
}

func (k *desk) since(seq int64) []journal.Sealed {
	k.Helper()
	entries, err := journal.Since(k.d.Read(k.ctx), k.borough, seq)
	k.must(err)
	return entries
}
