package db_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
)

// set is a feature with the given files.
func set(name string, files ...string) db.Migrations {
	fs := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fs["migrations/"+files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return db.Migrations{Name: name, FS: fs}
}

func empty(t *testing.T) *db.DB {
	return openFor(t, db.Config{Dir: t.TempDir(), Volatile: true})
}

func TestMigrateTwins(t *testing.T) {
	sets := []db.Migrations{
		set("stock", "20260102000000_shelf.sqlite.sql", `CREATE TABLE stock_shelf (id TEXT PRIMARY KEY, engine TEXT DEFAULT 'sqlite');`,
			"20260102000000_shelf.postgres.sql", `CREATE TABLE stock_shelf (id TEXT PRIMARY KEY, engine TEXT DEFAULT 'postgres');`),
		set("bays", "20260101000000_bay.sql", `
-- +goose Up
CREATE TABLE bays_bay (id TEXT PRIMARY KEY);
`),
	}
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		ctx := dbtest.Context(t)
		var engine string
		err := d.Write(ctx, func(tx *db.Tx) error {
			return tx.QueryRow(`INSERT INTO stock_shelf (id) VALUES (?) RETURNING engine`, tx.Borough()).Scan(&engine)
		})
		if err != nil || engine != d.Dialect().Name() {
			t.Errorf("%s on %s: %v", engine, d.Dialect(), err)
		}
		if err := db.Migrate(ctx, d, sets); err != nil {
			t.Errorf("again: %v", err)
		}
		if err := db.CheckSchema(ctx, d, sets); err != nil {
			t.Errorf("schema: %v", err)
		}
	})
}

func TestMigrateOutOfOrder(t *testing.T) {
	d, ctx := empty(t), dbtest.Context(t)
	second := set("b", "20260202000000_b.sql", `CREATE TABLE b_b (id TEXT);`)
	first := set("a", "20260101000000_a.sql", `CREATE TABLE a_a (id TEXT);`)
	pending := func(sets ...db.Migrations) []string {
		names, err := db.Pending(ctx, d, sets)
		if err != nil {
			t.Fatal(err)
		}
		return names
	}
	if names := pending(second, first); !slices.Equal(names, []string{"a/migrations/20260101000000_a.sql", "b/migrations/20260202000000_b.sql"}) {
		t.Errorf("pending at first: %v", names)
	}
	if err := db.Migrate(ctx, d, []db.Migrations{second}); err != nil {
		t.Fatal(err)
	}
	if names := pending(first, second); len(names) != 1 {
		t.Errorf("pending: %v", names)
	}
	if err := db.CheckSchema(ctx, d, []db.Migrations{first, second}); fault.CodeOf(err) != "db.pending" {
		t.Errorf("older schema: %v", err)
	}
	if err := db.Migrate(ctx, d, []db.Migrations{first, second}); err != nil {
		t.Fatal(err)
	}
	if names := pending(first, second); names != nil {
		t.Errorf("pending at last: %v", names)
	}
	if err := db.CheckSchema(ctx, d, []db.Migrations{first}); fault.CodeOf(err) != "db.newer" {
		t.Errorf("newer schema: %v", err)
	}
}

func TestBadMigrations(t *testing.T) {
	table := func(name string) string { return `CREATE TABLE ` + name + ` (id TEXT);` }
	for _, c := range []struct {
		name string
		sets []db.Migrations
		want []string // all in the message
	}{
		{
			"same version",
			[]db.Migrations{set("a", "7_x.sql", table("x")), set("b", "07_y.sql", table("y"))},
			[]string{"a/migrations/7_x.sql", "b/migrations/07_y.sql", "version 7"},
		},
		{
			"no twin",
			[]db.Migrations{set("a", "7_x.sqlite.sql", table("x"))},
			[]string{"a/migrations/7_x.sqlite.sql", "twin"},
		},
		{
			"twins of two features",
			[]db.Migrations{set("a", "7_x.sqlite.sql", table("x")), set("b", "7_x.postgres.sql", table("x"))},
			[]string{"a/migrations/7_x.sqlite.sql", "b/migrations/7_x.postgres.sql"},
		},
		{
			"a twin and a portable one",
			[]db.Migrations{set("a", "7_x.sqlite.sql", table("x"), "7_x.sql", table("x"))},
			[]string{"7_x.sqlite.sql", "7_x.sql"},
		},
		{"no version", []db.Migrations{set("a", "parcels.sql", table("x"))}, []string{"a/migrations/parcels.sql", "named like"}},
		{"version 0", []db.Migrations{set("a", "0_x.sql", table("x"))}, []string{"a/migrations/0_x.sql"}},
		{"another engine", []db.Migrations{set("a", "7_x.oracle.sql", table("x"))}, []string{"a/migrations/7_x.oracle.sql"}},
		{"bad SQL", []db.Migrations{set("a", "7_x.sql", `CREATE TABEL x (id TEXT);`)}, []string{"a/migrations/7_x.sql", "TABEL"}},
	} {
		err := db.Migrate(t.Context(), empty(t), c.sets)
		if err == nil {
			t.Errorf("%s: no error", c.name)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q is not in: %v", c.name, want, err)
			}
		}
	}
}

func TestNoMigrations(t *testing.T) {
	d := empty(t)
	if err := db.Migrate(t.Context(), d, []db.Migrations{{Name: "none"}}); err != nil {
		t.Error(err)
	}
	if err := db.CheckSchema(t.Context(), d, nil); err != nil {
		t.Error(err)
	}
}

func TestSchema(t *testing.T) {
	d := dbtest.New(t, set("z", "2_z.sql", "CREATE TABLE z_z (id TEXT,  \n\tn BIGINT NOT NULL);\nCREATE INDEX z_n ON z_z (n);"),
		set("a", "1_a.sql", `CREATE TABLE a_a (id TEXT PRIMARY KEY);`))
	got, err := db.Schema(t.Context(), d)
	want := `CREATE TABLE a_a (id TEXT PRIMARY KEY);

CREATE TABLE z_z (id TEXT,
	n BIGINT NOT NULL);

CREATE INDEX z_n ON z_z (n);
`
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}
