package situationweb_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
)

// published are vintages of two areas, a day after another until one: each day's cases are known
// within five days, but while held some of them are kept back.
func published(until day.Date, held func(asOf, on day.Date) bool) string {
	arrived := []float64{.1, .4, .7, .85, .95, 1}
	var b strings.Builder
	b.WriteString("area,code,pool,date,cases,population,as_of\n")
	for v := range 24 {
		asOf := until.AddDays(v - 23)
		for d := range 45 {
			on := asOf.AddDays(d - 45)
			share := arrived[min(asOf.DaysSince(on), 5)]
			if held(asOf, on) {
				share *= .4
			}
			for i, area := range []string{"Leigh,E1", "Atherton,E2"} {
				fmt.Fprintf(&b, "%s,west,%s,%.0f,100000,%s\n", area, on, share*float64(200+20*i), asOf)
			}
		}
	}
	return b.String()
}

// Figures that seem to be held back are said to be incomplete above everything else, on the page
// and on the wall; figures that come in as they use to are not.
func TestFiguresThatAreHeldBack(t *testing.T) {
	until := day.New(2020, 11, 29)
	for name, c := range map[string]struct {
		held func(asOf, on day.Date) bool
		want bool
	}{
		"as usual": {func(_, _ day.Date) bool { return false }, false},
		"held back, until the first arrive": {func(asOf, on day.Date) bool {
			return !asOf.Before(until.AddDays(-6)) && asOf.Before(until.AddDays(-1)) && !on.Before(until.AddDays(-9))
		}, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.As(analyst).Upload("/situation/counts", url.Values{"do": {"take-in"}}, "file", "counts.csv", published(until, c.held)).Is(http.StatusOK).Says("was taken in")
			if err := o.Judge(access.With(o.ctx, analyst)); err != nil {
				t.Fatal(err)
			}
			p := o.As(health).Get("/situation").Is(http.StatusOK)
			if said := strings.Contains(p.Words(), "Data are incomplete. Figures seem to be held back"); said != c.want {
				t.Errorf("says so: %v, want %v", said, c.want)
			}
		})
	}
}
