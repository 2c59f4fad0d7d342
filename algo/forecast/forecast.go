package forecast

import "math"

// Week is how many days a forecast reaches.
const Week = 7

const (
	// Least is how many days have to be known for a forecast with a band, and Fewest how many
	// for any forecast.
	Least  = 28
	Fewest = 14
)

// Forecast is what is likely on the seven days after a history.
type Forecast struct {
	// Known says that there is one: at least Fewest days are known.
	Known bool
	// Banded says that the band stands on trials: at least Least days are known and some of
	// them could be tried. Without it the band is nought to nothing and not to be shown.
	Banded bool
	Days   [Week]Day
	// Total is of the seven days together. Its band is narrower than the sum of the days':
	// their mistakes cancel out.
	Total Day
	Error Error
}

// Day is what is likely on a day: the middle, and a band that holds four of five.
type Day struct{ Mid, Low, High float64 }

// Error is how wrong the rule was on weeks that are known, and how wrong the simple rule
// "the same as last week" was on the same weeks.
type Error struct {
	Weeks int // tried
	// Rule and Naive are the mistake of the week's total in the middle case, as a part of
	// what then happened: 0.12 is 12%.
	Rule, Naive float64
	// Off and NaiveOff are the same as a number of things, and Usual is what a week brought in
	// the middle case: of few things a part of a hundred says nothing.
	Off, NaiveOff, Usual float64
	// Scaled is the mean mistake of a day as a part of that of "the same as last week" within
	// the history (MASE): below 1 the rule is better. It is NaN where the simple rule was
	// never wrong.
	Scaled float64
}

// Next forecasts the seven days after a history of daily counts, one a day and the oldest
// first; NaN is a day that was not counted. The first may be any day of the week. Negative
// and infinite values count as not counted.
func Next(history []float64) Forecast {
	h := clean(history)
	if known(h) < Fewest {
		return Forecast{}
	}
	f := Forecast{Known: true}
	mid := fit(h).next()
	for i := range f.Days {
		f.Days[i].Mid = mid[i]
		f.Total.Mid += mid[i]
	}
	if known(h) < Least {
		return f
	}
	f.try(h)
	return f
}

// clean is the history from its first known day on.
func clean(history []float64) []float64 {
	h := make([]float64, 0, len(history))
	for _, v := range history {
		if v < 0 || math.IsInf(v, 0) {
			v = math.NaN()
		}
		if len(h) > 0 || !math.IsNaN(v) {
			h = append(h, v)
		}
	}
	return h
}

func known(h []float64) (n int) {
	for _, v := range h {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}
