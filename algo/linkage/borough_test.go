package linkage_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"kith/algo/linkage"
	"kith/algo/linkage/linkagetest"
)

// tables fills tables with a borough's residents and the list.
func tables(t testing.TB, b *linkagetest.Borough) (list, residents *linkage.Table) {
	t.Helper()
	s, _ := linkage.Preset("uk-person")
	list, err := linkage.NewTable(s)
	if err != nil {
		t.Fatal(err)
	}
	residents = list.Beside()
	for i, p := range b.List {
		list.Add(strconv.Itoa(i), p.Values()...)
	}
	for i, p := range b.Residents {
		residents.Add(strconv.Itoa(i), p.Values()...)
	}
	return list, residents
}

// counted is how many links are right, and which of the wrong ones are of one household.
func counted(b *linkagetest.Borough, links []linkage.Link, least float64) (right, wrong, family, truth int) {
	for _, l := range links {
		who := b.Truth[l.Left]
		switch {
		case l.Probability < least:
		case who == l.Right:
			right++
		default:
			wrong++
			if who >= 0 && b.Residents[who].UPRN == b.Residents[l.Right].UPRN {
				family++
			}
		}
	}
	for _, who := range b.Truth {
		if who >= 0 {
			truth++
		}
	}
	return right, wrong, family, truth
}

// TestHouseholds holds links of a borough to the promise that hardly any is of another person
// of the household. KITH_RESIDENTS makes it as large as a real one.
func TestHouseholds(t *testing.T) {
	residents, list := 20000, 1500
	if n, err := strconv.Atoi(os.Getenv("KITH_RESIDENTS")); err == nil {
		residents, list = n, n*14634/320000
	}
	b := linkagetest.Make(7, residents, list)
	began := time.Now()
	left, right := tables(t, b)
	loaded := time.Now()
	m, report, err := linkage.Train(t.Context(), left, right, linkage.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	trained := time.Now()
	var links []linkage.Link
	pairs, err := m.Link(t.Context(), left, right, linkage.Options{}, func(l linkage.Link) bool { links = append(links, l); return true })
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("load %v, train %v (%d pairs, %d rounds), link %v (%d pairs)", loaded.Sub(began), trained.Sub(loaded), report.Pairs, report.Rounds, time.Since(trained), pairs)
	t.Logf("%.0f matches and %.0f households expected; %q", report.Matches, report.Households, report.Warnings)
	for _, s := range report.Sessions {
		t.Logf("  %-60s %8d pairs, %7.0f matches, %7.0f households", s.Rule, s.Pairs, s.Matches, s.Households)
	}
	for _, p := range []float64{0.5, 0.9, 0.99} {
		good, wrong, family, truth := counted(b, links, p)
		t.Logf("p >= %.2f: precision %.4f recall %.4f; %d wrong, of which %d of one household", p, float64(good)/float64(good+wrong), float64(good)/float64(truth), wrong, family)
		if p == 0.99 && (family*1000 > good+wrong+1000 || wrong*500 > good || good*100 < truth*93) {
			t.Errorf("too many are wrong, or too few are found")
		}
	}
	best := linkage.OneToOne(links)
	good, wrong, family, truth := counted(b, best, 0.5)
	t.Logf("one to one: precision %.4f recall %.4f; %d wrong, of which %d of one household", float64(good)/float64(good+wrong), float64(good)/float64(truth), wrong, family)
	if os.Getenv("LINKAGE_SHOW") != "" {
		showBorough(t, b, m, links)
	}
}

func showBorough(t *testing.T, b *linkagetest.Borough, m *linkage.Model, links []linkage.Link) {
	for i, c := range m.Columns {
		t.Logf("%s m %.4f u %.6f h %.4f", m.Schema.Columns[i].Name, c.Match, c.Stranger, c.Household)
	}
	n := 0
	for _, l := range links {
		if (b.Truth[l.Left] == l.Right) == (l.Probability < .99) && n < 40 {
			n++
			t.Logf("%v %.2f %v | %v", b.Truth[l.Left] == l.Right, l.Weight, b.List[l.Left].Values(), b.Residents[l.Right].Values())
		}
	}
}
