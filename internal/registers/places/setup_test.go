package places_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/plat/journal"
	"kith/internal/registers/places"
)

var sets = []db.Migrations{journal.Migrations(), imports.Migrations(), places.Static().Migrations}

// areasOf returns the areas of a borough's blueprint.
func areasOf(t testing.TB, borough string) *places.Areas {
	t.Helper()
	folder := fstest.MapFS{}
	for _, name := range []string{"borough.yaml", "areas.yaml"} {
		text, err := os.ReadFile(filepath.Join("../../../blueprints", borough, name))
		if err != nil {
			t.Fatal(err)
		}
		folder[name] = &fstest.MapFile{Data: text}
	}
	b, problems := blueprint.Load(folder, []blueprint.Section{places.AreasSection()})
	if len(problems) > 0 {
		t.Fatal(blueprint.Problems(problems))
	}
	return blueprint.Part[*places.Areas](b)
}

// fixed serves the same areas for ever.
func fixed(areas *places.Areas) places.Current {
	return func(context.Context) (*places.Areas, string, error) { return areas, "7", nil }
}

// fresh takes away what other tests loaded: directories belong to no borough.
func fresh(t testing.TB, d *db.DB) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, table := range []string{"ref_postcode", "ref_boundary", "ref_directory"} {
			if _, err := tx.Exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// loaded runs a test on both engines for Wigan, with nothing loaded.
func loaded(t *testing.T, test func(t *testing.T, ctx context.Context, s *places.Service)) {
	areas := areasOf(t, "wigan")
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		test(t, dbtest.Context(t), places.New(d, fixed(areas)))
	})
}

// take imports files and fails the test when that fails.
func take(t testing.TB, ctx context.Context, s *places.Service, o places.Options, files ...places.File) places.Report {
	t.Helper()
	report, err := s.ImportPostcodes(ctx, files, o)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// file is a file made of lines.
func file(name string, lines ...string) places.File {
	return places.Contents(name, []byte(strings.Join(lines, "\n")+"\n"))
}

// route routes one postcode.
func route(t testing.TB, ctx context.Context, s *places.Service, given string) places.Routing {
	t.Helper()
	r, err := s.Route(ctx, given)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// each runs a benchmark on both engines, each time on a database as durable as in use.
func each(b *testing.B, run func(b *testing.B, open func() *db.DB)) {
	b.Run("sqlite", func(b *testing.B) {
		run(b, func() *db.DB {
			d, err := db.Open(context.Background(), db.Config{Dir: b.TempDir()})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { d.Close() })
			d.SignWith([]byte("the key of a journal in a benchmark"))
			if err := db.Migrate(context.Background(), d, sets); err != nil {
				b.Fatal(err)
			}
			return d
		})
	})
	b.Run("postgres", func(b *testing.B) {
		run(b, func() *db.DB {
			d := dbtest.Postgres(b, sets...)
			fresh(b, d)
			return d
		})
	})
}
