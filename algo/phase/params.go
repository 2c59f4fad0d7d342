package phase

import "math"

// Rates are the eight numbers that the areas of a pool share.
type Rates struct {
	Endemic  float64 // ν0: cases a day of each 100,000 people outside an epidemic phase
	Up       float64 // R_up: cases that follow from one case in the growing state
	Down     float64 // R_dn: the same in the shrinking state
	Loose    float64 // k0: size of the negative binomial in the endemic state; small is wide
	Tight    float64 // k1: size in the two others
	StayLow  float64 // p00: chance that a day in the endemic state is followed by another
	StayUp   float64 // p11: the same of the growing state
	StayDown float64 // p22: the same of the shrinking state
}

// numbers is how many there are.
const numbers = 8

// Typical are the rates where there is too little to learn from: the middle of what is
// expected before any count is seen.
func Typical() Rates {
	return Rates{Endemic: 1.2, Up: 1.25, Down: 0.85, Loose: 4, Tight: 15, StayLow: 0.975, StayUp: 39.0 / 41, StayDown: 39.0 / 41}
}

func (r Rates) vector() [numbers]float64 {
	return [numbers]float64{r.Endemic, r.Up, r.Down, r.Loose, r.Tight, r.StayLow, r.StayUp, r.StayDown}
}

func ratesOf(v [numbers]float64) Rates {
	return Rates{v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]}
}

// belief is what is thought of one number before counts are seen: a lognormal (middle and
// standard deviation of the logarithm) or a beta (a and b), between two bounds.
type belief struct {
	low, high float64
	beta      bool
	a, b      float64
}

var beliefs = [numbers]belief{
	{low: 0.2, high: 4, a: 1.2, b: 0.4},
	{low: 1.02, high: 2.5, a: 1.25, b: 0.1},
	{low: 0.4, high: 0.98, a: 0.85, b: 0.1},
	{low: 1.5, high: 50, a: 4, b: 0.5},
	{low: 3, high: 200, a: 15, b: 1},
	{low: 0.95, high: 0.998, beta: true, a: 78, b: 2},
	{low: 0.9, high: 0.998, beta: true, a: 39, b: 2},
	{low: 0.9, high: 0.998, beta: true, a: 39, b: 2},
}

// log is the logarithm of the density of v, without its constant, and its slope. That of the
// lognormal is a density of log v.
func (p belief) log(v float64) (density, slope float64) {
	if p.beta {
		return (p.a-1)*math.Log(v) + (p.b-1)*math.Log(1-v), (p.a-1)/v - (p.b-1)/(1-v)
	}
	z := math.Log(v/p.a) / p.b
	return -z * z / 2, -z / (p.b * v)
}

// inside maps a free number between the bounds, with its slope.
func (p belief) inside(x float64) (v, slope float64) {
	s := 1 / (1 + math.Exp(-x))
	return p.low + (p.high-p.low)*s, (p.high - p.low) * s * (1 - s)
}

// free is what inside maps to v; a v on or outside a bound is taken just within.
func (p belief) free(v float64) float64 {
	s := (v - p.low) / (p.high - p.low)
	s = min(max(s, 1e-4), 1-1e-4)
	return math.Log(s / (1 - s))
}

// moves is the table of transitions.
func (r Rates) moves() [3][3]float64 {
	return [3][3]float64{
		{r.StayLow, 1 - r.StayLow, 0},
		{0.2 * (1 - r.StayUp), r.StayUp, 0.8 * (1 - r.StayUp)},
		{0.5 * (1 - r.StayDown), 0.5 * (1 - r.StayDown), r.StayDown},
	}
}

// begin is how likely each state is on the first day.
var begin = [3]float64{0.5, 0.25, 0.25}

// Params is all that a day's probabilities are worked out with.
type Params struct {
	Rates
	Weekday [7]float64     // by time.Weekday: how a day's counts stand to the week's mean
	Serial  SerialInterval // from a case to those it infects
	Draws   []Rates        // other rates that fit nearly as well, for the band; may be empty
	Default bool           // true where there was too little to learn from
}
