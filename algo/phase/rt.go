package phase

import "math"

// Reproduction is how many people one case infects, over the seven days that end on a day.
type Reproduction struct {
	Day          Day
	Mean, Lo, Hi float64 // with its 95% interval; NaN where nothing is known to come from earlier cases
}

// Window is over how many days Rt is taken to be one number.
const Window = 7

// What is thought of Rt before counts are seen: a gamma of mean 5 and standard deviation 5, as
// EpiEstim has it.
const (
	priorShape = 1.0
	priorScale = 5.0
)

// Rt estimates the reproduction number of each day of a series from its lead on, by the method
// of Cori and others (2013). Weekdays are left as they are; a day known in part counts with its
// share, a missing one not at all. It is shown beside the phase and is no alarm: in an area
// where hardly anybody is ill it is above 1 every other day.
func Rt(s Series, g SerialInterval) []Reproduction {
	out := make([]Reproduction, 0, len(s.Obs)-s.Lead)
	level := s.levels()
	cases, force := make([]float64, len(s.Obs)), make([]float64, len(s.Obs))
	for i, o := range s.Obs {
		if i == 0 || math.IsNaN(level[i]) {
			continue
		}
		f, have := g.force(level, i)
		if have == 0 {
			continue
		}
		force[i] = f * g.mass(i) * o.share()
		cases[i] = o.value()
	}
	for i := s.Lead; i < len(s.Obs); i++ {
		out = append(out, reproduction(s.From+Day(i), cases, force, i))
	}
	return out
}

// levels are the counts as they will be in the end, NaN where missing.
func (s Series) levels() []float64 {
	level := make([]float64, len(s.Obs))
	for i, o := range s.Obs {
		if level[i] = o.value() / o.share(); o.Kind == Missing || o.share() < usable {
			level[i] = math.NaN()
		}
	}
	return level
}

// mass is how much of the interval lies within the days before day i of a series.
func (g SerialInterval) mass(i int) (sum float64) {
	for s := 1; s < len(g) && s <= i; s++ {
		sum += g[s]
	}
	return sum
}

func reproduction(day Day, cases, force []float64, i int) Reproduction {
	r := Reproduction{Day: day, Mean: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	if i < Window {
		return r
	}
	shape, rate := priorShape, 1/priorScale
	pressed := 0.0
	for j := i - Window + 1; j <= i; j++ {
		shape, pressed = shape+cases[j], pressed+force[j]
	}
	if pressed == 0 {
		return r
	}
	rate += pressed
	r.Mean = shape / rate
	r.Lo, r.Hi = gammaQuantile(shape, 0.025)/rate, gammaQuantile(shape, 0.975)/rate
	return r
}
