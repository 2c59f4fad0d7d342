package phase

import (
	"context"
	"math"
)

// square is a matrix of the free numbers.
type square [numbers][numbers]float64

func identity() (m square) {
	for i := range m {
		m[i][i] = 1
	}
	return m
}

func (m *square) times(v gradient) (out gradient) {
	for i := range m {
		out[i] = dot(m[i], v)
	}
	return out
}

func dot(a, b gradient) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// along is x and t steps of d.
func along(x, d gradient, t float64) gradient {
	for i := range x {
		x[i] += t * d[i]
	}
	return x
}

// minimise goes down from x by the method of Broyden, Fletcher, Goldfarb and Shanno until a
// step wins next to nothing.
func (t *target) minimise(ctx context.Context, x gradient) (gradient, float64, error) {
	value, slope := t.at(x)
	inverse := identity()
	for range 200 {
		if err := ctx.Err(); err != nil {
			return x, value, err
		}
		d := inverse.times(slope)
		for i := range d {
			d[i] = -d[i]
		}
		if dot(d, slope) >= 0 {
			inverse = identity()
			continue
		}
		next, v, s, ok := t.step(x, d, value, slope)
		if !ok {
			return x, value, nil
		}
		won := value - v
		inverse.learn(along(next, x, -1), along(s, slope, -1))
		x, value, slope = next, v, s
		if won < 1e-9*(1+math.Abs(value)) && dot(slope, slope) < 1e-4 {
			break
		}
	}
	return x, value, nil
}

// step goes along d as far as it pays (Armijo's rule), at most two units in any number.
func (t *target) step(x, d gradient, value float64, slope gradient) (next gradient, v float64, s gradient, ok bool) {
	size := 1.0
	for _, di := range d {
		if math.Abs(di)*size > 2 {
			size = 2 / math.Abs(di)
		}
	}
	fall := dot(d, slope)
	for range 40 {
		next = along(x, d, size)
		v, s = t.at(next)
		if v <= value+1e-4*size*fall {
			return next, v, s, true
		}
		size /= 2
	}
	return x, value, slope, false
}

// learn takes in that a step moved the slope by y.
func (m *square) learn(step, y gradient) {
	sy := dot(step, y)
	if sy < 1e-12 {
		return
	}
	my := m.times(y)
	f := (sy + dot(y, my)) / (sy * sy)
	for i := range m {
		for j := range m[i] {
			m[i][j] += f*step[i]*step[j] - (my[i]*step[j]+step[i]*my[j])/sy
		}
	}
}
