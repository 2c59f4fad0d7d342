package accounts

import (
	"errors"
	"time"

	"kith/internal/plat/db"
)

func insertSession(tx *db.Tx, hash string, s session) error {
	_, err := tx.Exec(`INSERT INTO accounts_session (borough_id, token_hash, id, account_id, organisation_id, volunteer_id, how, browser, place, started_at, touched_at)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), hash, s.id, s.account, s.organisation, s.volunteer, s.how, s.browser, s.place, tx.Now(), tx.Now())
	return err
}

const sessionColumns = `token_hash, id, account_id, organisation_id, volunteer_id, how, browser, place, started_at, touched_at`

func scanSession(row scanner) (hash string, s session, err error) {
	err = row.Scan(&hash, &s.id, &s.account, &s.organisation, &s.volunteer, &s.how, &s.browser, &s.place, &s.started, &s.touched)
	return hash, s, err
}

func sessionByHash(r db.Reader, hash string) (s session, found bool, err error) {
	_, s, err = scanSession(r.QueryRow(`SELECT `+sessionColumns+` FROM accounts_session WHERE borough_id = ? AND token_hash = ?`, r.Borough(), hash))
	if errors.Is(err, db.ErrNoRows) {
		return session{}, false, nil
	}
	return s, err == nil, err
}

// sessionsOf are the sessions of an account by the hash of their token.
func sessionsOf(r db.Reader, id ID) (map[string]session, error) {
	all := map[string]session{}
	rows, err := r.Query(`SELECT `+sessionColumns+` FROM accounts_session WHERE borough_id = ? AND account_id = ?`, r.Borough(), id)
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		hash, s, err := scanSession(rows)
		all[hash] = s
		return struct{}{}, err
	})
	return all, err
}

func touchSession(tx *db.Tx, hash string) error {
	_, err := tx.Exec(`UPDATE accounts_session SET touched_at = ? WHERE borough_id = ? AND token_hash = ?`, tx.Now(), tx.Borough(), hash)
	return err
}

func deleteSession(tx *db.Tx, hash string) (bool, error) {
	n, err := tx.Exec(`DELETE FROM accounts_session WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash)
	return n == 1, err
}

func deleteSessionByID(tx *db.Tx, account ID, id SessionID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM accounts_session WHERE borough_id = ? AND account_id = ? AND id = ?`, tx.Borough(), account, id)
	return n == 1, err
}

// deleteSessionsOf ends every session of an account but the one kept, "" being none.
func deleteSessionsOf(tx *db.Tx, id ID, kept string) error {
	_, err := tx.Exec(`DELETE FROM accounts_session WHERE borough_id = ? AND account_id = ? AND token_hash <> ?`, tx.Borough(), id, kept)
	return err
}

// deleteSessionsBefore forgets sessions that began before a time.
func deleteSessionsBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_session WHERE borough_id = ? AND started_at < ?`, tx.Borough(), at)
	return err
}

func insertStep(tx *db.Tx, hash string, id ID, how How, ends time.Time) error {
	_, err := tx.Exec(`INSERT INTO accounts_step (borough_id, token_hash, account_id, how, ends_at) VALUES (?,?,?,?,?)`,
		tx.Borough(), hash, id, how, ends)
	return err
}

func stepByHash(r db.Reader, hash string) (id ID, how How, found bool, err error) {
	err = r.QueryRow(`SELECT account_id, how FROM accounts_step WHERE borough_id = ? AND token_hash = ? AND ends_at > ?`,
		r.Borough(), hash, r.Now()).Scan(&id, &how)
	if errors.Is(err, db.ErrNoRows) {
		return "", "", false, nil
	}
	return id, how, err == nil, err
}

func deleteStep(tx *db.Tx, hash string) (bool, error) {
	n, err := tx.Exec(`DELETE FROM accounts_step WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash)
	return n == 1, err
}

func deleteStepsBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_step WHERE borough_id = ? AND ends_at <= ?`, tx.Borough(), at)
	return err
}

func insertDevice(tx *db.Tx, id ID, hash, browser, place string) error {
	_, err := tx.Exec(`INSERT INTO accounts_device (borough_id, account_id, token_hash, browser, place, first_at, last_at)
		VALUES (?,?,?,?,?,?,?)`, tx.Borough(), id, hash, browser, place, tx.Now(), tx.Now())
	return err
}

// touchDevice notes that a browser came again; known is false where it never did.
func touchDevice(tx *db.Tx, id ID, hash, browser, place string) (known bool, err error) {
	n, err := tx.Exec(`UPDATE accounts_device SET browser = ?, place = ?, last_at = ? WHERE borough_id = ? AND account_id = ? AND token_hash = ?`,
		browser, place, tx.Now(), tx.Borough(), id, hash)
	return n == 1, err
}

// deleteDevicesBefore forgets browsers that did not come since a time.
func deleteDevicesBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_device WHERE borough_id = ? AND last_at < ?`, tx.Borough(), at)
	return err
}

// deviceOf is a browser as the account knows it; the zero session where it does not.
func deviceOf(r db.Reader, id ID, hash string) (where session, err error) {
	err = r.QueryRow(`SELECT browser, place FROM accounts_device WHERE borough_id = ? AND account_id = ? AND token_hash = ?`,
		r.Borough(), id, hash).Scan(&where.browser, &where.place)
	if errors.Is(err, db.ErrNoRows) {
		return session{}, nil
	}
	return where, err
}
