package phase

import "math"

// least is what a state's likelihood is at least, beside the likeliest: no one day decides
// all.
const least = 1e-14

// point is a day of a track.
type point struct {
	n     int     // the count, or the upper end of a censored one
	kind  Kind    // Missing where the day says nothing
	scale float64 // weekday × share known
	force float64 // pressure of earlier cases
	quiet bool    // so little of it that nothing can grow or shrink
}

// track is a series made ready: what does not change with the rates is worked out once.
type track struct {
	hundred float64 // hundreds of thousands of people
	points  []point
}

// quiet is how many cases a day of each 100,000 people press on a day in which an area is
// endemic whatever its count: with so few the three states expect the same, no day tells them
// apart, and without this a place where nobody falls ill would drift to uncertain.
const quiet = 0.02

// usable is the least share known with which a day counts.
const usable = 0.2

// readied is a track with the memory it is made in.
type readied struct {
	track track
	level []float64
}

// take makes a series ready, from its lead on.
func (r *readied) take(s Series, weekday [7]float64, g SerialInterval) *track {
	r.track.hundred, r.track.points = float64(s.Pop)/100000, r.track.points[:0]
	r.level = r.level[:0]
	for i, o := range s.Obs {
		scale := weekday[(s.From+Day(i)).Weekday()] * o.share()
		level := math.NaN()
		if o.share() < usable {
			o.Kind = Missing
		}
		if o.Kind != Missing {
			level = o.value() / scale
		}
		r.level = append(r.level, level)
		if i >= s.Lead {
			r.track.points = append(r.track.points, newPoint(o, scale, r.level, i, g, r.track.hundred))
		}
	}
	return &r.track
}

// ready prepares a series from its lead on.
func ready(s Series, weekday [7]float64, g SerialInterval) track {
	var r readied
	return *r.take(s, weekday, g)
}

func newPoint(o Obs, scale float64, level []float64, i int, g SerialInterval, hundred float64) point {
	p := point{n: o.N, kind: o.Kind, scale: scale}
	if o.Kind == Censored {
		p.n = o.Upper
	}
	var have float64
	if p.force, have = g.force(level, i); have < usable {
		p.kind = Missing
	}
	p.quiet = have >= usable && p.force < quiet*hundred
	return p
}

// most is the largest count of a track, or what a censored day may hide.
func (tr *track) most() (n int) {
	for i := range tr.points {
		if p := &tr.points[i]; p.kind != Missing {
			n = max(n, p.n)
		}
	}
	return n
}

// most is the largest count of some tracks.
func most(tracks []track) (n int) {
	for i := range tracks {
		n = max(n, tracks[i].most())
	}
	return n
}
