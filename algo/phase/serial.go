package phase

import "math"

// SerialInterval is how the time from a case to those it infects is spread: entry s is the
// chance of s days, from 0 on. What sums to 1 is the whole of it.
type SerialInterval []float64

// COVID19 is the interval used where none is given: gamma, mean 4.7 days, standard deviation
// 2.9 days (Nishiura and others, 2020).
func COVID19() SerialInterval { return NewSerialInterval(4.7, 2.9) }

// NewSerialInterval cuts a gamma distribution, shifted by one day so that nobody infects on
// the day itself, into days, as Cori and others do (2013, web appendix 11). Mean and standard
// deviation are in days, the mean above 1. It ends where less than one in ten million is left.
func NewSerialInterval(mean, sd float64) SerialInterval {
	a := (mean - 1) * (mean - 1) / (sd * sd)
	b := sd * sd / (mean - 1)
	g := SerialInterval{0}
	for k, sum := 1.0, 0.0; k < 200 && (sum < 1-1e-10 || k < mean); k++ {
		p := max(0, serialMass(k, a, b))
		g = append(g, p)
		sum += p
	}
	return g
}

// serialMass is the chance of k days for a gamma of shape a and scale b, shifted by a day.
func serialMass(k, a, b float64) float64 {
	at := func(x, shape float64) float64 { return gammaP(shape, x/b) }
	return k*at(k, a) + (k-2)*at(k-2, a) - 2*(k-1)*at(k-1, a) +
		a*b*(2*at(k-1, a+1)-at(k-2, a+1)-at(k, a+1))
}

// force is what earlier cases press on day t: the interval's mass times their counts. have is
// the mass of the days that were counted; the value is as if all had been.
func (g SerialInterval) force(level []float64, t int) (force, have float64) {
	for s := 1; s < len(g) && s <= t; s++ {
		if v := level[t-s]; !math.IsNaN(v) {
			force += g[s] * v
			have += g[s]
		}
	}
	if have > 0 {
		force /= have
	}
	return force, have
}
