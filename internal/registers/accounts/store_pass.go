package accounts

import (
	"time"

	"kith/internal/plat/db"
)

func insertPass(tx *db.Tx, hash, volunteer string, expires time.Time) error {
	_, err := tx.Exec(`INSERT INTO accounts_pass (borough_id, token_hash, volunteer_id, made_by, made_at, expires_at)
		VALUES (?,?,?,?,?,?)`, tx.Borough(), hash, volunteer, tx.Actor(), tx.Now(), expires)
	return err
}

// usePass marks a link as used. Of two who come with it at once, one finds it.
func usePass(tx *db.Tx, hash string) (volunteer string, found bool, err error) {
	n, err := tx.Exec(`UPDATE accounts_pass SET used_at = ? WHERE borough_id = ? AND token_hash = ? AND used_at IS NULL AND expires_at > ?`,
		tx.Now(), tx.Borough(), hash, tx.Now())
	if err != nil || n == 0 {
		return "", false, err
	}
	err = tx.QueryRow(`SELECT volunteer_id FROM accounts_pass WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash).Scan(&volunteer)
	return volunteer, err == nil, err
}

func deletePasses(tx *db.Tx, volunteer string) error {
	if _, err := tx.Exec(`DELETE FROM accounts_session WHERE borough_id = ? AND volunteer_id = ? AND volunteer_id <> ''`, tx.Borough(), volunteer); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM accounts_pass WHERE borough_id = ? AND volunteer_id = ?`, tx.Borough(), volunteer)
	return err
}

// deletePassesBefore forgets links that could no longer be used at a time.
func deletePassesBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_pass WHERE borough_id = ? AND expires_at < ?`, tx.Borough(), at)
	return err
}
