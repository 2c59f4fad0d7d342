package phase

import "slices"

// Filter gives each day's probabilities, from its lead on, by what is known up to that day.
func Filter(p Params, s Series) []Phase { return NewDetector(p).Filter(nil, s) }

// Smooth gives each day's probabilities, from its lead on, by all that is known.
func Smooth(p Params, s Series) []Phase { return NewDetector(p).Smooth(nil, s) }

// Detector filters and smooths many series with the same parameters. It keeps its memory from
// one to the next, and is for one goroutine.
type Detector struct {
	params Params
	ready  readied
	work   work
	drawn  work
	band   []float64 // P of each draw, day by day
}

// NewDetector makes a detector.
func NewDetector(p Params) *Detector { return &Detector{params: p} }

// Filter appends the filtered days of a series to dst. With room in dst it allocates nothing
// once it has seen a series as long and as high.
func (d *Detector) Filter(dst []Phase, s Series) []Phase { return d.detect(dst, s, false) }

// Smooth appends the smoothed days of a series to dst, as Filter does.
func (d *Detector) Smooth(dst []Phase, s Series) []Phase { return d.detect(dst, s, true) }

func (d *Detector) detect(dst []Phase, s Series, hindsight bool) []Phase {
	tr := d.ready.take(s, d.params.Weekday, d.params.Serial)
	first, high := len(dst), tr.most()
	d.run(&d.work, d.params.Rates, tr, high, hindsight)
	for i, a := range d.work.after {
		p := Phase{Day: s.From + Day(s.Lead+i), Endemic: a[0], Growing: a[1], Shrinking: a[2]}
		if o := s.Obs[s.Lead+i]; o.Kind != Missing && o.share() >= usable {
			p.Share = o.share()
		}
		p.Lo, p.Hi = p.P(), p.P()
		dst = append(dst, p)
	}
	d.bands(dst[first:], tr, high, hindsight)
	return dst
}

func (d *Detector) run(w *work, r Rates, tr *track, high int, hindsight bool) {
	if w.rates != r || w.most < high {
		w.set(r, high)
	}
	w.forward(tr)
	if hindsight {
		w.backward()
	}
}

// bands fills in the 10–90% band of P over the draws.
func (d *Detector) bands(days []Phase, tr *track, high int, hindsight bool) {
	n := len(d.params.Draws)
	if n == 0 {
		return
	}
	d.band = slices.Grow(d.band[:0], n*len(days))[:n*len(days)]
	for k, r := range d.params.Draws {
		d.run(&d.drawn, r, tr, high, hindsight)
		for i, a := range d.drawn.after {
			d.band[i*n+k] = a[1] + a[2]
		}
	}
	for i := range days {
		of := d.band[i*n : (i+1)*n]
		slices.Sort(of)
		days[i].Lo = min(days[i].P(), of[n/10])
		days[i].Hi = max(days[i].P(), of[n-1-n/10])
	}
}
