package brakes

import (
	"errors"
	"time"

	"kith/internal/plat/db"
)

// lock has transactions that count under one key wait for each other.
func lock(tx *db.Tx, rule, mark string, ends time.Time) error {
	_, err := tx.Exec(`INSERT INTO brakes_key (borough_id, rule, mark, tries, ends_at) VALUES (?,?,?,'',?)
		ON CONFLICT (borough_id, rule, mark) DO UPDATE SET ends_at = excluded.ends_at`, tx.Borough(), rule, mark, ends)
	return err
}

func tries(r db.Reader, rule, mark string) ([]time.Time, error) {
	var held db.JSON[[]time.Time]
	err := r.QueryRow(`SELECT tries FROM brakes_key WHERE borough_id = ? AND rule = ? AND mark = ?`, r.Borough(), rule, mark).Scan(&held)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	return held.V, err
}

func keep(tx *db.Tx, rule, mark string, all []time.Time) error {
	_, err := tx.Exec(`UPDATE brakes_key SET tries = ? WHERE borough_id = ? AND rule = ? AND mark = ?`, db.JSONOf(all), tx.Borough(), rule, mark)
	return err
}

func deleteKey(tx *db.Tx, rule, mark string) error {
	_, err := tx.Exec(`DELETE FROM brakes_key WHERE borough_id = ? AND rule = ? AND mark = ?`, tx.Borough(), rule, mark)
	return err
}

func deleteEnded(tx *db.Tx, now time.Time) error {
	_, err := tx.Exec(`DELETE FROM brakes_key WHERE borough_id = ? AND ends_at <= ?`, tx.Borough(), now)
	return err
}
