package assignment

import (
	"math"

	"kith/internal/kernel/grid"
	"kith/internal/registers/volunteering"
)

// A helper is found by the squares around a job. Helpers who go about equally far share a
// grid whose squares are as wide as the furthest of them goes, so that nine squares hold all
// who could come.

// classes are the widths of the squares, in metres; who goes further is looked at always.
var classes = [...]int{1500, 3000, 6000, 12000}

type square struct{ e, n int32 }

// near is an index of helpers by where they are and how far they go.
type near struct {
	squares [len(classes)]map[square][]int32
	always  []int32 // who goes furthest, or anywhere in the neighbourhood, or is nobody knows where
}

func newNear() *near {
	n := &near{}
	for i := range n.squares {
		n.squares[i] = map[square][]int32{}
	}
	return n
}

func squareOf(at grid.Ref, width int) square {
	return square{int32(math.Floor(at.E / float64(width))), int32(math.Floor(at.N / float64(width)))}
}

func (n *near) add(i int32, h *Helper) {
	for c, width := range classes {
		if h.At != (grid.Ref{}) && h.Reach > 0 && h.Reach <= width {
			at := squareOf(h.At, width)
			n.squares[c][at] = append(n.squares[c][at], i)
			return
		}
	}
	n.always = append(n.always, i)
}

// around hands over each helper who might come to a place.
func (n *near) around(at grid.Ref, look func(int32)) {
	for c, width := range classes {
		mid := squareOf(at, width)
		for e := mid.e - 1; e <= mid.e+1; e++ {
			for north := mid.n - 1; north <= mid.n+1; north++ {
				for _, i := range n.squares[c][square{e, north}] {
					look(i)
				}
			}
		}
	}
	for _, i := range n.always {
		look(i)
	}
}

// offering are the helpers who offer an activity: near a place, and all of them.
type offering struct {
	near *near
	all  []int32
}

// index finds the helpers who might do a job.
type index map[string]*offering

func indexOf(helpers []Helper) index {
	x := index{}
	for i := range helpers {
		for activity := range helpers[i].Clear {
			o := x[activity]
			if o == nil {
				o = &offering{near: newNear()}
				x[activity] = o
			}
			o.near.add(int32(i), &helpers[i])
			o.all = append(o.all, int32(i))
		}
	}
	return x
}

// might hands over every helper who could do a job as far as place and activity say.
func (x index) might(j *Job, look func(int32)) {
	o := x[j.Activity]
	switch {
	case o == nil:
	case j.Place == volunteering.ByPhone || j.At == (grid.Ref{}):
		for _, i := range o.all {
			look(i)
		}
	default:
		o.near.around(j.At, look)
	}
}
