package clients

import (
	"errors"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

const clientColumns = `c.id, c.name, c.purpose, c.role, c.neighbourhood, c.scopes, c.made_by, c.made_at, c.ended_at, c.version`

func (c *Client) into(ended *db.NullTime, scopes *db.JSON[[]string]) []any {
	return []any{&c.ID, &c.Name, &c.Purpose, &c.Grant.Role, &c.Grant.Neighbourhood, scopes, &c.MadeBy, &c.MadeAt, ended, &c.Version}
}

type scanner interface{ Scan(dest ...any) error }

func scanClient(row scanner, more ...any) (c Client, err error) {
	var ended db.NullTime
	var scopes db.JSON[[]string]
	err = row.Scan(append(c.into(&ended, &scopes), more...)...)
	c.EndedAt, c.Scopes = ended.Time, append([]string{}, scopes.V...)
	return c, err
}

func listClients(r db.Reader) ([]Client, error) {
	rows, err := r.Query(`SELECT `+clientColumns+` FROM clients_client c WHERE c.borough_id = ? ORDER BY c.name, c.id`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Client, error) { return scanClient(rows) })
}

func clientIn(r db.Reader, id ID) (Client, error) {
	c, err := scanClient(r.QueryRow(`SELECT `+clientColumns+` FROM clients_client c WHERE c.borough_id = ? AND c.id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		err = fault.New(fault.NotFound, "clients.no-such", "There is no such program.")
	}
	return c, err
}

func insertClient(tx *db.Tx, c Client) error {
	_, err := tx.Exec(`INSERT INTO clients_client (borough_id, id, name, purpose, role, neighbourhood, scopes, made_by, made_at, version)
		VALUES (?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), c.ID, c.Name, c.Purpose, c.Grant.Role, c.Grant.Neighbourhood, db.JSONOf(c.Scopes), c.MadeBy, c.MadeAt, c.Version)
	return err
}

func updateClient(tx *db.Tx, c Client) error {
	_, err := tx.Exec(`UPDATE clients_client SET name = ?, purpose = ?, role = ?, neighbourhood = ?, scopes = ?, version = version + 1
		WHERE borough_id = ? AND id = ?`, c.Name, c.Purpose, c.Grant.Role, c.Grant.Neighbourhood, db.JSONOf(c.Scopes), tx.Borough(), c.ID)
	return err
}

func endClient(tx *db.Tx, id ID) error {
	if _, err := tx.Exec(`UPDATE clients_client SET ended_at = ?, version = version + 1 WHERE borough_id = ? AND id = ?`, tx.Now(), tx.Borough(), id); err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE clients_key SET revoked_at = ? WHERE borough_id = ? AND client_id = ? AND revoked_at IS NULL`, tx.Now(), tx.Borough(), id)
	return err
}

const keyColumns = `k.id, k.prefix, k.made_at, k.ends_at, k.used_at, k.revoked_at`

func keysOf(r db.Reader, id ID) ([]Key, error) {
	rows, err := r.Query(`SELECT `+keyColumns+` FROM clients_key k WHERE k.borough_id = ? AND k.client_id = ? ORDER BY k.made_at DESC, k.id DESC`, r.Borough(), id)
	return db.Collect(rows, err, func(rows *db.Rows) (k Key, err error) {
		var used, revoked db.NullTime
		err = rows.Scan(&k.ID, &k.Prefix, &k.MadeAt, &k.EndsAt, &used, &revoked)
		k.UsedAt, k.Revoked = used.Time, revoked.Time
		return k, err
	})
}

func clientByKey(r db.Reader, hash string) (c Client, k Key, found bool, err error) {
	var used, revoked db.NullTime
	c, err = scanClient(r.QueryRow(`SELECT `+clientColumns+`, `+keyColumns+` FROM clients_key k
		JOIN clients_client c ON c.borough_id = k.borough_id AND c.id = k.client_id
		WHERE k.borough_id = ? AND k.key_hash = ?`, r.Borough(), hash), &k.ID, &k.Prefix, &k.MadeAt, &k.EndsAt, &used, &revoked)
	if errors.Is(err, db.ErrNoRows) {
		return Client{}, Key{}, false, nil
	}
	k.UsedAt, k.Revoked = used.Time, revoked.Time
	return c, k, err == nil, err
}

func insertKey(tx *db.Tx, id ID, k Key, hash string) error {
	_, err := tx.Exec(`INSERT INTO clients_key (borough_id, id, client_id, prefix, key_hash, made_by, made_at, ends_at) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), k.ID, id, k.Prefix, hash, tx.Actor(), tx.Now(), k.EndsAt)
	return err
}

func touchKey(tx *db.Tx, id KeyID) error {
	_, err := tx.Exec(`UPDATE clients_key SET used_at = ? WHERE borough_id = ? AND id = ?`, tx.Now(), tx.Borough(), id)
	return err
}

func revokeKey(tx *db.Tx, id ID, key KeyID) (bool, error) {
	n, err := tx.Exec(`UPDATE clients_key SET revoked_at = ? WHERE borough_id = ? AND client_id = ? AND id = ? AND revoked_at IS NULL`,
		tx.Now(), tx.Borough(), id, key)
	return n == 1, err
}
