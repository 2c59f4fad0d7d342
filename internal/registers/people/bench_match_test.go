//go:build bench

package people_test

import (
	"slices"
	"testing"
	"time"

	"kith/internal/demo/town"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
)

// allowedOneCaller is what asking who one caller is may take, at the 99th percentile.
const allowedOneCaller = 5 * time.Millisecond

// BenchmarkMatch asks who somebody is, of 2,000 people in a borough of 320,000 as another
// list would write them, and fails when the 99th percentile takes too long.
func BenchmarkMatch(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchmarkMatch(b, dbtest.New(b, sets...)) })
	b.Run("postgres", func(b *testing.B) { benchmarkMatch(b, dbtest.Postgres(b, sets...)) })
}

func benchmarkMatch(b *testing.B, d *db.DB) {
	ctx := access.With(dbtest.Context(b), agent)
	populate(b, d, ctx)
	s := people.New(d, &looked{})
	for b.Loop() {
		var took []time.Duration
		found := 0
		for i, one := range callers() {
			began := time.Now()
			near, err := s.Match(ctx, one)
			if err != nil {
				b.Fatal(err)
			}
			if i >= 50 { // the first ones warm up what is remembered
				took = append(took, time.Since(began))
			}
			if len(near) > 0 {
				found++
			}
		}
		slices.Sort(took)
		p99 := took[len(took)*99/100]
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
		b.ReportMetric(float64(p99.Microseconds())/1000, "p99-ms")
		b.Logf("found somebody for %d of %d; the median %s, 90th %s, 95th %s", found, len(took), took[len(took)/2], took[len(took)*90/100], took[len(took)*95/100])
		if p99 > allowedOneCaller {
			b.Errorf("the 99th percentile is %s, allowed are %s", p99, allowedOneCaller)
		}
	}
}

// callers are 2,000 of the invented borough, some of them with a slip.
func callers() (all []people.Described) {
	var b town.Borough = invented()
	n := 0
	for house, r := range b.People(population) {
		if n++; n%160 != 7 {
			continue
		}
		one := people.Described{GivenNames: r.GivenNames, FamilyName: r.FamilyName, BirthDate: r.BirthDate, Phone: r.Phone}
		one.Address = places.Address{Line1: house.Line1, Postcode: string(house.Home.Postcode)}
		switch len(all) % 4 {
		case 1:
			one.Phone, one.GivenNames = "", one.GivenNames[:1]
		case 2:
			one.Address = places.Address{}
		case 3:
			one.Phone = ""
		}
		all = append(all, one)
	}
	return all
}
