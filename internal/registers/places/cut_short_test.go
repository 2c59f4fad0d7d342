package places_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/imports"
	"kith/internal/registers/places"
	"kith/internal/registers/places/placestest"
)

// dying is a file that cannot be read beyond its first bytes, the first few times.
func dying(f places.File, after int, times *int) places.File {
	open := f.Open
	f.Open = func() (io.ReadCloser, error) {
		in, err := open()
		if *times--; *times == 0 {
			return io.NopCloser(io.MultiReader(io.LimitReader(in, int64(after)), broken{})), err
		}
		return in, err
	}
	return f
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, errors.New("the disk is gone") }

func TestAnImportCutShortGoesOn(t *testing.T) {
	areas := areasOf(t, "wigan")
	var b strings.Builder
	if err := placestest.WriteONSPD(&b, 30_000); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	whole := places.Contents("ONSPD_NOV_2025_UK.csv", []byte(text))
	rows := int64(strings.Count(text, "\n") - 1)
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		fresh(t, d)
		ctx, s := dbtest.Context(t), places.New(d, fixed(areas))
		third := 3 // it is opened to be looked into, to be hashed, and then to be read
		_, err := s.ImportPostcodes(ctx, []places.File{dying(whole, len(text)/2, &third)}, places.Options{})
		if err == nil || !strings.Contains(err.Error(), "the disk is gone") {
			t.Fatalf("the failing disk gave %v", err)
		}
		half := count(t, d, "SELECT COUNT(*) FROM ref_postcode")
		if half == 0 || int64(half) >= rows {
			t.Fatalf("%d entries of %d were written", half, rows)
		}
		if n := count(t, d, "SELECT COUNT(*) FROM ref_directory WHERE state = 'current'"); n != 0 {
			t.Fatal("half a directory counts")
		}
		report := take(t, ctx, s, places.Options{}, whole)
		if got := report.Loads[0]; !got.Resumed || got.Counts != (imports.Counts{Added: rows}) {
			t.Errorf("went on as %+v", got)
		}
		if n := count(t, d, "SELECT COUNT(*) FROM ref_postcode"); int64(n) != rows {
			t.Errorf("%d entries of %d", n, rows)
		}
		if got := take(t, ctx, s, places.Options{}, whole).Loads[0]; !got.Already {
			t.Errorf("and again: %+v", got)
		}
	})
}

func TestAnImportStopsWithItsContext(t *testing.T) {
	path := placestest.ONSPD(t, 60_000)
	loaded(t, func(t *testing.T, ctx context.Context, s *places.Service) {
		files, err := places.Files([]string{path})
		if err != nil {
			t.Fatal(err)
		}
		stopped, stop := context.WithCancel(ctx)
		told := 0
		_, err = s.ImportPostcodes(stopped, files, places.Options{Progress: func(places.Progress) { told++; stop() }})
		if !errors.Is(err, context.Canceled) || told == 0 {
			t.Fatalf("stopped with %v after %d words", err, told)
		}
		report := take(t, ctx, s, places.Options{}, files...)
		if !report.Loads[0].Resumed || report.Counts().Rows() < 50_000 {
			t.Errorf("went on as %+v", report)
		}
	})
}
