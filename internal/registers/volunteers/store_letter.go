package volunteers

import (
	"encoding/base64"
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

// savePhoto keeps a photo as text, which both engines hold alike.
func savePhoto(tx *db.Tx, id ID, photo []byte) error {
	_, err := tx.Exec(`INSERT INTO volunteers_photo (borough_id, volunteer_id, jpeg, added_at, added_by) VALUES (?,?,?,?,?)
		ON CONFLICT (borough_id, volunteer_id) DO UPDATE SET jpeg = excluded.jpeg, added_at = excluded.added_at, added_by = excluded.added_by`,
		tx.Borough(), id, base64.StdEncoding.EncodeToString(photo), tx.Now(), tx.Actor())
	return err
}

func deletePhoto(tx *db.Tx, id ID) (removed bool, err error) {
	n, err := tx.Exec(`DELETE FROM volunteers_photo WHERE borough_id = ? AND volunteer_id = ?`, tx.Borough(), id)
	return n > 0, err
}

func photoOf(r db.Reader, id ID) ([]byte, error) {
	var text string
	err := r.QueryRow(`SELECT jpeg FROM volunteers_photo WHERE borough_id = ? AND volunteer_id = ?`, r.Borough(), id).Scan(&text)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(text)
}
