package travel

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kith/algo/vrp"
	"kith/internal/kernel/fault"
)

// Matrix is a table of ways that somebody handed in. It knows places by their names, or codes.
type Matrix struct {
	title             string
	row               map[string]int
	distance, seconds []int32 // decimetres and seconds
	estimate          *Estimate
}

// NewMatrix returns the ways of a table from [ReadMatrix]; e answers for places that it does
// not hold. The title is what Source calls it: a file name, or whose it is.
func NewMatrix(title string, t *Measured, e *Estimate) *Matrix {
	m := &Matrix{title: title, row: map[string]int{}, distance: make([]int32, len(t.Metres)), seconds: t.Seconds, estimate: e}
	for i, name := range t.Names {
		m.row[plainName(name)] = i
	}
	for i, metres := range t.Metres {
		m.distance[i] = metres
		if metres > 0 {
			m.distance[i] = metres * 10
		}
	}
	return m
}

// Beside returns the same matrix with another estimate to stand in for it.
func (m *Matrix) Beside(e *Estimate) *Matrix {
	other := *m
	other.estimate = e
	return &other
}

// Table answers from the matrix, whatever the mode. Places that it does not hold are
// estimated and named in Source. A withheld place has no name and is estimated.
func (m *Matrix) Table(ctx context.Context, mode Mode, places []Place) (*Ways, error) {
	if err := check(mode, places); err != nil {
		return nil, err
	}
	rows, missing := m.find(places)
	if len(missing) == len(places) {
		w, err := m.estimate.Table(ctx, mode, places)
		if err == nil {
			w.Source += "; " + m.title + " holds none of the places"
		}
		return w, err
	}
	distance, duration, err := m.estimate.fill(ctx, mode, places)
	if err != nil {
		return nil, err
	}
	n, width := len(places), len(m.row)
	for i, from := range rows {
		for j, to := range rows {
			if from >= 0 && to >= 0 {
				distance[i*n+j], duration[i*n+j] = m.distance[from*width+to], m.seconds[from*width+to]
			}
		}
	}
	t, err := vrp.NewTable(n, distance, duration)
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Code: "travel.far", Message: "Two of the places are too far from one another.", Err: err}
	}
	w := &Ways{Travel: t, Estimated: missing, Source: "Distances from the table " + m.title}
	if len(missing) > 0 {
		w.Source += "; estimated for what it does not hold: " + list(places, missing)
	}
	return w, nil
}

func (m *Matrix) find(places []Place) (rows, missing []int) {
	rows = make([]int, len(places))
	for i, p := range places {
		row, has := m.row[plainName(p.Name)]
		if !has {
			row, has = m.row[plainName(p.Code)]
		}
		if !has || p.Withheld {
			row, missing = -1, append(missing, i)
		}
		rows[i] = row
	}
	return rows, missing
}

// plainName makes names alike that people write differently.
func plainName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(name), " "))
}

// Measured is what stands in a file of ways: a row for each name, one after another.
type Measured struct {
	Names   []string
	Seconds []int32
	Metres  []int32 // -1, in both, is no way
}

// sorted puts the columns of a part into the order of its rows, and of the first part.
func (t *Measured) sorted(names []string, entries []int32) []int32 {
	if slices.Equal(names, t.Names) {
		return entries
	}
	n := len(names)
	at := make(map[string]int, n)
	for i, name := range names {
		at[plainName(name)] = i
	}
	same := make([]int32, len(entries))
	for i, from := range t.Names {
		for j, to := range t.Names {
			same[i*n+j] = entries[at[plainName(from)]*n+at[plainName(to)]]
		}
	}
	return same
}

func wrongMatrix(format string, args ...any) error {
	return fault.New(fault.Invalid, "travel.matrix", fmt.Sprintf(format, args...))
}
