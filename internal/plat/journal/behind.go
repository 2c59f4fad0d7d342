package journal

import (
	"time"

	"kith/internal/plat/db"
)

// Behind tells how many entries of the reader's borough wait to be sealed, and for how long
// the first of them has.
func Behind(r db.Reader) (count int, since time.Duration, err error) {
	var first db.NullTime
	err = r.QueryRow(`SELECT count(*), min(at) FROM journal_entry WHERE borough_id = ? AND seq IS NULL`, r.Borough()).Scan(&count, &first)
	if err == nil && first.Valid {
		since = max(0, r.Now().Sub(first.Time))
	}
	return count, since, err
}
