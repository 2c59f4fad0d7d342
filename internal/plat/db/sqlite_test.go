package db_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestFullDisk(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p1") }); err != nil {
		t.Fatal(err)
	}
	limit(t, d, 1) // as small as it already is
	big := func(tx *db.Tx) error {
		for i := range 500 {
			if err := addParcel(tx, fmt.Sprintf("big %0200d", i)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := d.Write(ctx, big); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("writing to a full disk: %v", err)
	}
	if ids := parcelIDs(t, d.Read(ctx)); !slices.Equal(ids, []string{"p1"}) {
		t.Errorf("reading with a full disk: %v", ids)
	}
	limit(t, d, 1_000_000)
	if err := d.Write(ctx, big); err != nil {
		t.Errorf("after making room: %v", err)
	}
}

func limit(t *testing.T, d *db.DB, pages int) {
	t.Helper()
	if _, err := d.SQLDB().Exec(fmt.Sprintf("PRAGMA max_page_count=%d", pages)); err != nil {
		t.Fatal(err)
	}
}

// The job library's statements share the writer's connection and are never
// told that the database is locked.
func TestJobLibraryTakesTurns(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for n := range 50 {
				id := fmt.Sprintf("p%d-%d", i, n)
				if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, id) }); err != nil {
					t.Error(err)
				}
				tx, err := d.SQLDB().BeginTx(ctx, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := tx.Exec(`UPDATE parcels_parcel SET weight = weight + 1 WHERE id = ?`, id); err != nil {
					t.Error(err)
				}
				if err := tx.Commit(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	var n int
	err := d.Read(ctx).QueryRow(`SELECT count(*) FROM parcels_parcel WHERE weight = 1`).Scan(&n)
	if err != nil || n != 200 {
		t.Errorf("%d, %v", n, err)
	}
}

// Another process, such as an import from the command line, may hold the lock
// for a while.
func TestAnotherProcessWrites(t *testing.T) {
	dir := t.TempDir()
	ours := openFor(t, db.Config{Dir: dir})
	theirs := openFor(t, db.Config{Dir: dir})
	ctx := dbtest.Context(t)
	if err := db.Migrate(ctx, ours, parcels); err != nil {
		t.Fatal(err)
	}
	release := occupy(t, theirs)
	timer := time.AfterFunc(50*time.Millisecond, release)
	defer timer.Stop()
	if err := ours.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "p1") }); err != nil {
		t.Fatal(err)
	}
	if ids := parcelIDs(t, theirs.Read(ctx)); len(ids) != 1 {
		t.Errorf("they see %v", ids)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	r := d.Read(ctx)
	rows, err := r.Query(`DELETE FROM parcels_parcel WHERE borough_id = ? RETURNING id`, r.Borough())
	_, err = db.Collect(rows, err, func(*db.Rows) (int, error) { return 0, nil })
	if err == nil {
		t.Error("a read handle deleted")
	}
}

func TestDurableByDefault(t *testing.T) {
	d := openFor(t, db.Config{Dir: t.TempDir()})
	for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
		var got string
		if err := d.SQLDB().QueryRow("PRAGMA " + pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %s, want %s (%v)", pragma, got, want, err)
		}
	}
}

// A reader that stays keeps the write-ahead log from being begun anew; once it
// has gone, writing on makes the log small again.
func TestLogIsEmptied(t *testing.T) {
	dir := t.TempDir()
	d := openFor(t, db.Config{Dir: dir, Volatile: true})
	ctx := dbtest.Context(t)
	if err := db.Migrate(ctx, d, parcels); err != nil {
		t.Fatal(err)
	}
	n := 0
	megabyte := strings.Repeat("x", 1<<20)
	write := func() int64 {
		n++
		err := d.Write(ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`INSERT INTO parcels_parcel (borough_id, id, label, contents) VALUES (?, ?, ?, ?)`, tx.Borough(), n, n, megabyte)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(dir, db.FileName+"-wal"))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size() >> 20
	}
	write()
	r := d.Read(ctx)
	rows, err := r.Query(`SELECT id FROM parcels_parcel WHERE borough_id = ?`, r.Borough())
	if err != nil || !rows.Next() {
		t.Fatal(err)
	}
	for write() < 32 {
		if n > 200 {
			t.Fatal("the log stays small: this test proves nothing")
		}
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	for last := n + 10; write() > 4; {
		if n > last {
			t.Fatal("the log stays big")
		}
	}
}
