package travel

import (
	"math"

	"kith/internal/kernel/grid"
)

// wall is a stretch of a barrier within a box, so that most lines pass it by at a glance.
type wall struct {
	points         []grid.Ref
	lowest, utmost grid.Ref
}

// stretch is how many pieces of a barrier share a box.
const stretch = 8

func wallsOf(line []grid.Ref) []wall {
	var walls []wall
	for from := 0; from < len(line)-1; from += stretch {
		w := wall{points: line[from:min(from+stretch+1, len(line))]}
		w.lowest, w.utmost = w.points[0], w.points[0]
		for _, p := range w.points {
			w.lowest = grid.Ref{E: min(w.lowest.E, p.E), N: min(w.lowest.N, p.N)}
			w.utmost = grid.Ref{E: max(w.utmost.E, p.E), N: max(w.utmost.N, p.N)}
		}
		walls = append(walls, w)
	}
	return walls
}

// free reports whether a straight line meets no barrier.
func (d *detours) free(a, b grid.Ref) bool {
	west, east := min(a.E, b.E), max(a.E, b.E)
	south, north := min(a.N, b.N), max(a.N, b.N)
	for i := range d.walls {
		w := &d.walls[i]
		if east < w.lowest.E || west > w.utmost.E || north < w.lowest.N || south > w.utmost.N {
			continue
		}
		if w.meets(a, b) {
			return false
		}
	}
	return true
}

// meets reports whether the line from a to b crosses the wall, its ends apart.
func (w *wall) meets(a, b grid.Ref) bool {
	e, n := b.E-a.E, b.N-a.N
	before := e*(w.points[0].N-a.N) - n*(w.points[0].E-a.E) // which side of a-b the point is on
	for i := 1; i < len(w.points); i++ {
		p, q := w.points[i-1], w.points[i]
		after := e*(q.N-a.N) - n*(q.E-a.E)
		if before*after <= 0 && before != after {
			share := before / (before - after)
			if between(a, b, grid.Ref{E: p.E + share*(q.E-p.E), N: p.N + share*(q.N-p.N)}) {
				return true
			}
		}
		before = after
	}
	return false
}

// between reports whether a point of the line through a and b lies between them, and not at
// either.
func between(a, b, p grid.Ref) bool {
	fromA, fromB := math.Hypot(p.E-a.E, p.N-a.N), math.Hypot(p.E-b.E, p.N-b.N)
	return fromA > atDoor && fromB > atDoor && max(fromA, fromB) < math.Hypot(b.E-a.E, b.N-a.N)
}

// nearestOn is the point of a line that is nearest to p, and how many metres away that is.
func nearestOn(line []grid.Ref, p grid.Ref) (nearest grid.Ref, off float64) {
	off = math.Inf(1)
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		e, n := b.E-a.E, b.N-a.N
		share := 0.0
		if length := e*e + n*n; length > 0 {
			share = min(max(((p.E-a.E)*e+(p.N-a.N)*n)/length, 0), 1)
		}
		q := grid.Ref{E: a.E + share*e, N: a.N + share*n}
		if d := math.Hypot(p.E-q.E, p.N-q.N); d < off {
			nearest, off = q, d
		}
	}
	return nearest, off
}
