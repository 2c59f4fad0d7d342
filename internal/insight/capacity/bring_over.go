package capacity

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// Earlier is how many needs of a category were counted in a neighbourhood on a day before
// this program was in use.
type Earlier struct {
	On              day.Date
	Place, Category string
	N               int64
}

// BringOver keeps daily counts of an earlier system, so that forecasts have a history from the
// first day on. They stand in place of what was counted of these days here.
func BringOver(tx *db.Tx, all []Earlier) error {
	type key struct {
		on              day.Date
		place, category string
	}
	sums := map[key]int64{}
	for _, e := range all {
		for _, place := range []string{e.Place, ""} {
			sums[key{e.On, place, e.Category}] += e.N
			sums[key{e.On, place, ""}] += e.N
		}
	}
	counts := make([]count, 0, len(sums))
	for k, n := range sums {
		counts = append(counts, count{k.on, k.place, k.category, n})
	}
	for len(counts) > 0 {
		n := min(atOnce, len(counts))
		if err := writeCounts(tx, counts[:n]); err != nil {
			return err
		}
		counts = counts[n:]
	}
	return nil
}

// atOnce is how many counts one statement writes.
const atOnce = 500
