package forecast_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"kith/algo/forecast"
)

// week is a borough's week: busy on Mondays, quiet on Sundays.
var week = [7]float64{1.4, 1.1, 1, 1, 1, .8, .7}

// counts are days of a level that grows by a part a day, with or without chance.
func counts(days int, level, grows float64, chance *rand.Rand) []float64 {
	h := make([]float64, days)
	for i := range h {
		h[i] = level * math.Pow(1+grows, float64(i)) * week[i%7]
		if chance != nil {
			h[i] = poisson(chance, h[i])
		}
	}
	return h
}

func poisson(r *rand.Rand, mean float64) float64 {
	n, p := 0.0, math.Exp(-mean)
	for u := r.Float64(); u > p; n++ {
		u *= r.Float64()
	}
	return n
}

func TestAWeekThatRepeatsIsForetold(t *testing.T) {
	f := forecast.Next(counts(56, 20, 0, nil))
	for i, d := range f.Days {
		if math.Abs(d.Mid-20*week[i]) > 3 {
			t.Errorf("day %d is %.1f, want about %.1f", i, d.Mid, 20*week[i])
		}
	}
	if math.Abs(f.Total.Mid-140) > 3 || !f.Banded {
		t.Errorf("the week is %+v", f.Total)
	}
}

// TestTheBandHoldsFourOfFive tries many histories whose next week is known.
func TestTheBandHoldsFourOfFive(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	held, better := 0, 0
	const n = 200
	for range n {
		h := counts(91, 5+25*r.Float64(), .004*(r.Float64()-.5), r)
		f, truth := forecast.Next(h[:84]), 0.0
		for _, v := range h[84:] {
			truth += v
		}
		if truth >= f.Total.Low && truth <= f.Total.High {
			held++
		}
		if f.Error.Scaled < 1 {
			better++
		}
	}
	if held < n*70/100 || held > n*96/100 {
		t.Errorf("the band held %d of %d", held, n)
	}
	if better < n*90/100 {
		t.Errorf("a day ahead it beat the same day of last week in %d of %d", better, n)
	}
}

// TestShortHistoriesShowNoBand: no false precision.
func TestShortHistoriesShowNoBand(t *testing.T) {
	for days, want := range map[int][2]bool{0: {false, false}, 13: {false, false}, 14: {true, false}, 27: {true, false}, 35: {true, true}} {
		f := forecast.Next(counts(days, 10, 0, nil))
		if f.Known != want[0] || f.Banded != want[1] {
			t.Errorf("%d days: known %v, banded %v", days, f.Known, f.Banded)
		}
	}
}

// TestOddHistories: days that were not counted, nothing at all, negative corrections.
func TestOddHistories(t *testing.T) {
	h := counts(70, 12, 0, nil)
	h[30], h[31], h[50] = math.NaN(), -3, math.Inf(1)
	if f := forecast.Next(h); !f.Banded || math.Abs(f.Total.Mid-84) > 6 {
		t.Errorf("with holes the week is %+v", f.Total)
	}
	if f := forecast.Next(make([]float64, 60)); f.Total.Mid != 0 || math.IsNaN(f.Total.High) || f.Error.Rule != 0 {
		t.Errorf("of nothing comes %+v", f)
	}
}

func TestAForecastIsAlwaysANumber(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := rapid.SliceOfN(rapid.Float64Range(-5, 500), 0, 120).Draw(t, "history")
		f := forecast.Next(h)
		for _, d := range append(f.Days[:], f.Total) {
			if math.IsNaN(d.Mid) || d.Mid < 0 || f.Banded && (d.Low < 0 || d.Low > d.Mid || d.High < d.Mid) {
				t.Fatalf("of %v comes %+v", h, d)
			}
		}
	})
}

func TestSharesAreByNeed(t *testing.T) {
	for _, c := range []struct {
		things int
		needs  []float64
		want   []int
	}{
		{10, []float64{10, 10}, []int{5, 5}},
		{3, []float64{1, 1, 1, 1}, []int{1, 1, 1, 0}},
		{100, []float64{3, 4}, []int{3, 4}},
		{0, []float64{3, 4}, []int{0, 0}},
		{5, []float64{0, -2}, []int{0, 0}},
		{7, []float64{60, 30, 10}, []int{4, 2, 1}},
	} {
		got := forecast.Share(c.things, c.needs)
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%d among %v is %v, want %v", c.things, c.needs, got, c.want)
				break
			}
		}
	}
}

// TestAShareIsWholeAndFair: nothing is lost, nobody has more than they need, and who needs
// more never gets less.
func TestAShareIsWholeAndFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		things := rapid.IntRange(0, 500).Draw(t, "things")
		needs := rapid.SliceOfN(rapid.Float64Range(0, 80), 1, 12).Draw(t, "needs")
		given := forecast.Share(things, needs)
		sum, need := 0, 0.0
		for i, g := range given {
			sum, need = sum+g, need+needs[i]
			if g < 0 || float64(g) > math.Ceil(needs[i]) {
				t.Fatalf("%d of %d for a need of %v", g, things, needs[i])
			}
			for j := range given {
				if needs[i] > needs[j] && g < given[j] {
					t.Fatalf("%v among %v: %v", things, needs, given)
				}
			}
		}
		if sum > things || float64(things) <= need && sum != things {
			t.Fatalf("%d of %d were shared among %v", sum, things, needs)
		}
	})
}
