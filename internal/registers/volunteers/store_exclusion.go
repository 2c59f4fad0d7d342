package volunteers

import "kith/internal/plat/db"

// insertExclusion reports false when the two are kept apart already.
func insertExclusion(tx *db.Tx, of ID, x Exclusion) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO volunteers_exclusion (borough_id, id, volunteer_id, record_id, why, since, said_by, lifted_by)
		VALUES (?,?,?,?,?,?,?,'') ON CONFLICT DO NOTHING`, tx.Borough(), x.ID, of, x.Record, x.Why, tx.Now(), tx.Actor())
	return n == 1, err
}

func liftExclusion(tx *db.Tx, of ID, id ExclusionID) (bool, error) {
	n, err := tx.Exec(`UPDATE volunteers_exclusion SET until = ?, lifted_by = ? WHERE borough_id = ? AND volunteer_id = ? AND id = ? AND until IS NULL`,
		tx.Now(), tx.Actor(), tx.Borough(), of, id)
	return n == 1, err
}

func exclusionsOf(r db.Reader, of ID) ([]Exclusion, error) {
	rows, err := r.Query(`SELECT x.id, x.record_id, x.why, x.since, x.said_by FROM volunteers_exclusion x
		WHERE x.borough_id = ? AND x.volunteer_id = ? AND x.until IS NULL ORDER BY x.since, x.id`, r.Borough(), of)
	return db.Collect(rows, err, func(rows *db.Rows) (x Exclusion, err error) {
		var since db.Time
		err = rows.Scan(&x.ID, &x.Record, &x.Why, &since, &x.By)
		x.Since = since.Time
		return x, err
	})
}
