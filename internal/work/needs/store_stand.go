package needs

import (
	"kith/internal/plat/db"
)

// keepRequest keeps how a request stands, which is about to be changed: said means that its
// answers are. Where it is not changed after all, the row of its last version means nothing.
func keepRequest(tx *db.Tx, id RequestID, reason string, said bool) error {
	_, err := tx.Exec(`INSERT INTO needs_stand (borough_id, request_id, version, neighbourhood, state, priority, accepted_by,
		first_contact_at, said, changed_at, changed_by, reason)
		SELECT q.borough_id, q.id, q.version, q.neighbourhood, q.state, q.priority, q.accepted_by,
		q.first_contact_at, ?, ?, ?, ? FROM needs_request q WHERE q.borough_id = ? AND q.id = ?
		ON CONFLICT (borough_id, request_id, version) DO UPDATE SET said = excluded.said, changed_at = excluded.changed_at,
		changed_by = excluded.changed_by, reason = excluded.reason`,
		said, tx.Now(), tx.Actor(), reason, tx.Borough(), id)
	return err
}

// requestSteps reads how a request stood at a version and each one after it, oldest first,
// up to the version it has now.
func requestSteps(r db.Reader, now Request, version int64) ([]requestStep, error) {
	rows, err := r.Query(`SELECT v.version, v.neighbourhood, v.state, v.priority, v.accepted_by, v.first_contact_at,
		v.said, v.changed_by, v.changed_at, v.reason FROM needs_stand v
		WHERE v.borough_id = ? AND v.request_id = ? AND v.version >= ? AND v.version < ? ORDER BY v.version`,
		r.Borough(), now.ID, version, now.Version)
	return db.Collect(rows, err, func(rows *db.Rows) (s requestStep, err error) {
		var at db.Time
		var contacted db.NullTime
		err = rows.Scan(&s.Version, &s.Was.Neighbourhood, &s.Was.State, &s.Was.Priority, &s.Was.AcceptedBy, &contacted,
			&s.said, &s.By, &at, &s.Reason)
		s.Was.FirstContactAt, s.At = contacted.Time, at.Time
		return s, err
	})
}
