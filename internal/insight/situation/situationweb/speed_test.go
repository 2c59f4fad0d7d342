//go:build bench

package situationweb_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/imports"
)

// The target of a page, and how often each is opened.
const (
	pageWithin = 300 * time.Millisecond
	openings   = 60
)

// BenchmarkSituation opens the situation of 316 areas and 300 days, as all districts of a country
// have them, on both engines, and tells how long the middle and the slowest of twenty took. It
// fails where the page takes its target or more.
func BenchmarkSituation(b *testing.B) {
	for _, engine := range []db.Dialect{db.SQLite, db.Postgres} {
		b.Run(engine.Name(), func(b *testing.B) {
			o := officeOn(b, engine)
			o.manyAreas(b)
			for b.Loop() {
				for name, address := range map[string]string{"page": "/situation", "picture": "/situation/picture.svg?pool=region+3"} {
					took := o.opened(b, address)
					slices.Sort(took)
					b.ReportMetric(float64(took[openings/2].Microseconds())/1000, name+"-median-ms")
					b.ReportMetric(float64(took[openings*95/100].Microseconds())/1000, name+"-p95-ms")
					if took[openings*95/100] >= pageWithin {
						b.Errorf("%s: the 95th part of a hundred takes %v", address, took[openings*95/100])
					}
				}
			}
		})
	}
}

// manyAreas takes the counts in and judges them.
func (o *office) manyAreas(b *testing.B) {
	chance := rand.New(rand.NewPCG(1, 1))
	var text strings.Builder
	text.WriteString("area,code,pool,date,cases,population\n")
	for i := range 316 {
		for d := range 300 {
			fmt.Fprintf(&text, "Area %d,E%d,region %d,%s,%d,%d\n", i, i, i/20, day.New(2020, 2, 3).AddDays(d), int(chance.ExpFloat64()*20), 150000)
		}
	}
	ctx := access.With(o.ctx, analyst)
	f := imports.File{Name: "counts.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text.String())), nil }}
	began := time.Now()
	if _, err := o.TakeIn(ctx, situation.File{File: f, AsOf: day.New(2020, 11, 28)}, false); err != nil {
		b.Fatal(err)
	}
	b.Logf("taken in: %.1f s", time.Since(began).Seconds())
	began = time.Now()
	if err := o.Judge(ctx); err != nil {
		b.Fatal(err)
	}
	b.Logf("judged: %.1f s", time.Since(began).Seconds())
	o.As(analyst).Get("/situation").Is(http.StatusOK).Says("Of 316 areas")
}

// opened opens a page as its reader's browser does, and tells how long the program took.
func (o *office) opened(b *testing.B, address string) (took []time.Duration) {
	o.As(analyst)
	for range openings {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.AddCookie(&http.Cookie{Name: "kith", Value: "session-of-ana"})
		w := httptest.NewRecorder()
		began := time.Now()
		o.Site.ServeHTTP(w, r)
		took = append(took, time.Since(began))
		if w.Code != http.StatusOK {
			b.Fatalf("%s is %d", address, w.Code)
		}
	}
	return took
}
