package dbtest_test

import (
	"testing"
	"testing/fstest"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

func notes(columns string) []db.Migrations {
	return []db.Migrations{{Name: "notes", FS: fstest.MapFS{
		"1_note.sql": {Data: []byte(`CREATE TABLE notes_note (` + columns + `);`)},
	}}}
}

func count(t *testing.T, r db.Reader) (n int) {
	t.Helper()
	if err := r.QueryRow(`SELECT count(*) FROM notes_note WHERE borough_id = ?`, r.Borough()).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestDatabasesAreApart(t *testing.T) {
	sets := notes(`borough_id TEXT`)
	a, b := dbtest.New(t, sets...), dbtest.New(t, sets...)
	ctx := dbtest.Context(t)
	err := a.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO notes_note (borough_id) VALUES (?)`, tx.Borough())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if in, not := count(t, a.Read(ctx)), count(t, b.Read(ctx)); in != 1 || not != 0 {
		t.Errorf("%d in the one, %d in the other", in, not)
	}
}

// Editing a migration must not meet a schema made from its earlier text.
func TestEditedMigration(t *testing.T) {
	for _, sets := range [][]db.Migrations{notes(`borough_id TEXT`), notes(`borough_id TEXT, extra TEXT`)} {
		dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
			if err := db.CheckSchema(t.Context(), d, sets); err != nil {
				t.Error(err)
			}
			count(t, d.Read(dbtest.Context(t)))
		})
	}
}

func TestEachContextIsAnotherBorough(t *testing.T) {
	a, b := db.CallerOf(dbtest.Context(t)), db.CallerOf(dbtest.Context(t))
	if a.Borough == b.Borough || a.Actor == "" {
		t.Errorf("%v and %v", a, b)
	}
}
