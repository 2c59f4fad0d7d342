package people

import (
	"errors"

	"kith/internal/plat/db"
)

// sealedAddress is the sealed address of a record; "" when none is withheld.
func sealedAddress(r db.Reader, record RecordID) (sealed string, err error) {
	err = r.QueryRow(`SELECT w.sealed FROM people_withheld_address w WHERE w.borough_id = ? AND w.record_id = ?`,
		r.Borough(), record).Scan(&sealed)
	if errors.Is(err, db.ErrNoRows) {
		err = nil
	}
	return sealed, err
}

func keepSealed(tx *db.Tx, record RecordID, sealed string) error {
	if err := dropSealed(tx, record); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO people_withheld_address (borough_id, record_id, sealed, sealed_by, sealed_at) VALUES (?,?,?,?,?)`,
		tx.Borough(), record, sealed, tx.Actor(), tx.Now())
	return err
}

func dropSealed(tx *db.Tx, record RecordID) error {
	_, err := tx.Exec(`DELETE FROM people_withheld_address WHERE borough_id = ? AND record_id = ?`, tx.Borough(), record)
	return err
}
