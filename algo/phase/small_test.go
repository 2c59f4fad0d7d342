package phase

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawnSeries is a short series with every kind of day.
func drawnSeries(t *rapid.T, days int) Series {
	s := Series{Area: "A", Pop: rapid.IntRange(1000, 500000).Draw(t, "pop"), From: Day(rapid.IntRange(18000, 18100).Draw(t, "from"))}
	for range days {
		o := Obs{N: rapid.IntRange(0, 40).Draw(t, "n"), Kind: Kind(rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "kind"))}
		o.Upper = rapid.IntRange(0, 6).Draw(t, "upper")
		o.Share = rapid.SampledFrom([]float64{0, 1, .8, .3, .1}).Draw(t, "share")
		s.Obs = append(s.Obs, o)
	}
	s.Lead = rapid.IntRange(0, 2).Draw(t, "lead")
	return s
}

func drawnRates(t *rapid.T) Rates {
	var x gradient
	for i := range x {
		x[i] = rapid.Float64Range(-2, 2).Draw(t, "rate")
	}
	r, _ := ratesAt(x)
	return r
}

// plain is the chance of a day in each state, by the textbook's formula.
func plain(p point, r Rates, hundred float64) (e [3]float64) {
	for state, m := range p.means(&r, hundred) {
		k := r.Tight
		if state == 0 {
			k = r.Loose
		}
		e[state] = onDay(p, m, k)
	}
	if p.quiet {
		e[1], e[2] = 0, 0
	}
	top := max(e[0], e[1], e[2])
	for state := range e {
		e[state] = max(e[state], least*top)
	}
	return e
}

func onDay(p point, m, k float64) (sum float64) {
	one := func(n int) float64 {
		y := float64(n)
		return math.Exp(logGamma(y+k) - logGamma(k) - logGamma(y+1) + k*math.Log(k/(k+m)) + y*math.Log(m/(k+m)))
	}
	switch p.kind {
	case Missing:
		return 1
	case Censored:
		for n := range p.n + 1 {
			sum += one(n)
		}
		return sum
	}
	return one(p.n)
}

// TestAgainstEveryPath holds filter, smoother and likelihood against the sum over every path of
// states through a few days.
func TestAgainstEveryPath(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Params{Rates: drawnRates(t), Weekday: [7]float64{.8, 1.1, 1, 1.2, 1, 1, .9}, Serial: COVID19()}
		s := drawnSeries(t, 7)
		tr := ready(s, p.Weekday, p.Serial)
		days := len(tr.points)
		move, total := p.moves(), 0.0
		after := make([][3]float64, days)
		path, emitted := make([]int, days), make([][3]float64, days)
		for i, point := range tr.points {
			emitted[i] = plain(point, p.Rates, tr.hundred)
		}
		for code := range int(math.Pow(3, float64(days))) {
			for i := range path {
				path[i], code = code%3, code/3
			}
			chance := begin[path[0]]
			for i, state := range path {
				if chance *= emitted[i][state]; i > 0 {
					chance *= move[path[i-1]][state]
				}
			}
			total += chance
			for i, state := range path {
				after[i][state] += chance
			}
		}
		if got := LogLikelihood(p, []Series{s}); math.Abs(got-math.Log(total)) > 1e-6*(1+math.Abs(got)) {
			t.Fatalf("log-likelihood %v, by every path %v", got, math.Log(total))
		}
		smooth, filter := Smooth(p, s), Filter(p, s)
		for i, d := range smooth {
			for state, got := range []float64{d.Endemic, d.Growing, d.Shrinking} {
				if want := after[i][state] / total; math.Abs(got-want) > 1e-6 {
					t.Fatalf("day %d, state %d: %v, by every path %v", i, state, got, want)
				}
			}
		}
		if last := len(smooth) - 1; math.Abs(smooth[last].P()-filter[last].P()) > 1e-12 {
			t.Fatal("filter and smoother differ on the last day")
		}
	})
}

// TestSlopes holds the slope of what is fitted against differences.
func TestSlopes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tg := &target{}
		for range 3 {
			tg.tracks = append(tg.tracks, ready(drawnSeries(t, 12), [7]float64{1, 1, 1, 1, 1, 1, 1}, COVID19()))
		}
		tg.most = most(tg.tracks)
		x := drawnRates(t).free()
		_, slope := tg.at(x)
		for i := range x {
			up, down := x, x
			up[i] += 1e-5
			down[i] -= 1e-5
			a, _ := tg.at(up)
			b, _ := tg.at(down)
			if want := (a - b) / 2e-5; math.Abs(slope[i]-want) > 1e-3*(1+math.Abs(want)) {
				t.Fatalf("%s: slope %v, by differences %v", named[i], slope[i], want)
			}
		}
	})
}

