package people

import (
	"errors"

	"kith/internal/plat/db"
)

// allSound reports whether every record has been given its sounds.
func allSound(r db.Reader) (done bool, err error) {
	err = r.QueryRow(`SELECT s.done FROM people_sounds s WHERE s.borough_id = ?`, r.Borough()).Scan(&done)
	if errors.Is(err, db.ErrNoRows) {
		return false, nil
	}
	return done, err
}

// nextWithoutSounds reads the next records to be given their sounds, as many as one
// statement carries, and holds them: whoever changes one of them meanwhile comes after.
func nextWithoutSounds(tx *db.Tx) ([]Record, error) {
	rows, err := tx.Query(`SELECT p.id, p.given_names, p.family_name, p.neighbourhood FROM people_record p
		WHERE p.borough_id = ? AND p.id > COALESCE((SELECT s.reached FROM people_sounds s WHERE s.borough_id = ?), '')
		ORDER BY p.id LIMIT ?`+tx.Dialect().ForUpdate(), tx.Borough(), tx.Borough(), perStatement)
	return db.Collect(rows, err, func(rows *db.Rows) (r Record, err error) {
		err = rows.Scan(&r.ID, &r.GivenNames, &r.FamilyName, &r.Neighbourhood)
		return r, err
	})
}

func soundsReached(tx *db.Tx, last RecordID, done bool) error {
	_, err := tx.Exec(`INSERT INTO people_sounds (borough_id, reached, done) VALUES (?,?,?)
		ON CONFLICT (borough_id) DO UPDATE SET reached = excluded.reached, done = excluded.done`, tx.Borough(), last, done)
	return err
}
