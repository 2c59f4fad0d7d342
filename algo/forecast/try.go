package forecast

import (
	"math"
	"slices"
)

const (
	// learnt is how many days a trial is made of at least, and tried how many days back the
	// first lies at most.
	learnt = 21
	tried  = 56
	// share of the mistakes lies within the band.
	share = 0.8
	// narrowest is the band that chance alone leaves, in roots of the expected count: that of
	// a Poisson count, four of five.
	narrowest = 1.2816
)

// trial is what the rule said of seven days that are known.
type trial struct {
	rule, naive, truth float64 // of the week
	days, seen         [Week]float64
}

// try makes the forecast anew on past days, and takes the band and the error from that.
func (f *Forecast) try(h []float64) {
	var all []trial
	for at := max(learnt, len(h)-tried); at+Week <= len(h); at++ {
		if t, ok := tryAt(h, at); ok {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return
	}
	f.Banded = true
	f.Total.band(spread(all, func(t trial) (float64, float64, bool) { return t.rule, t.truth, true }))
	for i := range f.Days {
		f.Days[i].band(spread(all, func(t trial) (float64, float64, bool) { return t.days[i], t.seen[i], true }))
	}
	f.Error = errorOf(all, h)
}

// tryAt makes the forecast from the days before at, where the week after and the week before
// are wholly known.
func tryAt(h []float64, at int) (t trial, ok bool) {
	for _, v := range h[at-Week : at+Week] {
		if math.IsNaN(v) {
			return t, false
		}
	}
	t.days = fit(h[:at]).next()
	for i := range Week {
		t.seen[i] = h[at+i]
		t.rule += t.days[i]
		t.truth += h[at+i]
		t.naive += h[at-Week+i]
	}
	return t, true
}

// spread is how far off the share of the trials was at most, in roots of what was expected:
// counts are the less even the larger they are.
func spread(all []trial, of func(trial) (said, truth float64, ok bool)) float64 {
	var off []float64
	for _, t := range all {
		if said, truth, ok := of(t); ok {
			off = append(off, math.Abs(truth-said)/math.Sqrt(said+1))
		}
	}
	slices.Sort(off)
	return max(narrowest, off[int(share*float64(len(off)-1)+.5)])
}

func (d *Day) band(wide float64) {
	by := wide * math.Sqrt(d.Mid+1)
	d.Low, d.High = max(0, d.Mid-by), d.Mid+by
}

// errorOf is how wrong the rule was on weeks that do not overlap, the latest first, and a day
// at a time on all that were tried.
func errorOf(all []trial, h []float64) (e Error) {
	var rule, naive, off, naiveOff, usual []float64
	wrong, days := 0.0, 0.0
	for i := len(all) - 1; i >= 0; i -= Week {
		t := all[i]
		whole := max(t.truth, 1)
		off, naiveOff, usual = append(off, math.Abs(t.rule-t.truth)), append(naiveOff, math.Abs(t.naive-t.truth)), append(usual, t.truth)
		rule, naive = append(rule, math.Abs(t.rule-t.truth)/whole), append(naive, math.Abs(t.naive-t.truth)/whole)
	}
	for _, t := range all {
		for i := range Week {
			wrong += math.Abs(t.days[i] - t.seen[i])
			days++
		}
	}
	e.Weeks, e.Rule, e.Naive = len(rule), middle(rule), middle(naive)
	e.Off, e.NaiveOff, e.Usual = middle(off), middle(naiveOff), middle(usual)
	e.Scaled = math.NaN()
	if scale := scaleOf(h); scale > 0 {
		e.Scaled = wrong / days / scale
	}
	return e
}

// scaleOf is the mean mistake of "the same as last week" over a history.
func scaleOf(h []float64) float64 {
	sum, n := 0.0, 0.0
	for i := Week; i < len(h); i++ {
		if d := h[i] - h[i-Week]; !math.IsNaN(d) {
			sum += math.Abs(d)
			n++
		}
	}
	return sum / max(n, 1)
}

func middle(all []float64) float64 {
	slices.Sort(all)
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}
