package factors

import (
	"errors"
	"time"

	"kith/internal/plat/db"
)

// appRow is a row of factors_app.
type appRow struct {
	secret, next string
	confirmed    time.Time
}

func appByAccount(r db.Reader, account string) (row appRow, found bool, err error) {
	var confirmed db.NullTime
	err = r.QueryRow(`SELECT secret, next_secret, confirmed_at FROM factors_app WHERE borough_id = ? AND account_id = ?`,
		r.Borough(), account).Scan(&row.secret, &row.next, &confirmed)
	if errors.Is(err, db.ErrNoRows) {
		return appRow{}, false, nil
	}
	row.confirmed = confirmed.Time
	return row, err == nil, err
}

func putNextSecret(tx *db.Tx, account, sealed string) error {
	_, err := tx.Exec(`INSERT INTO factors_app (borough_id, account_id, secret, next_secret, last_step) VALUES (?,?,'',?,0)
		ON CONFLICT (borough_id, account_id) DO UPDATE SET next_secret = excluded.next_secret`, tx.Borough(), account, sealed)
	return err
}

func confirmApp(tx *db.Tx, account string, step int64) error {
	_, err := tx.Exec(`UPDATE factors_app SET secret = next_secret, next_secret = '', last_step = ?, confirmed_at = ?
		WHERE borough_id = ? AND account_id = ?`, step, tx.Now(), tx.Borough(), account)
	return err
}

// useStep takes a step. Of two who come with its code, or with an older one, one is first.
func useStep(tx *db.Tx, account string, step int64) (first bool, err error) {
	n, err := tx.Exec(`UPDATE factors_app SET last_step = ? WHERE borough_id = ? AND account_id = ? AND last_step < ?`,
		step, tx.Borough(), account, step)
	return n == 1, err
}

func deleteApp(tx *db.Tx, account string) error {
	if _, err := tx.Exec(`DELETE FROM factors_app WHERE borough_id = ? AND account_id = ?`, tx.Borough(), account); err != nil {
		return err
	}
	return deleteRecovery(tx, account)
}

func insertRecovery(tx *db.Tx, account, hash string) error {
	_, err := tx.Exec(`INSERT INTO factors_recovery (borough_id, account_id, code_hash, made_at) VALUES (?,?,?,?)`,
		tx.Borough(), account, hash, tx.Now())
	return err
}

func useRecovery(tx *db.Tx, account, hash string) (first bool, err error) {
	n, err := tx.Exec(`UPDATE factors_recovery SET used_at = ? WHERE borough_id = ? AND account_id = ? AND code_hash = ? AND used_at IS NULL`,
		tx.Now(), tx.Borough(), account, hash)
	return n == 1, err
}

func recoveryLeft(r db.Reader, account string) (n int, err error) {
	err = r.QueryRow(`SELECT COUNT(*) FROM factors_recovery WHERE borough_id = ? AND account_id = ? AND used_at IS NULL`,
		r.Borough(), account).Scan(&n)
	return n, err
}

func deleteRecovery(tx *db.Tx, account string) error {
	_, err := tx.Exec(`DELETE FROM factors_recovery WHERE borough_id = ? AND account_id = ?`, tx.Borough(), account)
	return err
}
