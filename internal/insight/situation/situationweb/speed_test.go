//go:build bench

package situationweb_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/imports"
)

// TestManyAreasAreShownQuickly: 316 areas and 300 days, as all districts of a country have them.
func TestManyAreasAreShownQuickly(t *testing.T) {
	o := newOffice(t)
	chance := rand.New(rand.NewPCG(1, 1))
	var b strings.Builder
	b.WriteString("area,code,pool,date,cases,population\n")
	for i := range 316 {
		for d := range 300 {
			fmt.Fprintf(&b, "Area %d,E%d,region %d,%s,%d,%d\n", i, i, i/20, day.New(2020, 2, 3).AddDays(d), int(chance.ExpFloat64()*20), 150000)
		}
	}
	ctx := access.With(o.ctx, analyst)
	f := imports.File{Name: "counts.csv", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(b.String())), nil }}
	step := func(name string, err error, began time.Time) {
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %.1f s", name, time.Since(began).Seconds())
	}
	began := time.Now()
	_, err := o.TakeIn(ctx, situation.File{File: f, AsOf: day.New(2020, 11, 28)}, false)
	step("taken in", err, began)
	began = time.Now()
	step("judged", o.Judge(ctx), began)
	browser := o.As(analyst)
	for _, address := range []string{"/situation", "/situation/picture.svg?pool=region+3"} {
		var took []time.Duration
		size := 0
		for range 40 {
			began := time.Now()
			p := browser.Get(address).Is(http.StatusOK)
			took = append(took, time.Since(began))
			size = len(p.Body)
		}
		slices.Sort(took)
		t.Logf("%s: median %v, 95th %v, %d KB", address, took[20].Round(time.Millisecond), took[37].Round(time.Millisecond), size>>10)
	}
}
