package forecast

import "math"

// model is a level with a damped trend, and what each day of the week makes of it.
type model struct {
	level, trend float64
	factor       [Week]float64 // by place in the week, counted from the first day of the history
	n            int           // days of the history
}

const (
	damped = 0.9 // of the trend is left on each further day
	// steady days are added to each day of the week, on which it is like any other: so that
	// four Mondays do not make a rule.
	steady = 3
	// month is how many last days tell how the days of the week differ.
	month = 8 * Week
)

// smooth are the pairs of weights that are tried: how fast the level follows, and the trend.
var smooth = [][2]float64{{.05, 0}, {.1, 0}, {.2, 0}, {.35, 0}, {.1, .02}, {.2, .05}, {.35, .1}}

// fit chooses the weights that would have been least wrong a day ahead, and gives the model
// as it stands after the last day.
func fit(h []float64) model {
	factor := weekdays(h)
	best, least := model{}, math.Inf(1)
	for _, w := range smooth {
		m, wrong := run(h, factor, w[0], w[1])
		if wrong < least {
			best, least = m, wrong
		}
	}
	return best
}

// weekdays are the days of the week beside the mean, drawn towards 1.
func weekdays(h []float64) (factor [Week]float64) {
	from := max(0, len(h)-month)
	var sum, n [Week]float64
	all, days := 0.0, 0.0
	for i := from; i < len(h); i++ {
		if !math.IsNaN(h[i]) {
			sum[i%Week] += h[i]
			n[i%Week]++
			all += h[i]
			days++
		}
	}
	mean := all / max(days, 1)
	for d := range factor {
		factor[d] = 1
		if mean > 0 {
			factor[d] = (sum[d]/mean + steady) / (n[d] + steady)
		}
	}
	return factor
}

// run lets the level follow a history, and adds up how wrong it was a day ahead.
func run(h []float64, factor [Week]float64, alpha, beta float64) (m model, wrong float64) {
	m = model{factor: factor, n: len(h), level: start(h, factor)}
	for i, v := range h {
		if math.IsNaN(v) {
			m.level += damped * m.trend
			m.trend *= damped
			continue
		}
		expected := m.level + damped*m.trend
		seen := v / factor[i%Week]
		if i >= Week {
			wrong += math.Abs(seen - expected)
		}
		level := expected + alpha*(seen-expected)
		m.trend = damped*m.trend + beta*(level-m.level-damped*m.trend)
		m.level = level
	}
	return m, wrong
}

// start is the level of the first week.
func start(h []float64, factor [Week]float64) float64 {
	sum, n := 0.0, 0.0
	for i, v := range h[:min(len(h), Week)] {
		if !math.IsNaN(v) {
			sum += v / factor[i]
			n++
		}
	}
	return sum / max(n, 1)
}

// next is what the model says of the seven days that follow; never below nought.
func (m model) next() (days [Week]float64) {
	level, trend := m.level, m.trend
	for i := range days {
		trend *= damped
		level += trend
		days[i] = max(0, level*m.factor[(m.n+i)%Week])
	}
	return days
}
