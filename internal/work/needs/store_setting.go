package needs

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
)

func insertSetting(tx *db.Tx, id RequestID, setting organisations.ID) error {
	_, err := tx.Exec(`INSERT INTO needs_setting (borough_id, request_id, organisation_id) VALUES (?,?,?)`, tx.Borough(), id, setting)
	return err
}

func settingOf(r db.Reader, id RequestID) (setting organisations.ID, err error) {
	err = r.QueryRow(`SELECT g.organisation_id FROM needs_setting g WHERE g.borough_id = ? AND g.request_id = ?`, r.Borough(), id).Scan(&setting)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	return setting, err
}

func requestsOfSetting(r db.Reader, setting organisations.ID) ([]Request, error) {
	rows, err := r.Query(`SELECT `+requestColumns+` FROM needs_request q WHERE q.borough_id = ? AND q.id IN (
			SELECT g.request_id FROM needs_setting g WHERE g.borough_id = ? AND g.organisation_id = ?)
		ORDER BY q.received_at DESC, q.id DESC`, r.Borough(), r.Borough(), setting)
	return db.Collect(rows, err, func(rows *db.Rows) (Request, error) {
		k, err := scanRequest(rows)
		return k.Request, err
	})
}
