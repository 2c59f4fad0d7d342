package phase

import "math"

// Excess is a day's count beside what chance explains.
type Excess struct {
	Day   Day
	Mean  float64 // what was expected; NaN where too little is known to expect anything
	Bound float64 // the count that chance passes once in two hundred days; NaN as Mean
	Above bool    // the count is over the bound
}

// Of what exceedances are judged by.
const (
	baseline   = 42    // days
	gap        = 7     // days between them and the day that is judged
	leastDays  = 21    // of the baseline that must be known
	tail       = 0.995 // of the negative binomial
	outlying   = 2.58  // Anscombe residual from which a day of the baseline counts for less
	trendSteps = 25
)

// Exceed judges each day of a series from its lead on by the 42 days that ended a week before
// it: a quasi-Poisson line in time, with weekdays taken out, days of earlier outbreaks counting
// for less, and above it the .995 bound of a negative binomial as wide as the baseline was
// (Farrington 1996, Noufaily 2013). As with them the line is level where it would lead above
// anything in the baseline. A day is above only where the last five days saw five cases or more,
// so that one case in a quiet place is none.
func Exceed(s Series, weekday [7]float64) []Excess {
	out := make([]Excess, 0, len(s.Obs)-s.Lead)
	var b base
	for i := s.Lead; i < len(s.Obs); i++ {
		day := s.From + Day(i)
		e := Excess{Day: day, Mean: math.NaN(), Bound: math.NaN()}
		if b.take(s, i, weekday) {
			o := s.Obs[i]
			w := weekday[day.Weekday()] * o.share()
			mean, spread := b.expect()
			e.Mean, e.Bound = mean*w, negativeBinomialQuantile(mean*w, spread, tail)
			e.Above = o.Kind == Known && o.share() >= usable && float64(o.N) > e.Bound && s.lastFew(i) >= 5
		}
		out = append(out, e)
	}
	return out
}

// lastFew is how many cases five days saw.
func (s Series) lastFew(i int) (sum int) {
	for _, o := range s.Obs[max(0, i-4) : i+1] {
		if o.Kind == Known {
			sum += o.N
		}
	}
	return sum
}

// base is a baseline: counts, their weekday factors, and how far before the day they are.
type base struct {
	y, off, at, weight []float64
}

// take takes in the baseline of day i; false where too little of it is known.
func (b *base) take(s Series, i int, weekday [7]float64) bool {
	b.y, b.off, b.at, b.weight = b.y[:0], b.off[:0], b.at[:0], b.weight[:0]
	for j := max(0, i-gap-baseline); j < i-gap; j++ {
		o := s.Obs[j]
		if o.Kind == Missing || o.share() < usable {
			continue
		}
		b.y = append(b.y, o.value())
		b.off = append(b.off, weekday[(s.From+Day(j)).Weekday()]*o.share())
		b.at = append(b.at, float64(j-i))
		b.weight = append(b.weight, 1)
	}
	return len(b.y) >= leastDays
}

// expect is what the baseline leads to expect today before the weekday, and how many times
// wider than a Poisson it scatters.
func (b *base) expect() (mean, spread float64) {
	level, slope := b.line(true)
	if math.Exp(level) > b.highest() {
		level, slope = b.line(false)
	}
	spread = b.spread(level, slope, 2)
	b.reweigh(level, slope, spread)
	trend := slope != 0
	level, slope = b.line(trend)
	if trend && math.Exp(level) > b.highest() {
		level, slope = b.line(false)
	}
	return math.Exp(level), b.spread(level, slope, 2)
}

func (b *base) highest() (most float64) {
	for i, y := range b.y {
		most = max(most, y/b.off[i])
	}
	return most
}

// line fits log mean = level + slope × days by weighted Poisson regression (Newton's steps).
func (b *base) line(trend bool) (level, slope float64) {
	sum, over := 0.0, 0.0
	for i, y := range b.y {
		sum += b.weight[i] * y
		over += b.weight[i] * b.off[i]
	}
	level = math.Log(max(sum, 0.5) / over)
	if !trend || sum < 5 {
		return level, 0
	}
	for range trendSteps {
		dl, ds := b.newton(level, slope)
		level, slope = level+dl, slope+ds
		if math.Abs(dl)+math.Abs(ds)*baseline < 1e-8 {
			break
		}
	}
	return level, slope
}

func (b *base) newton(level, slope float64) (dl, ds float64) {
	var g0, g1, h00, h01, h11 float64
	for i, y := range b.y {
		w, t := b.weight[i], b.at[i]
		m := b.off[i] * math.Exp(level+slope*t)
		g0, g1 = g0+w*(y-m), g1+w*(y-m)*t
		h00, h01, h11 = h00+w*m, h01+w*m*t, h11+w*m*t*t
	}
	det := h00*h11 - h01*h01
	if det <= 1e-9 {
		return 0, 0
	}
	return (h11*g0 - h01*g1) / det, (h00*g1 - h01*g0) / det
}

// spread is the weighted Pearson dispersion, at least 1.
func (b *base) spread(level, slope float64, parameters int) float64 {
	chi := 0.0
	for i, y := range b.y {
		m := b.off[i] * math.Exp(level+slope*b.at[i])
		chi += b.weight[i] * (y - m) * (y - m) / m
	}
	return max(1, chi/float64(len(b.y)-parameters))
}

// reweigh lets days far above the line count for less, by their Anscombe residuals.
func (b *base) reweigh(level, slope, spread float64) {
	sum := 0.0
	for i, y := range b.y {
		m := b.off[i] * math.Exp(level+slope*b.at[i])
		r := 1.5 * (math.Pow(y, 2.0/3)*math.Pow(m, -1.0/6) - math.Sqrt(m)) / math.Sqrt(spread)
		b.weight[i] = 1
		if r > outlying {
			b.weight[i] = 1 / (r * r)
		}
		sum += b.weight[i]
	}
	for i := range b.weight {
		b.weight[i] *= float64(len(b.weight)) / sum
	}
}

// negativeBinomialQuantile is the least count that is not passed with chance p. spread is
// variance over mean; 1 is a Poisson.
func negativeBinomialQuantile(mean, spread, p float64) float64 {
	k := mean / max(spread-1, 1e-6)
	log := k * (math.Log(k) - math.Log(k+mean))
	step := math.Log(mean) - math.Log(k+mean)
	sum := 0.0
	for n := 0.0; n < 1e7; n++ {
		sum += math.Exp(log)
		if sum >= p {
			return n
		}
		log += step + math.Log((k+n)/(n+1))
	}
	return math.Inf(1)
}
