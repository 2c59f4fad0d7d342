package db_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func TestSameStatementWhileItsRowsAreRead(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	err := d.Write(ctx, func(tx *db.Tx) error {
		for _, id := range []string{"a", "b", "c"} {
			if err := addParcel(tx, id); err != nil {
				return err
			}
		}
		const query = `SELECT id FROM parcels_parcel WHERE borough_id = ? ORDER BY id`
		outer, err := tx.Query(query, tx.Borough())
		if err != nil {
			return err
		}
		defer outer.Close()
		pairs := 0
		for outer.Next() {
			inner, err := tx.Query(query, tx.Borough())
			all, err := db.Collect(inner, err, func(rows *db.Rows) (id string, err error) { return id, rows.Scan(&id) })
			if err != nil {
				return err
			}
			pairs += len(all)
		}
		if pairs != 9 {
			t.Errorf("%d pairs of three parcels", pairs)
		}
		return outer.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMoreStatementsThanAreKept(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	if err := d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, "one") }); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for i := range 500 {
			var n, same int
			err := d.Read(ctx).QueryRow(fmt.Sprintf(`SELECT %d, COUNT(*) FROM parcels_parcel WHERE borough_id = ?`, i), d.Read(ctx).Borough()).Scan(&same, &n)
			if err != nil || same != i || n != 1 {
				t.Fatalf("statement %d answered %d, %d, %v", i, same, n, err)
			}
		}
	}
}

// A statement that was kept before a migration sees what the migration added.
func TestKeptStatementAfterMigration(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	columns := func() int {
		rows, err := d.Read(ctx).Query(`SELECT * FROM parcels_parcel WHERE borough_id = ? LIMIT ?`, d.Read(ctx).Borough(), 1)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		return len(names)
	}
	before := columns()
	more := db.Migrations{Name: "parcels", FS: fstest.MapFS{
		"migrations/20260101000001_more.sql": {Data: []byte(`ALTER TABLE parcels_parcel ADD COLUMN stamp TEXT;`)},
	}}
	if err := db.Migrate(ctx, d, append([]db.Migrations{more}, parcels...)); err != nil {
		t.Fatal(err)
	}
	if after := columns(); after != before+1 {
		t.Errorf("%d columns, then %d", before, after)
	}
}

// A statement that was refused can be run again with other values.
func TestKeptStatementAfterItFailed(t *testing.T) {
	d := dbtest.New(t, parcels...)
	ctx := dbtest.Context(t)
	add := func(id string) error { return d.Write(ctx, func(tx *db.Tx) error { return addParcel(tx, id) }) }
	if err := add("one"); err != nil {
		t.Fatal(err)
	}
	if err := add("one"); !db.IsUnique(err) {
		t.Fatalf("a second one gave %v", err)
	}
	if err := add("two"); err != nil {
		t.Fatal(err)
	}
	if got := parcelIDs(t, d.Read(ctx)); len(got) != 2 {
		t.Errorf("parcels are %v", got)
	}
}
