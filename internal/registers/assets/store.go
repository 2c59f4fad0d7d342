package assets

import (
	"errors"

	"kith/internal/plat/db"
)

const columns = `id, name, owner, agreement, purpose, basis, basis_ends, keep_days, refresh_days, list_id, health, version, changed_by, changed_at`

func scan(row interface{ Scan(dest ...any) error }) (a Asset, err error) {
	var at db.Time
	err = row.Scan(&a.ID, &a.Name, &a.Owner, &a.Agreement, &a.Purpose, &a.Basis, &a.BasisEnds, &a.KeepDays, &a.RefreshDays,
		&a.List, &a.Health, &a.Version, &a.ChangedBy, &at)
	a.ChangedAt = at.Time
	return a, err
}

func declared(r db.Reader) ([]Asset, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM assets_asset WHERE borough_id = ? ORDER BY name, id`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (Asset, error) { return scan(rows) })
}

func byID(r db.Reader, id ID) (a Asset, found bool, err error) {
	a, err = scan(r.QueryRow(`SELECT `+columns+` FROM assets_asset WHERE borough_id = ? AND id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Asset{}, false, nil
	}
	return a, err == nil, err
}

// insert keeps an asset; false when there is one by the same id.
func insert(tx *db.Tx, a Asset) (bool, error) {
	n, err := tx.Exec(`INSERT INTO assets_asset (borough_id, `+columns+`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, id) DO NOTHING`, tx.Borough(), a.ID, a.Name, a.Owner, a.Agreement, a.Purpose, a.Basis,
		a.BasisEnds, a.KeepDays, a.RefreshDays, a.List, a.Health, 1, tx.Actor(), tx.Now())
	return n == 1, err
}

// update writes what is known of an asset, unless it has changed since.
func update(tx *db.Tx, a Asset) (bool, error) {
	n, err := tx.Exec(`UPDATE assets_asset SET name = ?, owner = ?, agreement = ?, purpose = ?, basis = ?, basis_ends = ?,
		keep_days = ?, refresh_days = ?, list_id = ?, health = ?, version = version + 1, changed_by = ?, changed_at = ?
		WHERE borough_id = ? AND id = ? AND version = ?`, a.Name, a.Owner, a.Agreement, a.Purpose, a.Basis, a.BasisEnds,
		a.KeepDays, a.RefreshDays, a.List, a.Health, tx.Actor(), tx.Now(), tx.Borough(), a.ID, a.Version)
	return n == 1, err
}
