package phase

import (
	"math"
	"math/rand/v2"
)

// draws are rates as likely as the counts leave them: Laplace's approximation about the best,
// a normal distribution over the free numbers whose precision is the curvature there.
func (t *target) draws(x gradient, n int, seed uint64) []Rates {
	if n == 0 {
		return nil
	}
	root, ok := cholesky(t.curvature(x))
	if !ok {
		return nil
	}
	chance := rand.New(rand.NewPCG(seed, 2))
	drawn := make([]Rates, n)
	for i := range drawn {
		var z gradient
		for j := range z {
			z[j] = chance.NormFloat64()
		}
		drawn[i], _ = ratesAt(along(x, root.backSolve(z), 1))
	}
	return drawn
}

// curvature is how fast the slope changes about x, by differences.
func (t *target) curvature(x gradient) (m square) {
	const h = 1e-3
	for i := range x {
		up, down := x, x
		up[i] += h
		down[i] -= h
		_, a := t.at(up)
		_, b := t.at(down)
		for j := range a {
			m[i][j] = (a[j] - b[j]) / (2 * h)
		}
	}
	for i := range m {
		for j := range i {
			mean := (m[i][j] + m[j][i]) / 2
			m[i][j], m[j][i] = mean, mean
		}
	}
	return m
}

// cholesky is the lower triangle whose square is m. Where m is flat or bends the wrong way a
// little is added along its diagonal, at last so much that the numbers stand alone.
func cholesky(m square) (root square, ok bool) {
	for add := 0.0; add < 1e6; add = max(1e-3, add*10) {
		if root, ok = triangle(m, add); ok {
			return root, true
		}
	}
	return root, false
}

func triangle(m square, add float64) (root square, ok bool) {
	for i := range m {
		for j := range i + 1 {
			sum := m[i][j]
			if i == j {
				sum += add
			}
			for k := range j {
				sum -= root[i][k] * root[j][k]
			}
			switch {
			case i != j:
				root[i][j] = sum / root[j][j]
			case sum < 1e-6:
				return root, false
			default:
				root[i][i] = math.Sqrt(sum)
			}
		}
	}
	return root, true
}

// backSolve solves rootᵀ·v = z.
func (m *square) backSolve(z gradient) (v gradient) {
	for i := numbers - 1; i >= 0; i-- {
		sum := z[i]
		for j := i + 1; j < numbers; j++ {
			sum -= m[j][i] * v[j]
		}
		v[i] = sum / m[i][i]
	}
	return v
}
