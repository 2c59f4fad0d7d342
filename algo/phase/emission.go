package phase

import "math"

// tabled is how far the tables of counts go; larger counts are worked out each time.
const tabled = 4096

// sized is the negative binomial of one size k, with what depends on the count alone in a
// table: the logarithm of the binomial coefficient (n+k-1 over n), and its slope in k.
type sized struct {
	k, logK     float64
	coef, slope []float64
}

// set makes the tables for counts up to most. It keeps the memory it has.
func (z *sized) set(k float64, most int) {
	z.k, z.logK = k, math.Log(k)
	most = min(most, tabled)
	if cap(z.coef) <= most {
		z.coef, z.slope = make([]float64, most+1), make([]float64, most+1)
	}
	z.coef, z.slope = z.coef[:most+1], z.slope[:most+1]
	for n := 1; n <= most; n++ {
		below := k + float64(n-1)
		z.coef[n] = z.coef[n-1] + math.Log(below/float64(n))
		z.slope[n] = z.slope[n-1] + 1/below
	}
}

// log is the logarithm of the chance of n where m is the mean, given log m.
func (z *sized) log(n int, m, logM float64) float64 {
	logKM := math.Log(z.k + m)
	return z.coefficient(n) + z.k*(z.logK-logKM) + float64(n)*(logM-logKM)
}

func (z *sized) coefficient(n int) float64 {
	if n < len(z.coef) {
		return z.coef[n]
	}
	return logGamma(float64(n)+z.k) - logGamma(z.k) - logGamma(float64(n)+1)
}

// slopes are those of log in the mean and in k.
func (z *sized) slopes(n int, m float64) (inM, inK float64) {
	count := float64(n)
	km := z.k + m
	inM = z.k * (count - m) / (m * km)
	var s float64
	if n < len(z.slope) {
		s = z.slope[n]
	} else {
		s = digamma(count+z.k) - digamma(z.k)
	}
	return inM, s + z.logK - math.Log(km) + 1 - (count+z.k)/km
}

// upTo is the logarithm of the chance of at most n, with its slopes.
func (z *sized) upTo(n int, m float64) (log, inM, inK float64) {
	sum, logM := 0.0, math.Log(m)
	for i := range n + 1 {
		p := math.Exp(z.log(i, m, logM))
		sm, sk := z.slopes(i, m)
		sum, inM, inK = sum+p, inM+p*sm, inK+p*sk
	}
	return math.Log(sum), inM / sum, inK / sum
}

// means are what is expected of a day in each state.
func (p *point) means(r *Rates, hundred float64) [3]float64 {
	low := hundred * r.Endemic
	return [3]float64{p.scale * low, p.scale * (low + r.Up*p.force), p.scale * (low + r.Down*p.force)}
}

// emit is how likely a day's count is in each state, beside the likeliest of them, and the
// logarithm of that one.
func (w *work) emit(p *point, hundred float64) (e [3]float64, top float64) {
	switch {
	case p.kind == Missing && p.quiet:
		return [3]float64{1, least, least}, 0
	case p.kind == Missing:
		return [3]float64{1, 1, 1}, 0
	}
	m := p.means(&w.rates, hundred)
	for s := range e {
		z := &w.sizes[min(s, 1)]
		if p.kind == Censored {
			e[s], _, _ = z.upTo(p.n, m[s])
		} else {
			e[s] = z.log(p.n, m[s], math.Log(m[s]))
		}
	}
	if p.quiet {
		e[1], e[2] = math.Inf(-1), math.Inf(-1)
	}
	top = max(e[0], e[1], e[2])
	for s := range e {
		e[s] = max(least, math.Exp(e[s]-top))
	}
	return e, top
}