// TestNothingIsKnownAhead: what is filtered does not change with later counts.
func TestNothingIsKnownAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Params{Rates: Typical(), Weekday: [7]float64{1, 1, 1, 1, 1, 1, 1}, Serial: COVID19()}
		s := drawnSeries(t, 20)
		cut := rapid.IntRange(s.Lead+1, 20).Draw(t, "cut")
		whole, part := Filter(p, s), Filter(p, s.Until(s.From+Day(cut)-1))
		if !slices.Equal(whole[:len(part)], part) {
			t.Fatal("a day changed with what came after it")
		}
	})
}

// epidemic is an area with a level of its own and an outbreak from day on of so many times a
// week as the week before.
func epidemic(chance *rand.Rand, area string, days, from int) Series {
	s := Series{Area: area, Pop: 250000, From: 18414}
	level := 3.0
	for i := range days {
		if i >= from {
			level *= 1.05
		}
		s.Obs = append(s.Obs, Obs{N: poisson(chance, level)})
	}
	return s
}

func poisson(chance *rand.Rand, mean float64) (n int) {
	for sum := chance.ExpFloat64(); sum < mean; sum += chance.ExpFloat64() {
		n++
	}
	return n
}

// TestAnOutbreakIsSeenAndAOneOffIsNot: of an outbreak that doubles each fortnight, and of a
// single day five times as high as usual.
func TestAnOutbreakIsSeenAndAOneOffIsNot(t *testing.T) {
	chance := rand.New(rand.NewPCG(3, 3))
	var pool []Series
	for _, name := range []string{"A", "B", "C", "D", "E", "F"} {
		pool = append(pool, epidemic(chance, name, 120, 1000))
	}
	pool[0] = epidemic(chance, "Outbreak", 120, 80)
	pool[1].Area = "One day"
	pool[1].Obs[100].N = 15
	p, info, err := Fit(t.Context(), pool, Config{Seed: 1})
	if err != nil || p.Default {
		t.Fatal(info, err)
	}
	seen := -1
	for i, d := range Filter(p, pool[0]) {
		if seen < 0 && i >= 80 && d.P() > Likely {
			seen = i
		}
	}
	if seen < 0 || seen > 80+21 {
		t.Errorf("an outbreak from day 80 on is seen on day %d", seen)
	}
	if !Exceed(pool[1], p.Weekday)[100].Above {
		t.Error("a day of 15 cases where 3 are usual is not above what chance explains")
	}
	for i, d := range Smooth(p, pool[1])[95:110] {
		if d.P() > Likely {
			t.Errorf("a single high day is taken for a phase, %d days about it: %v", i-5, d)
		}
	}
}

