package counts

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"kith/algo/phase"
)

// header is that of Write.
var header = []string{"area", "date", "p", "endemic", "growing", "shrinking", "lo", "hi", "frozen", "exceed", "bound", "rt", "rt_lo", "rt_hi"}

// Write writes what is said of areas, a row a day. p, the three states and the 10–90% band lo
// to hi are in hindsight; frozen is P as it was known on the day; exceed is 1 on a day above
// bound, the most that chance explains. What is not known is left empty.
func Write(w io.Writer, histories []phase.History) error {
	out := csv.NewWriter(w)
	if err := out.Write(header); err != nil {
		return err
	}
	for _, h := range histories {
		for _, d := range h.Days {
			if err := out.Write(row(h.Area, d)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func row(area string, d phase.Judged) []string {
	frozen := math.NaN()
	if d.Then {
		frozen = d.Frozen.P()
	}
	exceed := "0"
	switch {
	case d.Excess.Above:
		exceed = "1"
	case math.IsNaN(d.Excess.Bound) || d.Share == 0:
		exceed = ""
	}
	return []string{
		area, d.Day.String(),
		number(d.P(), 6), number(d.Endemic, 6), number(d.Growing, 6), number(d.Shrinking, 6), number(d.Lo, 6), number(d.Hi, 6),
		number(frozen, 6), exceed, number(d.Excess.Bound, 0),
		number(d.Rt.Mean, 4), number(d.Rt.Lo, 4), number(d.Rt.Hi, 4),
	}
}

func number(v float64, digits int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', digits, 64)
}
