package vrp

import (
	"errors"
	"fmt"
	"math"
)

// farthest is the largest distance or duration between two places; what has no way counts as
// this far, and as taking unreached, which is beyond every shift.
const (
	farthest  = 100_000_000
	unreached = Horizon + farthest
)

// Table is travel by a table with a row for each place. Distance and Duration may be the
// same slice.
type Table struct {
	places             int
	distance, duration []int32
}

// NewTable returns the travel of a table whose rows follow one another. An entry of -1 says
// that there is no way; anything below, an entry beyond what can be reckoned with, or a
// table that is not square is an error that names the entry.
func NewTable(places int, distance, duration []int32) (*Table, error) {
	if places < 1 || len(distance) != places*places || len(duration) != places*places {
		return nil, fmt.Errorf("vrp: a table of %d places has %d distances and %d durations; each must have %d",
			places, len(distance), len(duration), places*places)
	}
	t := &Table{places: places, distance: distance, duration: duration}
	return t, errors.Join(t.valid("distance", distance), t.valid("duration", duration))
}

func (t *Table) valid(what string, entries []int32) error {
	for i, v := range entries {
		if v < -1 || v > farthest {
			return fmt.Errorf("vrp: the %s from place %d to place %d is %d; it must be -1 for no way, or 0 to %d",
				what, i/t.places, i%t.places, v, farthest)
		}
	}
	return nil
}

// Size is how many places the table has.
func (t *Table) Size() int { return t.places }

// Between looks the way up.
func (t *Table) Between(from, to int) (distance, duration int32) {
	i := from*t.places + to
	return t.distance[i], t.duration[i]
}

// Plane is travel in a straight line at one unit of distance a unit of time, as benchmark
// problems have it.
type Plane struct {
	X, Y  []float64
	Round func(distance float64) int32
}

// Size is how many places there are.
func (p *Plane) Size() int { return len(p.X) }

// Between is the rounded straight line, as distance and as duration.
func (p *Plane) Between(from, to int) (distance, duration int32) {
	x, y := p.X[from]-p.X[to], p.Y[from]-p.Y[to]
	d := p.Round(math.Sqrt(x*x + y*y)) // Hypot may come out a hair below a whole number
	return d, d
}
