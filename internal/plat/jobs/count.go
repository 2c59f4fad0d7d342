package jobs

import "kith/internal/plat/db"

// Count counts the jobs of the reader's borough by their state, such as available, running
// or discarded. Those that were done are left out.
func Count(r db.Reader) (map[string]int, error) {
	rows, err := r.Query(`SELECT state, count(*) FROM river_job WHERE queue = ? AND state <> 'completed' GROUP BY state`, r.Borough())
	counts := map[string]int{}
	_, err = db.Collect(rows, err, func(rows *db.Rows) (_ struct{}, err error) {
		var state string
		var n int
		err = rows.Scan(&state, &n)
		counts[state] = n
		return struct{}{}, err
	})
	return counts, err
}
