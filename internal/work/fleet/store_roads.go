package fleet

import (
	"encoding/base64"

	"kith/internal/plat/db"
)

// putRoads keeps what was handed in, in the place of what was there.
func putRoads(tx *db.Tx, r Roads, body []byte) error {
	if _, err := dropRoads(tx, r.Kind); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO fleet_roads (borough_id, kind, file, holds, body, hash, at, by_account) VALUES (?,?,?,?,?,?,?,?)`,
		tx.Borough(), r.Kind, r.File, r.Holds, base64.StdEncoding.EncodeToString(body), r.Hash, r.At, r.By)
	return err
}

func dropRoads(tx *db.Tx, kind RoadsKind) (int64, error) {
	return tx.Exec(`DELETE FROM fleet_roads WHERE borough_id = ? AND kind = ?`, tx.Borough(), kind)
}

func roadsOf(r db.Reader) ([]Roads, error) {
	rows, err := r.Query(`SELECT f.kind, f.file, f.holds, f.hash, f.at, f.by_account FROM fleet_roads f WHERE f.borough_id = ? ORDER BY f.kind`, r.Borough())
	return db.Collect(rows, err, func(rows *db.Rows) (one Roads, err error) {
		var at db.Time
		err = rows.Scan(&one.Kind, &one.File, &one.Holds, &one.Hash, &at, &one.By)
		one.At = at.Time
		return one, err
	})
}

func roadsBody(r db.Reader, kind RoadsKind) ([]byte, error) {
	var body string
	if err := r.QueryRow(`SELECT f.body FROM fleet_roads f WHERE f.borough_id = ? AND f.kind = ?`, r.Borough(), kind).Scan(&body); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(body)
}
