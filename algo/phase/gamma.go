package phase

import "math"

// gammaP is the regularised lower incomplete gamma function: the chance that a gamma variate
// of shape a and scale 1 is below x. By its series below a+1, by a continued fraction above.
func gammaP(a, x float64) float64 {
	if x <= 0 {
		return 0
	}
	lg, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - lg)
	if x < a+1 {
		return front * gammaSeries(a, x)
	}
	return 1 - front*gammaFraction(a, x)
}

func gammaSeries(a, x float64) float64 {
	term := 1 / a
	sum := term
	for n := 1.0; n < 10000; n++ {
		term *= x / (a + n)
		sum += term
		if term < sum*1e-16 {
			break
		}
	}
	return sum
}

// gammaFraction is Legendre's continued fraction, evaluated by the modified method of Lentz.
func gammaFraction(a, x float64) float64 {
	const tiny = 1e-300
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; n < 10000; n++ {
		an := -n * (n - a)
		b += 2
		d = 1 / nonzero(an*d+b, tiny)
		c = nonzero(b+an/c, tiny)
		h *= c * d
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return h
}

func nonzero(v, tiny float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

// gammaQuantile is the value a gamma variate of shape a and scale 1 is below with chance p,
// by Newton's steps kept between two bounds. Start: Wilson and Hilferty.
func gammaQuantile(a, p float64) float64 {
	z := math.Sqrt2 * math.Erfinv(2*p-1)
	t := 1 - 1/(9*a) + z/(3*math.Sqrt(a))
	x := a * t * t * t
	if x <= 0 || a < 1 {
		x = math.Exp((math.Log(p) + logGamma(a+1)) / a)
	}
	low, high := 0.0, math.Inf(1)
	for range 200 {
		miss := gammaP(a, x) - p
		if miss > 0 {
			high = x
		} else {
			low = x
		}
		slope := math.Exp((a-1)*math.Log(x) - x - logGamma(a))
		next := x - miss/slope
		if !(next > low && next < high) {
			next = between(low, high)
		}
		if math.Abs(next-x) < 1e-14*x {
			return next
		}
		x = next
	}
	return x
}

// between is a value in the middle of two bounds, of which the upper may be without end.
func between(low, high float64) float64 {
	if math.IsInf(high, 1) {
		return 2*low + 1
	}
	return (low + high) / 2
}

func logGamma(x float64) float64 {
	l, _ := math.Lgamma(x)
	return l
}

// digamma is the slope of logGamma for x above 0, to about 1e-12.
func digamma(x float64) float64 {
	sum := 0.0
	for x < 8 {
		sum -= 1 / x
		x++
	}
	i := 1 / (x * x)
	return sum + math.Log(x) - 1/(2*x) -
		i*(1.0/12-i*(1.0/120-i*(1.0/252-i*(1.0/240-i*(1.0/132)))))
}
