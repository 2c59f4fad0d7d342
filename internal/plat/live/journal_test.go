package live

import (
	"bytes"
	"log/slog"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
)

func TestJournalTellsWhatIsSealed(t *testing.T) {
	d := dbtest.New(t, journal.Migrations())
	ctx := dbtest.Context(t)
	borough := db.CallerOf(ctx).Borough
	source := Journal(d, borough)
	j := journal.New(d, bytes.Repeat([]byte("k"), 32), slog.New(slog.DiscardHandler))

	last, err := source.Last(t.Context())
	if err != nil || last != 0 {
		t.Fatalf("an empty journal reaches %d, %v", last, err)
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		return journal.Record(tx, journal.Entry{
			Verb: "opened a task", Topic: "tasks.opened",
			Objects: []journal.Object{{Kind: NeighbourhoodKind, ID: "hapi"}},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
	entries, err := source.Since(t.Context(), last)
	if err != nil || len(entries) != 1 || !In("board", "hapi").hears(board, entries[0]) {
		t.Errorf("heard %+v, %v", entries, err)
	}
	if last, err = source.Last(t.Context()); err != nil || last != 1 {
		t.Errorf("the journal reaches %d, %v", last, err)
	}
}
