package volunteers

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// putAsked reports false when they had been asked that day already.
func putAsked(tx *db.Tx, of ID, check string) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO volunteers_asked (borough_id, volunteer_id, check_id, asked_at, asked_by) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id, volunteer_id, check_id) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by
		WHERE volunteers_asked.borough_id = excluded.borough_id AND volunteers_asked.asked_at < ?`,
		tx.Borough(), of, check, tx.Now(), tx.Actor(), day.Of(tx.Now()).Start())
	return n == 1, err
}

func deleteAsked(tx *db.Tx, of ID, check string) error {
	_, err := tx.Exec(`DELETE FROM volunteers_asked WHERE borough_id = ? AND volunteer_id = ? AND check_id = ?`, tx.Borough(), of, check)
	return err
}

// StillAsked reports whether a volunteer is asked for a check that is not recorded yet.
func StillAsked(r db.Reader, of ID, check string) (bool, error) {
	asked, err := askedOf(r, of)
	_, is := asked[check]
	return is, err
}

// askedOf tells when somebody was last asked for which checks.
func askedOf(r db.Reader, of ID) (map[string]day.Date, error) {
	rows, err := r.Query(`SELECT a.check_id, a.asked_at FROM volunteers_asked a WHERE a.borough_id = ? AND a.volunteer_id = ?`, r.Borough(), of)
	asked := map[string]day.Date{}
	return asked, each(rows, err, func(rows *db.Rows) error {
		var check string
		var at db.Time
		err := rows.Scan(&check, &at)
		asked[check] = day.Of(at.Time)
		return err
	})
}

// insertNotice reports false when the hub has been told of this end already.
func insertNotice(tx *db.Tx, e Ending) (first bool, err error) {
	n, err := tx.Exec(`INSERT INTO volunteers_notice (borough_id, volunteer_id, check_id, ends_on, ended, told_at) VALUES (?,?,?,?,?,?)
		ON CONFLICT DO NOTHING`, tx.Borough(), e.Volunteer.ID, e.Check.ID, e.On, e.Ended, tx.Now())
	return n == 1, err
}
