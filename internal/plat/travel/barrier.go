package travel

import (
	"fmt"
	"math"
	"slices"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/grid"
)

// Barrier is what cannot be crossed just anywhere: a canal, a railway, a motorway, a river.
type Barrier struct {
	Name      string
	Line      []grid.Point
	Stops     []Mode // the modes that it stops; empty: all
	Crossings []Crossing
}

// Crossing is a bridge, a tunnel or a level crossing.
type Crossing struct {
	Name string
	At   grid.Point
	For  []Mode // the modes that may use it; empty: all
}

const (
	offLine = 150 // metres a crossing may be drawn away from its barrier
	atDoor  = 2   // metres around a line's ends in which it meets no barrier
)

func (b Barrier) stops(m Mode) bool { return len(b.Stops) == 0 || slices.Contains(b.Stops, m) }

func (c Crossing) takes(m Mode) bool { return len(c.For) == 0 || slices.Contains(c.For, m) }

// detours leads the lines of one mode over crossings.
type detours struct {
	barriers int
	walls    []wall
	doors    []door
	between  [][]float64 // metres from door to door, over others where something lies between
}

// door is a crossing, moved onto its barrier.
type door struct {
	ref grid.Ref
	at  vector
}

func newDetours(m Mode, barriers []Barrier) (*detours, error) {
	d := &detours{}
	for i, b := range barriers {
		if !b.stops(m) {
			continue
		}
		if err := d.add(i, m, b); err != nil {
			return nil, err
		}
	}
	d.connect()
	return d, nil
}

func (d *detours) add(i int, m Mode, b Barrier) error {
	name := b.Name
	if name == "" {
		name = fmt.Sprintf("Barrier %d", i+1)
	}
	wrong := func(what string) error { return fault.New(fault.Invalid, "travel.barrier", name+" "+what) }
	if len(b.Line) < 2 {
		return wrong("is no line. Draw it with at least two points.")
	}
	line := make([]grid.Ref, len(b.Line))
	for k, p := range b.Line {
		if !(Place{At: p}).sound() {
			return wrong(fmt.Sprintf("has a point %d that lies nowhere on earth.", k+1))
		}
		line[k] = grid.FromLatLon(p)
	}
	before := len(d.doors)
	for k, c := range b.Crossings {
		if !c.takes(m) {
			continue
		}
		ref, off := nearestOn(line, grid.FromLatLon(c.At))
		if !(off <= offLine) {
			return wrong(fmt.Sprintf("has a crossing %d (%s) that is %.0f m away from it. Put it on the line.", k+1, c.Name, off))
		}
		d.doors = append(d.doors, door{ref: ref, at: onSphere(grid.ToLatLon(ref))})
	}
	if len(d.doors) == before {
		return wrong(fmt.Sprintf("has no crossing by %s. Add one, or say that it does not stop that.", m))
	}
	d.walls = append(d.walls, wallsOf(line)...)
	d.barriers++
	return nil
}

// connect works out how far it is from each door to each other.
func (d *detours) connect() {
	n := len(d.doors)
	d.between = make([][]float64, n)
	for i := range d.between {
		d.between[i] = make([]float64, n)
		for j := range d.between[i] {
			if i != j && !d.free(d.doors[i].ref, d.doors[j].ref) {
				d.between[i][j] = math.Inf(1)
				continue
			}
			d.between[i][j] = d.doors[i].at.to(d.doors[j].at)
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				d.between[i][j] = min(d.between[i][j], d.between[i][k]+d.between[k][j])
			}
		}
	}
	for i := range n {
		for j := range n {
			if math.IsInf(d.between[i][j], 1) { // by ways that were not drawn
				d.between[i][j] = d.doors[i].at.to(d.doors[j].at)
			}
		}
	}
}

// view is a place with the metres to each door.
type view struct {
	at    grid.Ref
	sees  []float64 // in a straight line; infinite where something lies between
	reach []float64 // over other doors
}

// look says how far the doors are. A place that sees none, in the bend of a canal, is taken to
// see them all.
func (d *detours) look(p grid.Point, at vector) view {
	v := view{at: grid.FromLatLon(p), sees: make([]float64, len(d.doors)), reach: make([]float64, len(d.doors))}
	blind := true
	for k, door := range d.doors {
		v.sees[k] = math.Inf(1)
		if d.free(v.at, door.ref) {
			v.sees[k], blind = at.to(door.at), false
		}
	}
	for k, door := range d.doors {
		if blind {
			v.sees[k] = at.to(door.at)
		}
	}
	for l := range d.doors {
		v.reach[l] = math.Inf(1)
		for k := range d.doors {
			v.reach[l] = min(v.reach[l], v.sees[k]+d.between[k][l])
		}
	}
	return v
}

// over is the metres to another place by way of doors.
func (v view) over(w view) float64 {
	least := math.Inf(1)
	for k, far := range v.reach {
		least = min(least, far+w.sees[k])
	}
	return least
}
