package reports

import (
	"kith/internal/plat/db"
)

const externalColumns = `e.id, e.version, e.name, e.definition, e.value, e.source, e.as_at, e.gone, e.typed_by, e.typed_name, e.typed_at`

func scanExternal(rows *db.Rows) (e External, err error) {
	var at db.Time
	f := &e.Named
	err = rows.Scan(&e.ID, &e.Version, &f.Name, &f.Definition, &f.Value, &f.Source, &f.AsAt, &e.Gone, &e.TypedBy, &e.TypedName, &at)
	e.TypedAt = at.Time
	return e, err
}

// externalNow reads the version of each figure that stands, but for those taken off.
func externalNow(r db.Reader) ([]External, error) {
	rows, err := r.Query(`SELECT `+externalColumns+` FROM reports_external e
		WHERE e.borough_id = ? AND e.gone = ? AND e.version = (
			SELECT MAX(l.version) FROM reports_external l WHERE l.borough_id = ? AND l.id = e.id)
		ORDER BY e.name, e.id`, r.Borough(), false, r.Borough())
	return db.Collect(rows, err, scanExternal)
}

// externalVersions reads all that was typed of a figure, the latest first.
func externalVersions(r db.Reader, id ExternalID) ([]External, error) {
	rows, err := r.Query(`SELECT `+externalColumns+` FROM reports_external e
		WHERE e.borough_id = ? AND e.id = ? ORDER BY e.version DESC`, r.Borough(), id)
	return db.Collect(rows, err, scanExternal)
}

// latestVersion is the version of a figure that stands; 0 when there is none.
func latestVersion(r db.Reader, id ExternalID) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(e.version), 0) FROM reports_external e WHERE e.borough_id = ? AND e.id = ?`,
		r.Borough(), id).Scan(&n)
	return n, err
}

func insertExternal(tx *db.Tx, e External) error {
	_, err := tx.Exec(`INSERT INTO reports_external (borough_id, id, version, name, definition, value, source, as_at, gone,
		typed_by, typed_name, typed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Borough(), e.ID, e.Version, e.Named.Name, e.Named.Definition, e.Named.Value, e.Named.Source, e.Named.AsAt, e.Gone,
		e.TypedBy, e.TypedName, e.TypedAt)
	return err
}
