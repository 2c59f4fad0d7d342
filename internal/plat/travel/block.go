package travel

import (
	"math"
	"slices"
	"time"

	"kith/internal/kernel/grid"
)

// noWay stands in a block for what cannot be reached.
const noWay = -1

var noTable = &failure{words: "answered with something that is no table"}

// filled turns what a server sent into rows without holes; false where it is not of the size
// that was asked for, or holds what no distance is.
func filled(rows [][]*float64, from, to int) ([][]float64, bool) {
	if len(rows) != from {
		return nil, false
	}
	all := make([][]float64, from)
	for i, row := range rows {
		if len(row) != to {
			return nil, false
		}
		all[i] = make([]float64, to)
		for j, v := range row {
			switch {
			case v == nil:
				all[i][j] = noWay
			case !(*v >= 0) || *v > math.MaxInt32/10:
				return nil, false
			default:
				all[i][j] = *v
			}
		}
	}
	return all, true
}

// nothing is the block of places of which none is near a road.
func nothing(from, to []grid.Point, offFrom, offTo bool) block {
	b := block{metres: make([][]float64, len(from)), seconds: make([][]float64, len(from))}
	for i := range from {
		b.metres[i] = slices.Repeat([]float64{noWay}, len(to))
		b.seconds[i] = b.metres[i]
		if offFrom {
			b.offFrom = append(b.offFrom, i)
		}
	}
	for j := range to {
		if offTo {
			b.offTo = append(b.offTo, j)
		}
	}
	return b
}

// widened puts back a row and a column that were left out, of places with no road near; -1
// puts back none.
func (b block) widened(from, to int) block {
	b.metres, b.seconds = widen(b.metres, from, to), widen(b.seconds, from, to)
	b.offFrom, b.offTo = shift(b.offFrom, from), shift(b.offTo, to)
	return b
}

func widen(rows [][]float64, from, to int) [][]float64 {
	if to >= 0 {
		for i := range rows {
			rows[i] = slices.Insert(rows[i], to, noWay)
		}
	}
	if from >= 0 {
		rows = slices.Insert(rows, from, slices.Repeat([]float64{noWay}, len(rows[0])))
	}
	return rows
}

func shift(off []int, out int) []int {
	if out < 0 {
		return off
	}
	for i := range off {
		if off[i] >= out {
			off[i]++
		}
	}
	return slices.Sorted(slices.Values(append(off, out)))
}

// when writes the day of a map as people do; what is no date is left out.
func when(text string) string {
	for _, layout := range []string{time.RFC3339, "2006-01-02", "20060102", "2006-01-02T15:04Z", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format("2 January 2006")
		}
	}
	return ""
}
