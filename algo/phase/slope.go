package phase

import "math"

// gradient is a slope in each of the rates.
type gradient [numbers]float64

// likelihood is the logarithm of the likelihood of some tracks, with its slope, by Fisher's
// identity: the slope is what is expected of the slope if the states were known.
func (w *work) likelihood(tracks []track) (log float64, slope gradient) {
	for i := range tracks {
		tr := &tracks[i]
		log += w.forward(tr)
		moves := w.backward()
		w.moveSlope(&moves, &slope)
		for d := range tr.points {
			w.emitSlope(&tr.points[d], tr.hundred, &w.emitted[d], &w.after[d], &slope)
		}
	}
	return log, slope
}

// moveSlope adds the slope in the chances to stay.
func (w *work) moveSlope(moves *[3][3]float64, slope *gradient) {
	for j := range moves {
		stay := w.move[j][j]
		leave := moves[j][0] + moves[j][1] + moves[j][2] - moves[j][j]
		slope[5+j] += moves[j][j]/stay - leave/(1-stay)
	}
}

// negligible is a state's chance below which it adds nothing to a slope.
const negligible = 1e-12

// emitSlope adds the slope in what is expected of a day's count. Where a state is as unlikely
// as one may be beside the likeliest, it moves with that one.
func (w *work) emitSlope(p *point, hundred float64, emitted, chance *[3]float64, slope *gradient) {
	if p.kind == Missing {
		return
	}
	m := p.means(&w.rates, hundred)
	for s, c := range borne(emitted, *chance) {
		if c < negligible {
			continue
		}
		z := &w.sizes[min(s, 1)]
		var inM, inK float64
		if p.kind == Censored {
			_, inM, inK = z.upTo(p.n, m[s])
		} else {
			inM, inK = z.slopes(p.n, m[s])
		}
		slope[0] += c * inM * p.scale * hundred
		if s > 0 {
			slope[s] += c * inM * p.scale * p.force
		}
		slope[3+min(s, 1)] += c * inK
	}
}

// borne gives the chances of states at the floor to the likeliest.
func borne(emitted *[3]float64, chance [3]float64) [3]float64 {
	top := 0
	for s, e := range emitted {
		if e > emitted[top] {
			top = s
		}
	}
	for s, e := range emitted {
		if e <= least && s != top {
			chance[top] += chance[s]
			chance[s] = 0
		}
	}
	return chance
}

// target is what a fit looks for the least of: minus the logarithm of what the counts and the
// beliefs make likely, over free numbers.
type target struct {
	tracks []track
	most   int
	work   work
	seen   int // how often it was worked out
}

func ratesAt(x [numbers]float64) (r Rates, slope gradient) {
	var v [numbers]float64
	for i, b := range beliefs {
		v[i], slope[i] = b.inside(x[i])
	}
	return ratesOf(v), slope
}

// at is the target and its slope at x.
func (t *target) at(x [numbers]float64) (value float64, slope gradient) {
	t.seen++
	r, inside := ratesAt(x)
	t.work.set(r, t.most)
	value, slope = t.work.likelihood(t.tracks)
	for i, v := range r.vector() {
		d, s := beliefs[i].log(v)
		value += d
		slope[i] = -(slope[i] + s) * inside[i]
	}
	if math.IsNaN(value) {
		return math.Inf(1), slope
	}
	return -value, slope
}
