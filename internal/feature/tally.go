package feature

import (
	"maps"
	"slices"
)

// Figure is what a measure came to in one place.
type Figure struct {
	Value int64 // in the measure's unit
	Of    int64 // how many rows it was made from; 0 means that there is nothing to tell
}

// Tally is what a measure came to in every neighbourhood and of every kind, and in all.
// The zero Tally is nought everywhere.
type Tally struct{ cells map[cell]Figure }

type cell struct{ neighbourhood, kind string }

// In is the figure of a scope; its period does not count.
func (t Tally) In(within Scope) Figure { return t.cells[cell{within.Neighbourhood, within.Kind}] }

// Kinds lists the kinds that occur in the borough, sorted.
func (t Tally) Kinds() []string {
	return t.names(func(c cell) (string, bool) { return c.kind, c.neighbourhood == "" })
}

// Neighbourhoods lists the neighbourhoods that occur, sorted; the coordination queue is
// Queue.
func (t Tally) Neighbourhoods() []string {
	return t.names(func(c cell) (string, bool) { return c.neighbourhood, c.kind == "" })
}

func (t Tally) names(of func(cell) (name string, counts bool)) []string {
	found := map[string]bool{}
	for c := range t.cells {
		if name, counts := of(c); counts && name != "" {
			found[name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// Row is one row, or several that are alike, as a measure reads them. A neighbourhood of
// "" is the coordination queue.
type Row struct {
	Neighbourhood string
	Kind          string
	Value         int64  // what is added up, or measured
	Of            int64  // how many rows it stands for
	Who           string // whom it is about, where people are counted
}

// Sum adds the rows up.
func Sum(rows []Row) Tally {
	return tally(rows, func(same []Row) (f Figure) {
		for _, r := range same {
			f.Value, f.Of = f.Value+r.Value, f.Of+r.Of
		}
		return f
	})
}

// Median is the value in the middle of the rows, each of which is one: half took no
// longer. Between two it is half-way.
func Median(rows []Row) Tally {
	return tally(rows, func(same []Row) Figure {
		values := make([]int64, len(same))
		for i, r := range same {
			values[i] = r.Value
		}
		slices.Sort(values)
		n := len(values)
		return Figure{Value: (values[(n-1)/2] + values[n/2]) / 2, Of: int64(n)}
	})
}

// Distinct counts whom the rows are about, each once in every place they occur in: the
// figures of neighbourhoods may add up to more than the borough's.
func Distinct(rows []Row) Tally {
	return tally(rows, func(same []Row) Figure {
		found := make(map[string]struct{}, len(same))
		for _, r := range same {
			found[r.Who] = struct{}{}
		}
		return Figure{Value: int64(len(found)), Of: int64(len(found))}
	})
}

// tally gathers the rows of each cell and makes a figure of them.
func tally(rows []Row, figure func([]Row) Figure) Tally {
	gathered := map[cell][]Row{}
	for _, r := range rows {
		for _, c := range r.cells() {
			gathered[c] = append(gathered[c], r)
		}
	}
	t := Tally{cells: make(map[cell]Figure, len(gathered))}
	for c, same := range gathered {
		t.cells[c] = figure(same)
	}
	return t
}

// cells are the places a row counts in: its own, its neighbourhood's, its kind's, the
// borough's.
func (r Row) cells() []cell {
	place := r.Neighbourhood
	if place == "" {
		place = Queue
	}
	in := []cell{{}, {neighbourhood: place}}
	if r.Kind != "" {
		in = append(in, cell{kind: r.Kind}, cell{place, r.Kind})
	}
	return in
}
