package contacts

import "kith/internal/plat/db"

// answeredSince reports whether there is a later contact of the same record that somebody
// could answer.
func answeredSince(r db.Reader, e Event) (later bool, err error) {
	var n int
	err = r.QueryRow(`SELECT COUNT(*) FROM contacts_event l WHERE l.borough_id = ? AND l.record_id = ? AND l.happened_at >= ?
		AND (l.happened_at > ? OR l.id > ?) AND (l.direction = ? OR l.method IN (?, ?, ?))`,
		r.Borough(), e.Record, e.At, e.At, e.ID, In, Phone, Visit, InPerson).Scan(&n)
	return n > 0, err
}

func setUnreached(tx *db.Tx, e Event) error {
	_, err := tx.Exec(`INSERT INTO contacts_unreached (borough_id, record_id, event_id, happened_at, outcome, restricted)
		VALUES (?,?,?,?,?,?) ON CONFLICT (borough_id, record_id) DO UPDATE SET event_id = excluded.event_id,
		happened_at = excluded.happened_at, outcome = excluded.outcome, restricted = excluded.restricted`,
		tx.Borough(), e.Record, e.ID, e.At, e.Outcome, e.Restricted)
	return err
}

// clearUnreached forgets an attempt that failed, once a later one did not.
func clearUnreached(tx *db.Tx, e Event) error {
	_, err := tx.Exec(`DELETE FROM contacts_unreached WHERE borough_id = ? AND record_id = ?
		AND (happened_at < ? OR happened_at = ? AND event_id < ?)`, tx.Borough(), e.Record, e.At, e.At, e.ID)
	return err
}
