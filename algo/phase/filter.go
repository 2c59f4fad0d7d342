package phase

import "math"

// Phase is how likely each state was on a day.
type Phase struct {
	Day                         Day
	Endemic, Growing, Shrinking float64
	Share                       float64 // how much of the day's count was known; 0 where it was not used
	Lo, Hi                      float64 // the 10–90% band of P, where the parameters have draws; else P twice
}

// P is the probability that the area was in an epidemic phase.
func (p Phase) P() float64 { return p.Growing + p.Shrinking }

// work is the memory that filtering a track needs. It is kept from one to the next.
type work struct {
	rates    Rates
	move     [3][3]float64
	sizes    [2]sized
	most     int
	emitted  [][3]float64 // beside the likeliest state
	expected [][3]float64 // before the day's count is seen
	after    [][3]float64 // once it is
}

// set makes the work ready for rates and for counts up to most.
func (w *work) set(r Rates, most int) {
	w.rates, w.move, w.most = r, r.moves(), most
	w.sizes[0].set(r.Loose, most)
	w.sizes[1].set(r.Tight, most)
}

// room makes room for n days.
func (w *work) room(n int) {
	if cap(w.emitted) < n {
		w.emitted, w.expected, w.after = make([][3]float64, n), make([][3]float64, n), make([][3]float64, n)
	}
	w.emitted, w.expected, w.after = w.emitted[:n], w.expected[:n], w.after[:n]
}

// forward goes through a track from its first day and returns the logarithm of its likelihood.
func (w *work) forward(tr *track) (log float64) {
	w.room(len(tr.points))
	before := begin
	for i := range tr.points {
		e, top := w.emit(&tr.points[i], tr.hundred)
		if i > 0 {
			before = w.moved(&w.after[i-1])
		}
		a := [3]float64{before[0] * e[0], before[1] * e[1], before[2] * e[2]}
		sum := a[0] + a[1] + a[2]
		w.emitted[i], w.expected[i] = e, before
		w.after[i] = [3]float64{a[0] / sum, a[1] / sum, a[2] / sum}
		log += top + math.Log(sum)
	}
	return log
}

// moved is where a day's states are the day after.
func (w *work) moved(a *[3]float64) (next [3]float64) {
	for to := range next {
		next[to] = a[0]*w.move[0][to] + a[1]*w.move[1][to] + a[2]*w.move[2][to]
	}
	return next
}

// backward goes back from the last day and makes after what is known in hindsight: a state is
// as likely as it was then, times how likely what came next is from there. It returns how often
// each move is expected to have happened.
func (w *work) backward() (moves [3][3]float64) {
	for i := len(w.after) - 2; i >= 0; i-- {
		now, next, expected := &w.after[i], &w.after[i+1], &w.expected[i+1]
		var ratio [3]float64
		for l := range ratio {
			if expected[l] > 0 {
				ratio[l] = next[l] / expected[l]
			}
		}
		for j := range now {
			was := now[j]
			now[j] = 0
			for l, r := range ratio {
				both := was * w.move[j][l] * r
				now[j] += both
				moves[j][l] += both
			}
		}
	}
	return moves
}
