package phase_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"kith/algo/phase"
	"kith/algo/phase/counts"
)

// public is where the real daily counts of ten boroughs are; without them their tests are left
// out. "Contains public sector information licensed under the Open Government Licence v3.0".
const public = "../../../shared/data/epi"

func open(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(public, name))
	if err != nil {
		t.Skipf("the real counts are not here: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func day(t testing.TB, s string) phase.Day {
	t.Helper()
	d, err := phase.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// boroughs are the ten, with what came before the first day as their lead.
func boroughs(t testing.TB, from, to string) []phase.Series {
	t.Helper()
	f, err := counts.Read(open(t, "gm_ltla_daily_cases_2020.csv"), counts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	pool := f.Vintages[0].Series
	for i, s := range pool {
		pool[i] = s.Until(day(t, to))
		pool[i].Lead = int(day(t, from) - s.From)
	}
	return pool
}

var published struct {
	sync.Once
	file *counts.File
	err  error
}

// vintages are the figures as they were published day by day.
func vintages(t testing.TB) []phase.Vintage {
	t.Helper()
	in, people := open(t, "gm_ltla_vintages_2020-08_to_2020-11.csv"), open(t, "gm_ltla_daily_cases_2020.csv")
	published.Do(func() {
		o := counts.Options{}
		if o.Populations, published.err = counts.Populations(people); published.err == nil {
			published.file, published.err = counts.Read(in, o)
		}
	})
	if published.err != nil {
		t.Fatal(published.err)
	}
	return published.file.Vintages
}

// peer is what another program said, by area and day.
func peer(t testing.TB, name string, area, date int) map[string][]string {
	t.Helper()
	rows, err := csv.NewReader(open(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	by := make(map[string][]string, len(rows))
	for _, r := range rows[1:] {
		by[r[area]+" "+r[date]] = r
	}
	return by
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// near fails where two numbers are further apart than they may be.
func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}
