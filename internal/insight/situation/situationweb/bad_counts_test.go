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

// TestCountsThatAreWrong are handed in on the page: each is refused with words that say which
// row, and nothing is taken; or taken as docs/phase.md says, with a note.
func TestCountsThatAreWrong(t *testing.T) {
	o := newOffice(t)
	b := o.As(analyst)
	handIn := func(asOf day.Date, rows ...string) (int, string) {
		p := b.Upload("/situation/counts", url.Values{
			"do": {"take-in"}, "as_of-day": {fmt.Sprint(asOf.Day())}, "as_of-month": {fmt.Sprint(int(asOf.Month()))}, "as_of-year": {fmt.Sprint(asOf.Year())},
		}, "file", "counts.csv", "area,code,date,cases,population\n"+strings.Join(rows, "\n")+"\n")
		return p.Status, p.Body
	}
	when := day.New(2020, 11, 20)
	for _, c := range []struct {
		name, says string
		refused    bool
		rows       []string
	}{
		{"missing days", "1 area and 2 counts", false, []string{"Leigh,E1,2020-11-01,4,100000", "Leigh,E1,2020-11-19,6,100000"}},
		{"a negative correction", "below zero", false, []string{"Leigh,E1,2020-11-18,-4,100000", "Leigh,E1,2020-11-19,6,100000"}},
		{"a row twice", "twice", false, []string{"Leigh,E1,2020-11-19,6,100000", "Leigh,E1,2020-11-19,6,100000"}},
		{"a row twice with other figures", "Row 3", true, []string{"Leigh,E1,2020-11-19,6,100000", "Leigh,E1,2020-11-19,7,100000"}},
		{"an area nobody knows", "Row 3 of the file: Atlantis is not among the areas", true, []string{"Leigh,E1,2020-11-19,6,100000", "Atlantis,,2020-11-19,7,"}},
		{"a day that is to come", "Row 2", true, []string{"Leigh,E1,2020-12-24,6,100000"}},
		{"a population of 0", "a population of 0", true, []string{"Leigh,E1,2020-11-19,6,0"}},
		{"a feed that hides", "was taken in", false, []string{"Leigh,E1,2020-11-18,*,100000", "Leigh,E1,2020-11-19,1-4,100000"}},
	} {
		when = when.AddDays(1)
		t.Run(c.name, func(t *testing.T) {
			status, body := handIn(when, c.rows...)
			if want := map[bool]int{true: http.StatusUnprocessableEntity, false: http.StatusOK}[c.refused]; status != want || !strings.Contains(body, c.says) {
				t.Errorf("%d, does not say %q: %s", status, c.says, main(body))
			}
		})
	}
	t.Run("a vintage older than the last", func(t *testing.T) {
		status, body := handIn(day.New(2020, 11, 20), "Leigh,E1,2020-11-19,6,100000")
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "Take the oldest file in first") {
			t.Errorf("%d, %s", status, main(body))
		}
	})
	t.Run("figures as of a day to come", func(t *testing.T) {
		status, body := handIn(day.New(2020, 12, 24), "Leigh,E1,2020-11-19,6,100000")
		if status != http.StatusUnprocessableEntity || !strings.Contains(body, "day the figures are as of") {
			t.Errorf("%d, %s", status, main(body))
		}
	})
	t.Run("no file, and no table", func(t *testing.T) {
		b.Post("/situation/counts", url.Values{"do": {"take-in"}}).Is(http.StatusUnprocessableEntity).Says("Choose the file of counts")
		b.Upload("/situation/counts", url.Values{"do": {"take-in"}}, "file", "counts.csv", "one,two\n1,2\n").Is(http.StatusUnprocessableEntity).Says("There is a problem")
	})
	ctx := access.With(o.ctx, analyst)
	if err := o.Judge(ctx); err != nil {
		t.Fatal(err)
	}
	b.Get("/situation").Is(http.StatusOK).Says("Leigh")
}

// main is what stands in a page's main part.
func main(body string) string {
	_, body, _ = strings.Cut(body, "<main")
	return body[:min(len(body), 900)]
}
