package accounts

import (
	"errors"
	"time"

	"kith/internal/plat/db"
	"kith/internal/plat/openid"
)

func insertWay(tx *db.Tx, hash string, w way, ends time.Time) error {
	_, err := tx.Exec(`INSERT INTO accounts_way (borough_id, token_hash, state, nonce, verifier, goes_to, account_id, ends_at)
		VALUES (?,?,?,?,?,?,?,?)`, tx.Borough(), hash, w.asked.State, w.asked.Nonce, w.asked.Verifier, w.goesTo, w.account, ends)
	return err
}

// takeWay finds what somebody left with, and forgets it. Of two who come back with it, one
// finds it.
func takeWay(tx *db.Tx, hash string) (w way, found bool, err error) {
	err = tx.QueryRow(`SELECT state, nonce, verifier, goes_to, account_id FROM accounts_way WHERE borough_id = ? AND token_hash = ? AND ends_at > ?`,
		tx.Borough(), hash, tx.Now()).Scan(&w.asked.State, &w.asked.Nonce, &w.asked.Verifier, &w.goesTo, &w.account)
	if errors.Is(err, db.ErrNoRows) {
		return way{}, false, nil
	}
	if err != nil {
		return way{}, false, err
	}
	n, err := tx.Exec(`DELETE FROM accounts_way WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash)
	return w, n == 1, err
}

func deleteWaysBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_way WHERE borough_id = ? AND ends_at <= ?`, tx.Borough(), at)
	return err
}

// identityOwner is the account of somebody of the single sign-on, "" where there is none.
// managed says that the account came to be by it.
func identityOwner(r db.Reader, who openid.Claims) (id ID, managed bool, err error) {
	err = r.QueryRow(`SELECT account_id, managed FROM accounts_identity WHERE borough_id = ? AND issuer = ? AND tenant = ? AND object = ?`,
		r.Borough(), who.Issuer, who.Tenant, who.Object).Scan(&id, &managed)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, nil
	}
	return id, managed, err
}

func insertIdentity(tx *db.Tx, who openid.Claims, id ID, managed bool) error {
	_, err := tx.Exec(`INSERT INTO accounts_identity (borough_id, issuer, tenant, object, account_id, managed, linked_at) VALUES (?,?,?,?,?,?,?)`,
		tx.Borough(), who.Issuer, who.Tenant, who.Object, id, one(managed), tx.Now())
	return err
}

func isLinked(r db.Reader, id ID) (bool, error) {
	var n int
	err := r.QueryRow(`SELECT COUNT(*) FROM accounts_identity WHERE borough_id = ? AND account_id = ?`, r.Borough(), id).Scan(&n)
	return n > 0, err
}

func deleteIdentities(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`DELETE FROM accounts_identity WHERE borough_id = ? AND account_id = ?`, tx.Borough(), id)
	return err
}
