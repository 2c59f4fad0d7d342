package volunteers

import (
	"errors"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

// saveLetter keeps until when the last letter of a volunteer was made out.
func saveLetter(tx *db.Tx, id ID, until day.Date) error {
	_, err := tx.Exec(`INSERT INTO volunteers_letter (borough_id, volunteer_id, printed_at, until) VALUES (?,?,?,?)
		ON CONFLICT (borough_id, volunteer_id) DO UPDATE SET printed_at = excluded.printed_at, until = excluded.until`,
		tx.Borough(), id, tx.Now(), until)
	return err
}

// letterUntil is the last day of a volunteer's letter. Zero is none that was made out here: an
// older register gave letters without an end.
func letterUntil(r db.Reader, id ID) (until day.Date, err error) {
	err = r.QueryRow(`SELECT until FROM volunteers_letter WHERE borough_id = ? AND volunteer_id = ?`, r.Borough(), id).Scan(&until)
	if errors.Is(err, db.ErrNoRows) {
		return day.Date{}, nil
	}
	return until, err
}
