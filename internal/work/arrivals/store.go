package arrivals

import (
	"errors"

	"kith/internal/plat/db"
	"kith/internal/work/deliveries"
)

const columns = `a.delivery_id, a.record_id, a.trip, a.version, a.expected_at, a.told_for, a.told_off, a.message`

func scan(row interface{ Scan(dest ...any) error }) (a Arrival, err error) {
	var at, told db.NullTime
	err = row.Scan(&a.Delivery, &a.Record, &a.Trip, &a.Version, &at, &told, &a.toldOff, &a.message)
	a.At, a.toldFor = at.Time, told.Time
	return a, err
}

// clearTrip takes everything off a trip.
func clearTrip(tx *db.Tx, trip string, version int64) error {
	_, err := tx.Exec(`UPDATE arrivals_arrival SET expected_at = NULL, version = ? WHERE borough_id = ? AND trip = ?`, version, tx.Borough(), trip)
	return err
}

func putExpected(tx *db.Tx, a Arrival) error {
	_, err := tx.Exec(`INSERT INTO arrivals_arrival (borough_id, delivery_id, record_id, trip, version, expected_at, told_off, message) VALUES (?,?,?,?,?,?,?,?)
		ON CONFLICT (borough_id, delivery_id) DO UPDATE SET record_id = excluded.record_id, trip = excluded.trip, version = excluded.version, expected_at = excluded.expected_at`,
		tx.Borough(), a.Delivery, a.Record, a.Trip, a.Version, a.At, false, "")
	return err
}

// setTold keeps what somebody was told, unless it is expected at another time since.
func setTold(tx *db.Tx, a Arrival) (first bool, err error) {
	n, err := tx.Exec(`UPDATE arrivals_arrival SET told_for = ?, told_off = ?, message = ? WHERE borough_id = ? AND delivery_id = ? AND trip = ? AND version = ?`,
		db.NullTimeOf(a.toldFor), a.toldOff, a.message, tx.Borough(), a.Delivery, a.Trip, a.Version)
	return n == 1, err
}

func ofTrip(r db.Reader, trip string) ([]Arrival, error) {
	rows, err := r.Query(`SELECT `+columns+` FROM arrivals_arrival a WHERE a.borough_id = ? AND a.trip = ? ORDER BY a.expected_at, a.delivery_id`, r.Borough(), trip)
	return db.Collect(rows, err, func(rows *db.Rows) (Arrival, error) { return scan(rows) })
}

// arrivalOf is what is expected of a delivery, found or not.
func arrivalOf(r db.Reader, id deliveries.ID) (a Arrival, found bool, err error) {
	a, err = scan(r.QueryRow(`SELECT `+columns+` FROM arrivals_arrival a WHERE a.borough_id = ? AND a.delivery_id = ?`, r.Borough(), id))
	if errors.Is(err, db.ErrNoRows) {
		return Arrival{}, false, nil
	}
	return a, err == nil, err
}
