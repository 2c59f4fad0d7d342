package places_test

import (
	"context"
	"os"
	"strconv"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/places"
	"kith/internal/registers/places/placestest"
)

// benchRows is how many postcodes the country has, living and ended; KITH_BENCH_ROWS takes
// another number.
func benchRows(b *testing.B) int {
	if text := os.Getenv("KITH_BENCH_ROWS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			b.Fatal(err)
		}
		return n
	}
	return 2_700_000
}

// BenchmarkImportONSPD measures how long a whole postcode directory takes to load, with a
// disk that is waited for, and then again as the next edition.
func BenchmarkImportONSPD(b *testing.B) {
	each(b, func(b *testing.B, open func() *db.DB) {
		path := placestest.ONSPD(b, benchRows(b))
		for b.Loop() {
			b.StopTimer()
			s := places.New(open(), noAreas)
			ctx := dbtest.Context(b)
			files, err := places.Files([]string{path}, ".csv")
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			report, err := s.ImportPostcodes(ctx, files, places.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(report.Counts().Rows())/report.Loads[0].Took.Seconds(), "rows/s")
			if os.Getenv("KITH_BENCH_NEXT") != "" {
				next, err := s.ImportPostcodes(ctx, files, places.Options{Vintage: "2026-02"})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(next.Counts().Rows())/next.Loads[0].Took.Seconds(), "next-rows/s")
			}
		}
	})
}

func noAreas(context.Context) (*places.Areas, string, error) { return &places.Areas{}, "", nil }

// BenchmarkRoute measures one look-up among the real postcodes of a borough, with three
// directories side by side.
func BenchmarkRoute(b *testing.B) {
	each(b, func(b *testing.B, open func() *db.DB) {
		s := places.New(open(), fixed(areasOf(b, "wigan")))
		ctx := dbtest.Context(b)
		take(b, ctx, s, places.Options{}, realFiles(b, realNSPL, realCodePoint, mergedWigan)...)
		rows := table(b, mergedWigan)
		b.ResetTimer()
		for i := 0; b.Loop(); i++ {
			route(b, ctx, s, rows[i%len(rows)]["postcode"])
		}
	})
}
