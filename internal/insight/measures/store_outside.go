package measures

import (
	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

const typedColumns = `o.figure, o.as_at, o.version, o.value, o.baseline, o.source, o.gone, o.typed_by, o.typed_name, o.typed_at`

func scanTyped(rows *db.Rows) (t Typed, err error) {
	var at db.Time
	err = rows.Scan(&t.Figure, &t.AsAt, &t.Version, &t.Value, &t.Baseline, &t.Source, &t.Gone, &t.TypedBy, &t.TypedName, &at)
	t.TypedAt = at.Time
	return t, err
}

// standing reads what stands of every figure that others count, by figure, the earliest first.
func standing(r db.Reader) (map[string][]Typed, error) {
	rows, err := r.Query(`SELECT `+typedColumns+` FROM measures_outside o
		WHERE o.borough_id = ? AND o.version = (SELECT MAX(l.version) FROM measures_outside l
			WHERE l.borough_id = ? AND l.figure = o.figure AND l.as_at = o.as_at)
		ORDER BY o.figure, o.as_at`, r.Borough(), r.Borough())
	all, err := db.Collect(rows, err, scanTyped)
	by := map[string][]Typed{}
	for _, t := range all {
		if !t.Gone {
			by[t.Figure] = append(by[t.Figure], t)
		}
	}
	return by, err
}

func versionsOf(r db.Reader, figure string) ([]Typed, error) {
	rows, err := r.Query(`SELECT `+typedColumns+` FROM measures_outside o
		WHERE o.borough_id = ? AND o.figure = ? ORDER BY o.as_at DESC, o.version DESC`, r.Borough(), figure)
	return db.Collect(rows, err, scanTyped)
}

func versionOf(r db.Reader, figure string, asAt day.Date) (n int64, err error) {
	err = r.QueryRow(`SELECT COALESCE(MAX(o.version), 0) FROM measures_outside o WHERE o.borough_id = ? AND o.figure = ? AND o.as_at = ?`,
		r.Borough(), figure, asAt).Scan(&n)
	return n, err
}

func insertTyped(tx *db.Tx, t Typed) error {
	_, err := tx.Exec(`INSERT INTO measures_outside (borough_id, figure, as_at, version, value, baseline, source, gone, typed_by, typed_name, typed_at)
		VALUES (?,?,?,?,?,?,?,?,?,?,?)`, tx.Borough(), t.Figure, t.AsAt, t.Version, t.Value, t.Baseline, t.Source, t.Gone, t.TypedBy, t.TypedName, t.TypedAt)
	return err
}