func TestFitRefusesWhatCannotBe(t *testing.T) {
	good := epidemic(rand.New(rand.NewPCG(1, 1)), "A", 70, 70)
	for name, c := range map[string]struct {
		change func(*Series)
		says   string
	}{
		"no people":        {func(s *Series) { s.Pop = 0 }, "the population is 0"},
		"negative":         {func(s *Series) { s.Obs[3].N = -2 }, "a count cannot be below 0"},
		"share above 1":    {func(s *Series) { s.Obs[3].Share = 1.2 }, "a share of 1.2"},
		"share not number": {func(s *Series) { s.Obs[3].Share = math.NaN() }, "a share of NaN"},
		"long lead":        {func(s *Series) { s.Lead = 99 }, "a lead of 99 days"},
		"hidden":           {func(s *Series) { s.Obs[3] = Obs{Kind: Censored, Upper: -1} }, "a hidden count"},
		"kind":             {func(s *Series) { s.Obs[3].Kind = 9 }, "no kind 9"},
	} {
		s := good
		s.Obs = slices.Clone(good.Obs)
		c.change(&s)
		if _, _, err := Fit(t.Context(), []Series{s}, Config{}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := Fit(t.Context(), nil, Config{}); err == nil {
		t.Error("no areas are taken")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Fit(ctx, []Series{good}, Config{}); !errors.Is(err, context.Canceled) {
		t.Errorf("a fit that nobody waits for: %v", err)
	}
}

// TestFewDaysUseTypicalRates, and say so.
func TestFewDaysUseTypicalRates(t *testing.T) {
	s := epidemic(rand.New(rand.NewPCG(1, 1)), "A", 55, 90)
	p, info, err := Fit(t.Context(), []Series{s}, Config{})
	if err != nil || !p.Default || p.Rates != Typical() || len(info.Notes) != 1 {
		t.Errorf("%+v %+v %v", p, info, err)
	}
	empty := Series{Area: "B", Pop: 1000, From: 18000}
	p, _, err = Fit(t.Context(), []Series{empty}, Config{})
	if err != nil || len(Filter(p, empty)) != 0 || len(Exceed(empty, p.Weekday)) != 0 || len(Rt(empty, p.Serial)) != 0 {
		t.Error("a series without days", err)
	}
	quiet := Series{Area: "C", Pop: 1000, From: 18000, Obs: make([]Obs, 100)}
	p, _, err = Fit(t.Context(), []Series{quiet}, Config{})
	if err != nil || Filter(p, quiet)[99].P() > Unlikely || Rt(quiet, p.Serial)[99].Mean == Rt(quiet, p.Serial)[99].Mean {
		t.Error("a place without cases", p.Rates, err)
	}
}

// TestSameCountsSameFigures: twice, and with the areas in another order.
func TestSameCountsSameFigures(t *testing.T) {
	chance := rand.New(rand.NewPCG(5, 5))
	pool := []Series{epidemic(chance, "A", 90, 40), epidemic(chance, "B", 90, 100), epidemic(chance, "C", 90, 60)}
	a, _, err := Fit(t.Context(), pool, Config{Seed: 2})
	b, _, err2 := Fit(t.Context(), pool, Config{Seed: 2})
	if err != nil || err2 != nil || a.Rates != b.Rates || !slices.Equal(a.Draws, b.Draws) {
		t.Error("two fits differ", err, err2)
	}
	slices.Reverse(pool)
	c, _, _ := Fit(t.Context(), pool, Config{Seed: 2})
	for i, v := range a.vector() {
		if math.Abs(v-c.vector()[i]) > 2e-3*v {
			t.Errorf("%s: %v, and %v in another order", named[i], v, c.vector()[i])
		}
	}
}

// TestBandHoldsP on each day, and is no band without draws.
func TestBandHoldsP(t *testing.T) {
	chance := rand.New(rand.NewPCG(6, 6))
	pool := []Series{epidemic(chance, "A", 90, 60), epidemic(chance, "B", 90, 100)}
	p, _, err := Fit(t.Context(), pool, Config{Seed: 2})
	if err != nil {
		t.Fatal(err)
	}
	wide := 0
	for _, d := range Smooth(p, pool[0]) {
		if d.Lo > d.P() || d.Hi < d.P() || d.Lo < 0 || d.Hi > 1+1e-12 {
			t.Errorf("%v: %v is not between %v and %v", d.Day, d.P(), d.Lo, d.Hi)
		}
		if d.Hi-d.Lo > .05 {
			wide++
		}
	}
	if wide == 0 {
		t.Error("no day is uncertain")
	}
	p.Draws = nil
	for _, d := range Filter(p, pool[0]) {
		if d.Lo != d.P() || d.Hi != d.P() {
			t.Fatal("a band without draws")
		}
	}
}

// TestFilteringAllocatesNothing once it has seen a series as long.
func TestFilteringAllocatesNothing(t *testing.T) {
	s := epidemic(rand.New(rand.NewPCG(7, 7)), "A", 140, 60)
	for name, draws := range map[string][]Rates{"plain": nil, "with a band": {Typical(), {1, 1.3, .8, 5, 20, .97, .96, .95}}} {
		d := NewDetector(Params{Rates: Typical(), Weekday: [7]float64{1, 1, 1, 1, 1, 1, 1}, Serial: COVID19(), Draws: draws})
		dst := d.Smooth(nil, s)
		if n := testing.AllocsPerRun(20, func() { dst = d.Filter(dst[:0], s) }); n != 0 {
			t.Errorf("filtering %s allocates %v times", name, n)
		}
	}
}

func TestDigammaIsTheSlopeOfLogGamma(t *testing.T) {
	for _, x := range []float64{.1, .5, 1, 2.5, 7.9, 8, 30, 1000} {
		h := 1e-5 * x
		if want := (logGamma(x+h) - logGamma(x-h)) / (2 * h); math.Abs(digamma(x)-want) > 1e-6*(1+math.Abs(want)) {
			t.Errorf("digamma(%v) = %v, want %v", x, digamma(x), want)
		}
	}
	if got := digamma(1); math.Abs(got+0.5772156649015329) > 1e-11 {
		t.Errorf("digamma(1) = %.16f", got)
	}
}

func TestGammaQuantiles(t *testing.T) {
	for _, a := range []float64{.3, 1, 2, 17, 400, 20000} {
		for _, p := range []float64{.001, .025, .5, .975, .999} {
			if got := gammaP(a, gammaQuantile(a, p)); math.Abs(got-p) > 1e-10 {
				t.Errorf("shape %v: the %v quantile holds %v", a, p, got)
			}
		}
	}
}
