package identityweb

import (
	"math"
	"strconv"

	"kith/internal/registers/evidence"
)

// step is one part of the evidence, and where it leads.
type step struct {
	evidence.Part
	from, to float64 // the odds before and after, in bits
	scale    scale
}

// scale is the range of a waterfall, in bits.
type scale struct{ low, high float64 }

// stepsOf are the parts one after another, each beginning where the one before ended.
func stepsOf(parts []evidence.Part) []step {
	steps := make([]step, len(parts))
	var s scale
	at := 0.0
	for i, part := range parts {
		steps[i] = step{Part: part, from: at, to: at + part.Bits}
		at += part.Bits
		s.low, s.high = min(s.low, at), max(s.high, at)
	}
	for i := range steps {
		steps[i].scale = s
	}
	return steps
}

const (
	barsWide = 240.0
	leastBar = 2.0 // what is more than nought is seen
)

// at is where a weight stands on the scale.
func (s scale) at(bits float64) float64 {
	if s.high <= s.low {
		return 0
	}
	return (bits - s.low) / (s.high - s.low) * barsWide
}

func (s step) x() string { return pixels(s.scale.at(min(s.from, s.to))) }

func (s step) width() string {
	return pixels(max(s.scale.at(max(s.from, s.to))-s.scale.at(min(s.from, s.to)), leastBar))
}

// even is where neither is likelier.
func (s step) even() string { return pixels(s.scale.at(0)) }

func pixels(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// speaks says what a part does to the odds, in words.
func (s step) speaks() string {
	times := math.Exp2(math.Abs(s.Bits))
	if times < 1.1 {
		return "Tells nothing"
	}
	if s.Bits > 0 {
		return rounded(times) + " times likelier"
	}
	return rounded(times) + " times less likely"
}

// rounded is a number with two figures that count, as it is read.
func rounded(x float64) string {
	switch {
	case x < 10:
		return strconv.FormatFloat(x, 'f', 1, 64)
	case x >= 1e9:
		return "over a thousand million"
	case x >= 1e6:
		return strconv.FormatFloat(x/1e6, 'f', 0, 64) + " million"
	case x >= 1000:
		return strconv.FormatFloat(x/1000, 'f', 0, 64) + ",000"
	}
	return strconv.FormatFloat(x, 'f', 0, 64)
}

// sofar is the chance after a step, in words.
func (s step) sofar() string {
	chance := 1 / (1 + math.Exp2(-s.to))
	switch {
	case chance < 0.005:
		return "under 1 in 100"
	case chance > 0.995:
		return "over 99 in 100"
	}
	return strconv.Itoa(int(chance*100+0.5)) + " in 100"
}
