package accounts

import (
	"errors"
	"slices"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

func insertInvitation(tx *db.Tx, id ident.ID[invitation], hash string, account ID, ends time.Time) error {
	_, err := tx.Exec(`INSERT INTO accounts_invitation (borough_id, id, token_hash, account_id, made_by, made_at, ends_at)
		VALUES (?,?,?,?,?,?,?)`, tx.Borough(), id, hash, account, tx.Actor(), tx.Now(), ends)
	return err
}

func invitationByHash(r db.Reader, hash string) (account ID, found bool, err error) {
	err = r.QueryRow(`SELECT account_id FROM accounts_invitation WHERE borough_id = ? AND token_hash = ? AND used_at IS NULL AND ends_at > ?`,
		r.Borough(), hash, r.Now()).Scan(&account)
	if errors.Is(err, db.ErrNoRows) {
		return "", false, nil
	}
	return account, err == nil, err
}

// useInvitation marks an invitation as used. Of two who come with it at once, one is first.
func useInvitation(tx *db.Tx, hash string) (bool, error) {
	n, err := tx.Exec(`UPDATE accounts_invitation SET used_at = ? WHERE borough_id = ? AND token_hash = ? AND used_at IS NULL AND ends_at > ?`,
		tx.Now(), tx.Borough(), hash, tx.Now())
	return n == 1, err
}

// tellInvitation reports whether an invitation is still to be sent, and marks it as sent.
func tellInvitation(tx *db.Tx, id ident.ID[invitation]) (bool, error) {
	n, err := tx.Exec(`UPDATE accounts_invitation SET told_at = ? WHERE borough_id = ? AND id = ? AND told_at IS NULL AND used_at IS NULL AND ends_at > ?`,
		tx.Now(), tx.Borough(), id, tx.Now())
	return n == 1, err
}

func untellInvitation(tx *db.Tx, id ident.ID[invitation]) error {
	_, err := tx.Exec(`UPDATE accounts_invitation SET told_at = NULL WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}

func deleteInvitationsOf(tx *db.Tx, account ID) error {
	_, err := tx.Exec(`DELETE FROM accounts_invitation WHERE borough_id = ? AND account_id = ?`, tx.Borough(), account)
	return err
}

func deleteInvitationsBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_invitation WHERE borough_id = ? AND ends_at <= ?`, tx.Borough(), at)
	return err
}

func setSeen(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE accounts_account SET seen_at = ? WHERE borough_id = ? AND id = ?`, tx.Now(), tx.Borough(), id)
	return err
}

// lockAccount has transactions that weigh what is left of one account wait for each other.
func lockAccount(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE accounts_account SET version = version WHERE borough_id = ? AND id = ?`, tx.Borough(), id)
	return err
}

func hasPassword(r db.Reader, id ID) (has bool, err error) {
	var n int
	err = r.QueryRow(`SELECT COUNT(*) FROM accounts_account WHERE borough_id = ? AND id = ? AND password <> ''`, r.Borough(), id).Scan(&n)
	return n > 0, err
}

func setGrants(tx *db.Tx, id ID, title string, grants []access.Grant) error {
	if _, err := tx.Exec(`UPDATE accounts_account SET title = ?, version = version + 1 WHERE borough_id = ? AND id = ?`, title, tx.Borough(), id); err != nil {
		return err
	}
	held, _, err := accountByID(tx, id)
	if err != nil {
		return err
	}
	for _, g := range held.Grants {
		if slices.Contains(grants, g) {
			continue // since when they hold it stays
		}
		if _, err := tx.Exec(`DELETE FROM accounts_grant WHERE borough_id = ? AND account_id = ? AND role = ? AND neighbourhood = ? AND organisation_id = ?`,
			tx.Borough(), id, g.Role, g.Neighbourhood, g.Organisation); err != nil {
			return err
		}
	}
	return insertGrants(tx, id, grants)
}

func insertGrants(tx *db.Tx, id ID, grants []access.Grant) error {
	for _, g := range grants {
		if _, err := tx.Exec(`INSERT INTO accounts_grant (borough_id, account_id, role, neighbourhood, organisation_id, granted_at) VALUES (?,?,?,?,?,?)
			ON CONFLICT (borough_id, account_id, role, neighbourhood, organisation_id) DO NOTHING`,
			tx.Borough(), id, g.Role, g.Neighbourhood, g.Organisation, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}
