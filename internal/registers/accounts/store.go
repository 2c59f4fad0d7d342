package accounts

import (
	"errors"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

const accountColumns = `a.id, a.name, a.email, a.title, a.password, a.added_at, a.seen_at, a.disabled_at, a.version`

type scanner interface{ Scan(dest ...any) error }

func scanAccount(row scanner) (a Account, hash string, err error) {
	var disabled, seen db.NullTime
	err = row.Scan(&a.ID, &a.Name, &a.Email, &a.Title, &hash, &a.AddedAt, &seen, &disabled, &a.Version)
	a.DisabledAt, a.SeenAt = disabled.Time, seen.Time
	return a, hash, err
}

func insertAccount(tx *db.Tx, a Account, hash string) error {
	_, err := tx.Exec(`INSERT INTO accounts_account (borough_id, id, name, email, email_folded, title, password, added_at, version)
		VALUES (?,?,?,?,?,?,?,?,?)`, tx.Borough(), a.ID, a.Name, a.Email, foldEmail(a.Email), a.Title, hash, tx.Now(), a.Version)
	if err != nil {
		return err
	}
	return insertGrants(tx, a.ID, a.Grants)
}

// accountByEmail returns the zero account and no hash for an address nobody has.
func accountByEmail(r db.Reader, folded string) (Account, string, error) {
	a, hash, err := scanAccount(r.QueryRow(`SELECT `+accountColumns+` FROM accounts_account a
		WHERE a.borough_id = ? AND a.email_folded = ?`, r.Borough(), folded))
	if errors.Is(err, db.ErrNoRows) {
		return Account{}, "", nil
	}
	return a, hash, err
}

func accountByID(r db.Reader, id ID) (Account, bool, error) {
	a, _, err := scanAccount(r.QueryRow(`SELECT `+accountColumns+` FROM accounts_account a
		WHERE a.borough_id = ? AND a.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Account{}, false, nil
	}
	if err != nil {
		return Account{}, false, err
	}
	all := map[ID]*Account{a.ID: &a}
	rows, err := r.Query(`SELECT account_id, role, neighbourhood, organisation_id FROM accounts_grant
		WHERE borough_id = ? AND account_id = ?`, r.Borough(), id)
	return a, true, withGrants(rows, err, all)
}

func listAccounts(r db.Reader) ([]Account, error) {
	rows, err := r.Query(`SELECT `+accountColumns+` FROM accounts_account a WHERE a.borough_id = ? ORDER BY a.name, a.id`, r.Borough())
	list, err := db.Collect(rows, err, func(rows *db.Rows) (Account, error) {
		a, _, err := scanAccount(rows)
		return a, err
	})
	if err != nil {
		return nil, err
	}
	all := map[ID]*Account{}
	for i := range list {
		all[list[i].ID] = &list[i]
	}
	rows, err = r.Query(`SELECT account_id, role, neighbourhood, organisation_id FROM accounts_grant
		WHERE borough_id = ? ORDER BY role, neighbourhood`, r.Borough())
	return list, withGrants(rows, err, all)
}

// withGrants puts each grant read with the account it belongs to.
func withGrants(rows *db.Rows, err error, all map[ID]*Account) error {
	_, err = db.Collect(rows, err, func(rows *db.Rows) (struct{}, error) {
		var id ID
		var g access.Grant
		err := rows.Scan(&id, &g.Role, &g.Neighbourhood, &g.Organisation)
		if a, ok := all[id]; ok {
			a.Grants = append(a.Grants, g)
		}
		return struct{}{}, err
	})
	return err
}

func setPassword(tx *db.Tx, id ID, hash string) error {
	_, err := tx.Exec(`UPDATE accounts_account SET password = ?, version = version + 1 WHERE borough_id = ? AND id = ?`,
		hash, tx.Borough(), id)
	return err
}

func disableAccount(tx *db.Tx, id ID) error {
	if _, err := tx.Exec(`UPDATE accounts_account SET disabled_at = ?, version = version + 1 WHERE borough_id = ? AND id = ?`,
		tx.Now(), tx.Borough(), id); err != nil {
		return err
	}
	return endAccess(tx, id)
}

// endAccess ends at once whatever an account has open: sessions, steps, links to it, links it
// made for others, and the browsers it is known by.
func endAccess(tx *db.Tx, id ID) error {
	for _, q := range []string{
		`DELETE FROM accounts_session WHERE borough_id = ? AND account_id = ?`,
		`DELETE FROM accounts_step WHERE borough_id = ? AND account_id = ?`,
		`DELETE FROM accounts_device WHERE borough_id = ? AND account_id = ?`,
		`DELETE FROM accounts_invitation WHERE borough_id = ? AND account_id = ?`,
		`DELETE FROM accounts_way WHERE borough_id = ? AND account_id = ?`,
		`DELETE FROM accounts_link WHERE borough_id = ? AND made_by = ? AND used_at IS NULL`,
		`DELETE FROM accounts_pass WHERE borough_id = ? AND made_by = ? AND used_at IS NULL`,
	} {
		if _, err := tx.Exec(q, tx.Borough(), id); err != nil {
			return err
		}
	}
	return nil
}

func enableAccount(tx *db.Tx, id ID) error {
	_, err := tx.Exec(`UPDATE accounts_account SET disabled_at = NULL, version = version + 1 WHERE borough_id = ? AND id = ?`,
		tx.Borough(), id)
	return err
}

// deleteLinksBefore forgets links that could no longer be used at a time.
func deleteLinksBefore(tx *db.Tx, at time.Time) error {
	_, err := tx.Exec(`DELETE FROM accounts_link WHERE borough_id = ? AND expires_at < ?`, tx.Borough(), at)
	return err
}

func insertLink(tx *db.Tx, hash, organisation string, expires time.Time) error {
	_, err := tx.Exec(`INSERT INTO accounts_link (borough_id, token_hash, organisation_id, made_by, made_at, expires_at)
		VALUES (?,?,?,?,?,?)`, tx.Borough(), hash, organisation, tx.Actor(), tx.Now(), expires)
	return err
}

// useLink marks a link as used. Of two who come with it at once, one finds it.
func useLink(tx *db.Tx, hash string) (organisation string, found bool, err error) {
	n, err := tx.Exec(`UPDATE accounts_link SET used_at = ? WHERE borough_id = ? AND token_hash = ? AND used_at IS NULL AND expires_at > ?`,
		tx.Now(), tx.Borough(), hash, tx.Now())
	if err != nil || n == 0 {
		return "", false, err
	}
	err = tx.QueryRow(`SELECT organisation_id FROM accounts_link WHERE borough_id = ? AND token_hash = ?`, tx.Borough(), hash).Scan(&organisation)
	return organisation, err == nil, err
}
