package factors

import (
	"errors"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"kith/internal/plat/db"
)

const passkeyColumns = `id, account_id, name, made_at, used_at, credential`

func scanPasskey(row interface{ Scan(dest ...any) error }) (p Passkey, err error) {
	var used db.NullTime
	var held db.JSON[webauthn.Credential]
	err = row.Scan(&p.ID, &p.Account, &p.Name, &p.Made, &used, &held)
	p.Used, p.credential = used.Time, held.V
	return p, err
}

func insertPasskey(tx *db.Tx, p Passkey) error {
	_, err := tx.Exec(`INSERT INTO factors_passkey (borough_id, id, account_id, credential_id, credential, name, made_at)
		VALUES (?,?,?,?,?,?,?)`, tx.Borough(), p.ID, p.Account, credentialID(p.credential.ID), db.JSONOf(p.credential), p.Name, p.Made)
	return err
}

func passkeysOf(r db.Reader, account string) ([]Passkey, error) {
	rows, err := r.Query(`SELECT `+passkeyColumns+` FROM factors_passkey WHERE borough_id = ? AND account_id = ? ORDER BY made_at, id`,
		r.Borough(), account)
	return db.Collect(rows, err, func(rows *db.Rows) (Passkey, error) { return scanPasskey(rows) })
}

func passkeyByCredential(r db.Reader, id []byte) (p Passkey, found bool, err error) {
	p, err = scanPasskey(r.QueryRow(`SELECT `+passkeyColumns+` FROM factors_passkey WHERE borough_id = ? AND credential_id = ?`,
		r.Borough(), credentialID(id)))
	if errors.Is(err, db.ErrNoRows) {
		return Passkey{}, false, nil
	}
	return p, err == nil, err
}

// usedPasskey keeps what changes with every use: how often it signed, and when it last did.
func usedPasskey(tx *db.Tx, p Passkey) error {
	_, err := tx.Exec(`UPDATE factors_passkey SET credential = ?, used_at = ? WHERE borough_id = ? AND id = ?`,
		db.JSONOf(p.credential), tx.Now(), tx.Borough(), p.ID)
	return err
}

func renamePasskey(tx *db.Tx, account string, id PasskeyID, name string) (bool, error) {
	n, err := tx.Exec(`UPDATE factors_passkey SET name = ? WHERE borough_id = ? AND account_id = ? AND id = ?`, name, tx.Borough(), account, id)
	return n == 1, err
}

func deletePasskey(tx *db.Tx, account string, id PasskeyID) (bool, error) {
	n, err := tx.Exec(`DELETE FROM factors_passkey WHERE borough_id = ? AND account_id = ? AND id = ?`, tx.Borough(), account, id)
	return n == 1, err
}

func deletePasskeysOf(tx *db.Tx, account string) error {
	_, err := tx.Exec(`DELETE FROM factors_passkey WHERE borough_id = ? AND account_id = ?`, tx.Borough(), account)
	return err
}

func insertCeremony(tx *db.Tx, hash, account string, asked webauthn.SessionData, ends time.Time) error {
	_, err := tx.Exec(`INSERT INTO factors_ceremony (borough_id, token_hash, account_id, asked, ends_at) VALUES (?,?,?,?,?)`,
		tx.Borough(), hash, account, db.JSONOf(asked), ends)
	return err
}

// takeCeremony finds what was asked and forgets it, so that it is answered once.
func takeCeremony(tx *db.Tx, hash, account string) (asked webauthn.SessionData, found bool, err error) {
	var held db.JSON[webauthn.SessionData]
	err = tx.QueryRow(`SELECT asked FROM factors_ceremony WHERE borough_id = ? AND token_hash = ? AND account_id = ? AND ends_at > ?`,
		tx.Borough(), hash, account, tx.Now()).Scan(&held)
	if errors.Is(err, db.ErrNoRows) {
		return asked, false, nil
	}
	if err != nil {
		return asked, false, err
	}
	n, err := tx.Exec(`DELETE FROM factors_ceremony WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash)
	return held.V, n == 1, err
}

func deleteCeremoniesBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM factors_ceremony WHERE borough_id = ? AND ends_at <= ?`, tx.Borough(), at)
	return err
}
