package phase_test

import (
	"fmt"
	"math"
	"sync"
	"testing"

	"kith/algo/phase"
)

func TestSerialInterval(t *testing.T) {
	g := phase.COVID19()
	for s, want := range []float64{0, .05650078689, .17807427431, .18541800589} {
		near(t, fmt.Sprintf("lag %d", s), g[s], want, 1e-11)
	}
	sum := 0.0
	for _, v := range g {
		sum += v
	}
	near(t, "sum", sum, 1, 1e-9)
}

// summer is the pooled fit of 1 June to 18 October 2020.
var summer struct {
	sync.Once
	params phase.Params
	info   phase.FitInfo
	err    error
}

// fitted is that fit, with weekdays learnt from all of the days.
func fitted(t testing.TB) (phase.Params, phase.FitInfo) {
	t.Helper()
	pool := boroughs(t, "2020-06-01", "2020-10-18")
	summer.Do(func() {
		summer.params, summer.info, summer.err = phase.Fit(t.Context(), pool, phase.Config{Weekdays: 140, Seed: 1})
	})
	if summer.err != nil {
		t.Fatal(summer.err)
	}
	return summer.params, summer.info
}

func TestPooledFit(t *testing.T) {
	p, info := fitted(t)
	for w, want := range []float64{.758, 1.083, 1.094, 1.160, 1.083, 1.006, .817} {
		near(t, fmt.Sprintf("weekday %d", w), p.Weekday[w], want, .0006)
	}
	near(t, "ν0", p.Endemic, 1.145, .002)
	near(t, "R up", p.Up, 1.205, .002)
	near(t, "R down", p.Down, .720, .002)
	near(t, "k0", p.Loose, 3.88, .02)
	near(t, "k1", p.Tight, 17.2, .1)
	near(t, "p00", p.StayLow, .973, .0006)
	near(t, "p11", p.StayUp, .980, .0006)
	near(t, "p22", p.StayDown, .969, .0006)
	near(t, "log-likelihood", info.LogLikelihood, -4746.4, .2)
	if p.Default || len(info.Notes) > 0 || len(p.Draws) != 200 {
		t.Errorf("default %v, %d draws, notes %v", p.Default, len(p.Draws), info.Notes)
	}
}

// TestHoldOut tells days that were not learnt from, each from those before it.
func TestHoldOut(t *testing.T) {
	p, _ := fitted(t)
	whole := phase.LogLikelihood(p, boroughs(t, "2020-06-01", "2020-11-30"))
	near(t, "19 October to 30 November", whole-phase.LogLikelihood(p, boroughs(t, "2020-06-01", "2020-10-18")), -2128.8, .2)
}

// TestRtAgreesWithEpiEstim on all days but the ten of which no earlier case is known: there
// EpiEstim gives back what it was told to expect, and we say nothing.
func TestRtAgreesWithEpiEstim(t *testing.T) {
	other := peer(t, "peer_EpiEstim_Rt.csv", 0, 1)
	compared := 0
	for _, s := range boroughs(t, "2020-02-28", "2020-12-31") {
		for _, r := range phase.Rt(s, phase.COVID19()) {
			row, ok := other[s.Area+" "+r.Day.String()]
			if !ok || math.IsNaN(r.Mean) {
				continue
			}
			compared++
			for i, v := range []float64{r.Mean, r.Lo, r.Hi} {
				near(t, fmt.Sprintf("%s %v, column %d", s.Area, r.Day, i), v, number(t, row[2+i]), 5e-9)
			}
		}
	}
	if compared != 2260 {
		t.Errorf("%d days compared", compared)
	}
}

// TestExceedancesBesideFarrington: what the two say differs on one day in ten, as their
// baselines do; ours calls hardly fewer.
func TestExceedancesBesideFarrington(t *testing.T) {
	p, _ := fitted(t)
	other := peer(t, "peer_surveillance_farringtonFlexible.csv", 0, 1)
	ours, theirs, same, days := 0, 0, 0, 0
	for _, s := range boroughs(t, "2020-06-01", "2020-10-18") {
		for _, e := range phase.Exceed(s, p.Weekday) {
			alarm := other[s.Area+" "+e.Day.String()][4] == "1"
			days++
			if e.Above {
				ours++
			}
			if alarm {
				theirs++
			}
			if alarm == e.Above {
				same++
			}
		}
	}
	t.Logf("days above: %d of ours, %d of the peer's, the same said on %d of %d", ours, theirs, same, days)
	if same < 1280 || ours < 220 || ours > 260 {
		t.Errorf("days above: %d of ours, %d of the peer's, the same said on %d of %d", ours, theirs, same, days)
	}
}

// inPhase is what share of days each borough was likely in a phase, in hundredths, and the
// longest spell of days outside one.
var inPhase = map[string][2]int{
	"Rochdale": {100, 0}, "Manchester": {100, 0}, "Bolton": {96, 5}, "Oldham": {94, 8}, "Tameside": {83, 24},
	"Trafford": {74, 36}, "Salford": {71, 41}, "Bury": {69, 44}, "Stockport": {56, 52}, "Wigan": {37, 88},
}

var judged struct {
	sync.Once
	histories []phase.History
	err       error
}

// judgedSummer is what is said of 1 June to 18 October by all that is known.
func judgedSummer(t testing.TB) []phase.History {
	t.Helper()
	from, to := day(t, "2020-06-01"), day(t, "2020-10-18")
	feed := phase.Feed{Now: boroughs(t, "2020-06-01", "2020-10-18")}
	judged.Do(func() {
		judged.histories, _, _, judged.err = phase.Judge(t.Context(), feed, from, to, phase.Config{Weekdays: 140, Seed: 1})
	})
	if judged.err != nil {
		t.Fatal(judged.err)
	}
	return judged.histories
}

func TestDaysInPhase(t *testing.T) {
	histories := judgedSummer(t)
	if len(histories) != len(inPhase) {
		t.Fatalf("%d areas", len(histories))
	}
	for _, h := range histories {
		want := inPhase[h.Area]
		near(t, h.Area+", share of days", 100*h.Share(), float64(want[0]), .5)
		if h.LongestOutside() != want[1] {
			t.Errorf("%s: longest spell outside %d days, want %d", h.Area, h.LongestOutside(), want[1])
		}
		last := h.Days[len(h.Days)-1]
		if !last.In() || !last.Dot() {
			t.Errorf("%s is not in a phase on 18 October", h.Area)
		}
	}
}

func TestTheSentenceOfWigan(t *testing.T) {
	for _, h := range judgedSummer(t) {
		if h.Area != "Wigan" {
			continue
		}
		want := "Wigan is very likely (over 99%) in an epidemic phase, and probably still growing (96%). " +
			"It has been in this phase for about 52 days, since 28 August."
		if got := phase.Sentence(h); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}
