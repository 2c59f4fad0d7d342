package volunteers

import (
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
)

// triesQueue is the id of the row at which those who add a try queue.
const triesQueue = "queue"

// queueToTry has transactions that add a try wait for each other until they are committed, so
// that each sees those before it.
func queueToTry(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO volunteers_wrong_number (borough_id, id, tried_from, tried_at) VALUES (?,?,'',?)
		ON CONFLICT (borough_id, id) DO UPDATE SET tried_at = excluded.tried_at`, tx.Borough(), triesQueue, tx.Now())
	return err
}

func keepTry(tx *db.Tx, from string) error {
	_, err := tx.Exec(`INSERT INTO volunteers_wrong_number (borough_id, id, tried_from, tried_at) VALUES (?,?,?,?)`,
		tx.Borough(), ident.New[try](tx.Now()), from, tx.Now())
	return err
}

// try marks the ids of tries.
type try struct{}

func forgetTries(tx *db.Tx, before time.Time) error {
	_, err := tx.Exec(`DELETE FROM volunteers_wrong_number WHERE borough_id = ? AND tried_at <= ? AND tried_from <> ''`, tx.Borough(), before)
	return err
}

func triesSince(r db.Reader, after time.Time) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM volunteers_wrong_number WHERE borough_id = ? AND tried_at > ? AND tried_from <> ''`,
		r.Borough(), after).Scan(&n)
	return n, err
}

// triesFrom counts those of one network, which has a mark of this quarter and one of the last.
func triesFrom(r db.Reader, after time.Time, now, before string) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM volunteers_wrong_number WHERE borough_id = ? AND tried_at > ? AND tried_from IN (?,?)`,
		r.Borough(), after, now, before).Scan(&n)
	return n, err
}
